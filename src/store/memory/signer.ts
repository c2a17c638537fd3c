import type { Eventual } from '../../base/eventual.ts'
import { isGone } from '../../capture/message-reader.ts'
import { StoredMessage, type StoredMessages } from './stored-messages.ts'

/** Fewer messages are looked at in less than 20 ms; a test has that many, and searches none of them. */
export const signedFrom = 300
/** After mail came, and while more comes than `mostArriving`. */
const quietMs = 100
const mostArriving = 50
/** Half of the time, while nothing comes: who asks for something else waits for one slice. */
const sliceMs = 4
const pauseMs = 4
const batch = 64

export interface SignerParts {
  readonly messages: StoredMessages
  /** All that a message says. null: it cannot be told, and the message is looked at in each search. */
  readonly textsOf: (message: StoredMessage) => Eventual<readonly string[] | null>
  readonly onError: (error: unknown) => void
}

/**
 * Makes the signatures of messages when there is little else to do: a client never waits for them, and a burst of mail is over
 * first. A search that comes before looks at what has none. Holds no process.
 */
export class Signer {
  readonly #parts: SignerParts
  #timer: NodeJS.Timeout | null = null
  #isWorking = false
  #isClosed = false
  #arrived = 0
  /** Messages up to this `seq` were dealt with. */
  #seq = 0

  constructor(parts: SignerParts) {
    this.#parts = parts
  }

  /** A message was added. */
  added(): void {
    this.#arrived++
    if (this.#timer === null && !this.#isWorking) this.#later(quietMs)
  }

  close(): void {
    this.#isClosed = true
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
  }

  #later(ms: number): void {
    if (this.#isClosed || this.#parts.messages.size < signedFrom) return
    this.#timer = setTimeout(() => {
      this.#timer = null
      void this.#turn()
    }, ms).unref()
  }

  async #turn(): Promise<void> {
    const arrived = this.#arrived
    this.#arrived = 0
    if (arrived > mostArriving) return this.#later(quietMs)
    this.#isWorking = true
    const isMore = await this.#slice(performance.now() + sliceMs)
    this.#isWorking = false
    if (isMore || this.#arrived > 0) this.#later(arrived > 0 || this.#arrived > 0 ? quietMs : pauseMs)
  }

  /** Whether there are more. */
  async #slice(untilMs: number): Promise<boolean> {
    const messages = this.#parts.messages.next(batch, this.#seq)
    for (const message of messages) {
      if (this.#isClosed) return false
      this.#seq = message.seq
      const signed = this.#sign(message)
      if (signed !== undefined) await signed
      if (performance.now() >= untilMs) return true
    }
    return messages.length === batch
  }

  #sign(message: StoredMessage): Promise<void> | undefined {
    try {
      const texts = this.#parts.textsOf(message)
      if (texts instanceof Promise)
        return texts.then((texts) => signWith(message, texts)).catch((error: unknown) => this.#failed(error))
      signWith(message, texts)
    } catch (error) {
      this.#failed(error)
    }
    return undefined
  }

  #failed(error: unknown): void {
    if (!isGone(error)) this.#parts.onError(error)
  }
}

function signWith(message: StoredMessage, texts: readonly string[] | null): void {
  if (texts !== null) StoredMessage.sign(message, texts)
}
