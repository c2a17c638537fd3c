import { type Eventual, whenThere } from '../base/eventual.ts'
import { Rank } from '../base/rank.ts'
import { movable, type Threads, type Work, WorkFailed } from '../base/thread-work.ts'
import type { HeaderField } from '../model/parsed-message.ts'
import { BoundedCache } from './bounded-cache.ts'
import type { HeaderDecoder } from './header-decoder.ts'
import { headerEnd } from './header-fields.ts'
import { decodedFields, type MessageHeader, readHeader } from './headers.ts'
import { type ByteSource, type Readable, there } from './message-reader.ts'
import { fieldsWork, headerWork, searchedHeaderWork } from './reading-work.ts'
import { headerBytes } from './parsed-size.ts'
import { readHereBytes } from './reading-limits.ts'
import { readSearchedHeader, type SearchedHeader } from './search-header.ts'

export interface HeadersParts {
  readonly maxBytes: number
  readonly threads: Threads | null
  readonly loadDecoder: () => Promise<HeaderDecoder>
}

/** Reads something out of a header: here where it is short, else by its work in a thread. */
interface Reading<Result> {
  readonly work: Work<{ readonly raw: Uint8Array }, Result>
  here(raw: Buffer, decoder: HeaderDecoder): Result
}

const header: Reading<MessageHeader> = {
  work: headerWork,
  here(raw, decoder) {
    const { subject, from } = readHeader(raw, decoder)
    return { subject, from }
  },
}
const fields: Reading<readonly HeaderField[]> = {
  work: fieldsWork,
  here: (raw, decoder) => decodedFields(readHeader(raw, decoder).raw, decoder),
}

const searched: Reading<SearchedHeader> = { work: searchedHeaderWork, here: readSearchedHeader }

/** Subjects and senders, which are remembered, and fields, which are not. */
export class Headers {
  readonly #known: BoundedCache<MessageHeader>
  readonly #parts: HeadersParts
  #decoder: HeaderDecoder | undefined

  constructor(parts: HeadersParts) {
    this.#parts = parts
    this.#known = new BoundedCache(parts.maxBytes)
  }

  async load(): Promise<HeaderDecoder> {
    this.#decoder = await this.#parts.loadDecoder()
    return this.#decoder
  }

  subjectOf({ subject }: { readonly subject: string }): Eventual<string> {
    if (!subject.includes('=?')) return subject
    return whenThere(this.#decoder ?? this.load(), (decoder) => decoder.text(subject))
  }

  of(message: Readable, source: ByteSource): Eventual<MessageHeader> {
    const known = this.#known.peek(message.id)
    if (known !== undefined) return known
    return whenThere(this.#read(message, source, header), (read) => {
      this.#known.setIfRoom(message.id, read, headerBytes(read))
      return read
    })
  }

  fieldsOf(message: Readable, source: ByteSource): Eventual<readonly HeaderField[]> {
    return this.#read(message, source, fields)
  }

  searchedOf(message: Readable, source: ByteSource): Eventual<SearchedHeader> {
    return this.#read(message, source, searched)
  }

  forget(id: string): void {
    this.#known.delete(id)
  }

  #read<Result>(
    message: Readable,
    { bytesOf, line }: ByteSource,
    { work, here }: Reading<Result>,
  ): Eventual<Result> {
    const { threads } = this.#parts
    // The decoder first: bytes that are lent are to be read at once.
    return whenThere(this.#decoder ?? this.load(), (decoder) =>
      whenThere(bytesOf(message), (bytes): Eventual<Result> => {
        const raw = there(bytes, message)
        if (threads === null || raw.length <= readHereBytes) return here(raw, decoder)
        const end = headerEnd(raw).body
        if (end <= readHereBytes) return here(raw, decoder)
        const block = Buffer.from(raw.subarray(0, end))
        // What is read here then is short.
        const start = Buffer.from(raw.subarray(0, readHereBytes))
        const moved = movable(block)
        return threads
          .run(work, () => ({ input: { raw: moved }, moved: [moved.buffer] }), new Rank(line))
          .catch((error: unknown) => {
            if (error instanceof WorkFailed) return here(start, decoder)
            throw error
          })
      }),
    )
  }
}
