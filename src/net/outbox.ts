import { setImmediate } from 'node:timers'

/** What has something to write. */
export interface Writes {
  /** Writes it to the system. */
  writeOut(): void
}

/**
 * The connections that have something to write, until all that has come in one turn of the event loop has been read. A client
 * that waits for its reply is woken by it, and that takes the system longer than the reply itself: clients that are answered
 * one right after the other are woken together. Nobody waits for longer than this turn.
 */
export class Outbox {
  /** Places are used again and emptied: what an array that was cut off has pointed at lives until V8 collects all memory. */
  #waiting: (Writes | null)[] = []
  #others: (Writes | null)[] = []
  #count = 0

  add(one: Writes): void {
    this.#waiting[this.#count++] = one
    if (this.#count === 1) setImmediate(this.#writeAll)
  }

  readonly #writeAll = (): void => {
    const waiting = this.#waiting
    const count = this.#count
    this.#waiting = this.#others
    this.#others = waiting
    this.#count = 0
    for (let at = 0; at < count; at++) {
      const one = waiting[at]
      waiting[at] = null
      one?.writeOut()
    }
  }
}
