import { setImmediate } from 'node:timers'

/**
 * The connections that have something to write, until all that has come in one turn of the event loop has been read. A client
 * that waits for its reply is woken by it, and that takes the system longer than the reply itself: clients that are answered
 * one right after the other are woken together. Nobody waits for longer than this turn.
 */
export class Outbox {
  /** Places are used again and emptied: what an array that was cut off has pointed at lives until V8 collects all memory. */
  #waiting: ((() => void) | null)[] = []
  #others: ((() => void) | null)[] = []
  #count = 0

  /** @param writeOut - Writes it to the system */
  add(writeOut: () => void): void {
    this.#waiting[this.#count++] = writeOut
    if (this.#count === 1) setImmediate(this.#writeAll)
  }

  readonly #writeAll = (): void => {
    const waiting = this.#waiting
    const count = this.#count
    this.#waiting = this.#others
    this.#others = waiting
    this.#count = 0
    for (let at = 0; at < count; at++) {
      const writeOut = waiting[at]
      waiting[at] = null
      writeOut?.()
    }
  }
}
