import { setTimeout as after } from 'node:timers/promises'
import type { Eventual } from '../../base/eventual.ts'
import { isGone } from '../../capture/message-reader.ts'
import { foldedText } from '../../base/text-test.ts'
import type { CapturedMessage } from '../../model/message.ts'
import type { FileReads } from './file-reads.ts'
import type { Writes } from './no-writes.ts'

/** Fewer messages are looked at in less than 20 ms; a test has that many, and searches none of them. */
const indexedFrom = 300
/** After mail came, and while more comes than `mostArriving`. */
const quietMs = 100
const mostArriving = 50
/** Half of the time, while nothing comes: who asks for something else waits for one slice. */
const sliceMs = 4
const pauseMs = 4
const batch = 32
/** A longer text would keep those waiting who want to write: it is looked at in each search instead. */
const longestText = 256 * 1024

export interface IndexerParts {
  readonly reads: FileReads
  readonly writes: Writes
  /** All that a message says. null: it cannot be told, and the message is looked at in each search. */
  readonly textsOf: (message: CapturedMessage) => Eventual<readonly string[] | null>
  readonly onError: (error: unknown) => void
}

/**
 * Has the texts of messages indexed when there is little else to do: a client never waits for it, and a burst of mail is
 * over first. A search that comes before looks at what is not indexed. Holds no process.
 */
export class Indexer {
  readonly #parts: IndexerParts
  readonly #closed = new AbortController()
  #isWorking = false
  #arrived = 0
  /** Messages up to this `seq` were dealt with. */
  #seq = 0

  constructor(parts: IndexerParts) {
    this.#parts = parts
  }

  /** Messages were added, or may not be indexed yet. */
  added(): void {
    this.#arrived++
    if (this.#isWorking || this.#closed.signal.aborted) return
    if (this.#parts.writes.totals.messages < indexedFrom) return
    this.#isWorking = true
    this.#work()
      .catch((error: unknown) => {
        if (!this.#closed.signal.aborted) this.#parts.onError(error)
      })
      .finally(() => (this.#isWorking = false))
  }

  close(): void {
    this.#closed.abort()
  }

  async #work(): Promise<void> {
    for (let isMore = true; isMore;) {
      await this.#pause(this.#arrived > 0 ? quietMs : pauseMs)
      const arrived = this.#arrived
      this.#arrived = 0
      isMore = arrived > mostArriving || (await this.#slice(performance.now() + sliceMs)) || this.#arrived > 0
    }
  }

  async #pause(ms: number): Promise<void> {
    await after(ms, undefined, { signal: this.#closed.signal, ref: false })
  }

  /** Whether there are more. */
  async #slice(untilMs: number): Promise<boolean> {
    const messages = this.#parts.reads.unindexed(this.#seq, batch)
    const written: (Promise<void> | undefined)[] = []
    let isMore = messages.length === batch
    for (const message of messages) {
      this.#seq = message.seq
      written.push(this.#write(message.seq, await this.#textOf(message)))
      if (performance.now() < untilMs) continue
      isMore = true
      break
    }
    await Promise.all(written)
    this.#closed.signal.throwIfAborted()
    return isMore
  }

  #write(seq: number, text: string | null | undefined): Promise<void> | undefined {
    return text === undefined
      ? undefined
      : this.#parts.writes.ask({ type: 'index', seq, text }, () => undefined)
  }

  /** Folded; null: it is not to be indexed; undefined: the message has left the store. */
  async #textOf(message: CapturedMessage): Promise<string | null | undefined> {
    try {
      const texts = await this.#parts.textsOf(message)
      const text = texts === null ? null : texts.map(foldedText).join('\n')
      return text === null || text.length > longestText ? null : text.replaceAll('\0', ' ')
    } catch (error) {
      if (isGone(error)) return undefined
      this.#parts.onError(error)
      return null
    }
  }
}
