import type { Writable } from 'node:stream'

/** What waits for a reader, and what it holds on to meanwhile. */
interface Waiting {
  readonly sizeBytes: number
  make(): string | Promise<string>
}

/** A burst of a test run; a reader further behind than that has stopped. It resumes by the id of its last event. */
const maxWaiting = 20_000
/** Waiting events keep their messages in memory, also those that have left the store. */
const maxWaitingBytes = 64 * 1024 * 1024
/** A reader whose buffers stay full for so long has stopped. */
const maxStallMs = 10_000

/**
 * Writes texts in the order given, each made when its turn comes, and no faster than the reader reads: Node alone
 * would queue without end (99 MB were seen for one reader that had stopped). Cuts off a reader that is too slow.
 */
export class OrderedWriter {
  readonly #outgoing: Writable
  readonly #onError: (error: unknown) => void
  readonly #queue: Waiting[] = []
  #queuedBytes = 0
  #writing = false

  constructor(outgoing: Writable, onError: (error: unknown) => void) {
    this.#outgoing = outgoing
    this.#onError = onError
  }

  push(waiting: Waiting): void {
    if (this.#outgoing.destroyed) return
    this.#queue.push(waiting)
    this.#queuedBytes += waiting.sizeBytes
    if (this.#queue.length > maxWaiting || this.#queuedBytes > maxWaitingBytes) this.#cut()
    else if (!this.#writing) void this.#write()
  }

  /** Writes a text that may be left out: only where nothing else waits. */
  pushIfIdle(text: string): void {
    if (!this.#writing && !this.#outgoing.writableNeedDrain) this.push({ sizeBytes: 0, make: () => text })
  }

  async #write(): Promise<void> {
    this.#writing = true
    try {
      for (let next = this.#queue.shift(); next; next = this.#queue.shift()) {
        this.#queuedBytes -= next.sizeBytes
        const text = await next.make()
        if (this.#outgoing.destroyed || this.#outgoing.writableEnded) return
        if (!this.#outgoing.write(text) && !(await drained(this.#outgoing))) return this.#cut()
      }
    } catch (error) {
      // An event that cannot be made must not be skipped in silence: the reader loses the connection, which shows.
      this.#onError(error)
      this.#cut()
    } finally {
      this.#writing = false
    }
  }

  #cut(): void {
    this.#queue.length = 0
    this.#queuedBytes = 0
    this.#outgoing.destroy()
  }
}

function drained(outgoing: Writable): Promise<boolean> {
  return new Promise((resolve) => {
    const settle = (result: boolean) => (): void => {
      clearTimeout(timer)
      outgoing.off('drain', onDrain)
      outgoing.off('close', onClose)
      resolve(result)
    }
    const onDrain = settle(true)
    const onClose = settle(false)
    const timer = setTimeout(onClose, maxStallMs)
    timer.unref()
    outgoing.once('drain', onDrain)
    outgoing.once('close', onClose)
  })
}
