import { type Eventual, whenThere } from '../base/eventual.ts'
import { lazyModule } from '../base/lazy-module.ts'
import type { HeaderField, ParsedMessage } from '../model/parsed-message.ts'
import { BoundedCache } from './bounded-cache.ts'
import type { HeaderDecoder } from './header-decoder.ts'
import { decodedFields, type MessageHeader, readHeader } from './headers.ts'
import { type ByteSource, type MessageReader, type Readable, there } from './message-reader.ts'
import { plainText } from './plain-text.ts'
import { Semaphore } from './semaphore.ts'

export interface ParserLimits {
  /** Parsed messages kept, by what they take. Default 32 MiB: what a person looks at and a test asks again. */
  readonly maxParsedBytes?: number
  /** Texts kept for searching. Default 64 MiB: 10,000 messages of 6 KiB of text. */
  readonly maxTextBytes?: number
  /** Subjects and senders kept for searching. Default 16 MiB: some 50,000 messages. */
  readonly maxHeaderBytes?: number
  /** Messages being taken apart at once, together, and the largest that is: it takes five times its size. Default: any. */
  readonly maxParseBytes?: number
}

/** Reads messages when asked, and remembers what it read within bounds, for all of its readers together. */
export interface MessageParser {
  reader(source: ByteSource): MessageReader
  /** Reads from disk what the first message would else wait for. */
  load(): Promise<void>
  /** Drops what is remembered of a message. */
  forget(message: { readonly id: string }): void
}

const mebibyte = 1024 * 1024
/** A list asks for fifty at once; fifty large ones at the same time would be held in memory several times over. */
const parsesAtOnce = 4
/** A larger message is parsed whole, which lets others have their turn. */
const plainTextBytes = mebibyte

/** libmime takes some 40 ms to read, mailparser 60 to 95. */
const loadDecoder = lazyModule(() => import('./header-decoder.ts'))
const loadParse = lazyModule(() => import('./parse-message.ts'))

export function createMessageParser(limits: ParserLimits = {}): MessageParser {
  const headers = new Headers(limits.maxHeaderBytes ?? 16 * mebibyte)
  const bodies = new Bodies(limits, () => headers.load())
  return {
    reader: (source) => ({
      parse: (message, bytes) =>
        bodies.parse(message, bytes ? { bytesOf: () => bytes, areLent: false } : source),
      header: (message) => headers.of(message, source),
      fields: (message) => headers.fieldsOf(message, source),
      text: (message) => bodies.text(message, source),
    }),
    async load() {
      await headers.load()
      await loadParse()
    },
    forget({ id }) {
      bodies.forget(id)
      headers.forget(id)
    },
  }
}

/** Subjects and senders, which are remembered, and fields, which are not. */
class Headers {
  readonly #known: BoundedCache<MessageHeader>
  #decoder: HeaderDecoder | undefined

  constructor(maxBytes: number) {
    this.#known = new BoundedCache(maxBytes)
  }

  async load(): Promise<HeaderDecoder> {
    this.#decoder = (await loadDecoder()).headerDecoder
    return this.#decoder
  }

  of(message: Readable, source: ByteSource): Eventual<MessageHeader> {
    return (
      this.#known.peek(message.id) ??
      this.#read(message, source, (raw, decoder) => {
        const { subject, from } = readHeader(raw, decoder)
        const header = { subject, from }
        this.#known.setIfRoom(message.id, header, headerBytes(header))
        return header
      })
    )
  }

  fieldsOf(message: Readable, source: ByteSource): Eventual<readonly HeaderField[]> {
    return this.#read(message, source, (raw, decoder) => decodedFields(readHeader(raw, decoder).raw, decoder))
  }

  forget(id: string): void {
    this.#known.delete(id)
  }

  #read<Result>(
    message: Readable,
    { bytesOf }: ByteSource,
    derive: (raw: Buffer, decoder: HeaderDecoder) => Result,
  ): Eventual<Result> {
    // The decoder first: bytes that are lent are to be read at once.
    return whenThere(this.#decoder ?? this.load(), (decoder) =>
      whenThere(bytesOf(message), (bytes) => derive(there(bytes, message), decoder)),
    )
  }
}

