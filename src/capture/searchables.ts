import { type Eventual, whenThere } from '../base/eventual.ts'
import { Rank } from '../base/rank.ts'
import { movable, type Threads, WorkFailed } from '../base/thread-work.ts'
import type { ParsedMessage } from '../model/parsed-message.ts'
import { headerEnd } from './header-fields.ts'
import { type ByteSource, type Readable, there } from './message-reader.ts'
import { readHereBytes, shownHereBytes } from './reading-limits.ts'
import { type ReadingLimits, searchableWork } from './reading-work.ts'
import type { Searchable, searchableIn } from './searchable.ts'

export interface SearchablesParts {
  readonly threads: Threads | null
  readonly limits: ReadingLimits
  readonly loadLooks: () => Promise<{ readonly searchableIn: typeof searchableIn }>
  readonly loadParse: () => Promise<{ parse(raw: Buffer, limits: ReadingLimits): Promise<ParsedMessage> }>
}

/** Reads what searches look at, once for each message, and remembers nothing. */
export class Searchables {
  readonly #parts: SearchablesParts
  #looks: { readonly searchableIn: typeof searchableIn } | undefined

  constructor(parts: SearchablesParts) {
    this.#parts = parts
  }

  /** null: it cannot be told for good. */
  of(message: Readable, source: ByteSource): Eventual<Searchable | null> {
    return whenThere(this.#looks ?? this.#load(), ({ searchableIn }) =>
      whenThere(source.bytesOf(message), (bytes): Eventual<Searchable | null> => {
        const raw = there(bytes, message)
        if (raw.length > shownHereBytes || headerEnd(raw).body > readHereBytes)
          return this.#inThread(raw, source)
        const found = searchableIn(raw)
        const { text } = found
        if (text !== null) return { ...found, text }
        if (raw.length > readHereBytes) return this.#inThread(raw, source)
        // Lent bytes must be read at once.
        const own = source.areLent ? Buffer.from(raw) : raw
        return this.#parsed(own).then(({ text }) => ({ ...found, text }))
      }),
    )
  }

  async #load(): Promise<{ readonly searchableIn: typeof searchableIn }> {
    this.#looks = await this.#parts.loadLooks()
    return this.#looks
  }

  async #parsed(raw: Buffer): Promise<ParsedMessage> {
    const { parse } = await this.#parts.loadParse()
    return parse(raw, this.#parts.limits)
  }

  #inThread(bytes: Buffer, { line }: ByteSource): Eventual<Searchable | null> {
    const { threads, limits } = this.#parts
    if (threads === null) return null
    const raw = movable(Buffer.from(bytes))
    return threads
      .run(searchableWork, () => ({ input: { raw, limits }, moved: [raw.buffer] }), new Rank(line))
      .catch((error: unknown) => {
        if (error instanceof WorkFailed) return null
        throw error
      })
  }
}
