export interface ParserLimits {
  /** Parsed messages kept, by what they take. Default 32 MiB: what a person looks at and a test asks again. */
  readonly maxParsedBytes?: number
  /** Texts kept for searching. Default 64 MiB: 10,000 messages of 6 KiB of text. */
  readonly maxTextBytes?: number
  /** Subjects and senders kept for searching. Default 16 MiB: some 50,000 messages. */
  readonly maxHeaderBytes?: number
  /** The largest message that is taken apart. Default: any. */
  readonly maxParseBytes?: number
  /** What taking one apart may need of V8's heap, by its content. Default: any. */
  readonly maxWorkBytes?: number
  /** The largest parsed message that a thread hands over. Default: any. */
  readonly maxResultBytes?: number
}

/** What is read in this thread: a larger piece goes to a thread of its own (measured by `bench/reading.js`). */
export const readHereBytes: number = 16 * 1024

/** What is made of a larger message is made in a thread, and parsed there; a smaller one is remembered here. */
export const shownHereBytes: number = 128 * 1024