/** Whole messages and their texts, remembered each within its own bound. */
class Bodies {
  readonly #loadHeaders: () => Promise<HeaderDecoder>
  readonly #parsed: BoundedCache<ParsedMessage>
  readonly #texts: BoundedCache<string>
  readonly #maxParseBytes: number
  readonly #semaphore: Semaphore
  readonly #running = new Map<string, Promise<ParsedMessage>>()

  constructor(limits: ParserLimits, loadHeaders: () => Promise<HeaderDecoder>) {
    this.#loadHeaders = loadHeaders
    this.#parsed = new BoundedCache(limits.maxParsedBytes ?? 32 * mebibyte)
    this.#texts = new BoundedCache(limits.maxTextBytes ?? 64 * mebibyte)
    this.#maxParseBytes = limits.maxParseBytes ?? Infinity
    this.#semaphore = new Semaphore(parsesAtOnce, this.#maxParseBytes)
  }

  parse(message: Readable, source: ByteSource): Promise<ParsedMessage> {
    const { id, sizeBytes } = message
    const known = this.#parsed.get(id)
    if (known) return Promise.resolve(known)
    let started = this.#running.get(id)
    if (!started) {
      started = this.#semaphore
        .run(sizeBytes, () => this.#run(message, source))
        .finally(() => this.#running.delete(id))
      this.#running.set(id, started)
    }
    return started
  }

  text(message: Readable, source: ByteSource): Eventual<string> {
    const known = this.#texts.peek(message.id) ?? this.#parsed.peek(message.id)?.text
    if (known !== undefined) return known
    const whole = (): Promise<string> => this.parse(message, source).then(({ text }) => text)
    if (message.sizeBytes > plainTextBytes) return whole()
    return whenThere(source.bytesOf(message), (bytes) => {
      const plain = plainText(there(bytes, message))
      if (plain === null) return whole()
      this.#texts.setIfRoom(message.id, plain, textBytes(plain))
      return plain
    })
  }

  forget(id: string): void {
    this.#parsed.delete(id)
    this.#texts.delete(id)
  }

  async #run(message: Readable, { bytesOf, areLent }: ByteSource): Promise<ParsedMessage> {
    const { id } = message
    // Before anything is waited for: the message may leave the store meanwhile.
    const found = bytesOf(message)
    const bytes = there(found instanceof Promise ? await found : found, message)
    const raw = areLent ? Buffer.from(bytes) : bytes
    const [decoder, { parseMessage }] = await Promise.all([this.#loadHeaders(), loadParse()])
    const result = await parseMessage(raw, decoder, this.#maxParseBytes)
    this.#parsed.set(id, result, parsedBytes(result))
    this.#texts.setIfRoom(id, result.text, textBytes(result.text))
    return result
  }
}

/** V8 keeps a text in one byte a character where all of it is Latin-1, else in two. */
function textBytes(text: string): number {
  return 32 + (/[^\0-\xff]/.test(text) ? 2 * text.length : text.length)
}

function headerBytes({ subject, from }: MessageHeader): number {
  return from.reduce(
    (sum, { name, address }) => sum + textBytes(name) + textBytes(address),
    250 + textBytes(subject),
  )
}

function parsedBytes(message: ParsedMessage): number {
  let bytes = 2_000 + textBytes(message.text) + textBytes(message.html ?? '')
  for (const attachment of message.attachments) bytes += 500 + attachment.sizeBytes
  for (const field of message.headers) bytes += 200 + field.value.length + field.raw.length
  for (const link of message.links) bytes += 150 + link.url.length + (link.text?.length ?? 0)
  return bytes
}
