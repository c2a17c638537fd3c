import type { Clock } from '../../src/base/passed-in.ts'

/** A clock that stands still but for what a test lets pass, so that a busy machine is no slow client. */
export class HandClock implements Clock {
  #elapsedMs = 0

  now(): number {
    return Date.now()
  }

  elapsedMs(): number {
    return this.#elapsedMs
  }

  /** Milliseconds go by; the server notices at its next look. */
  pass(ms: number): void {
    this.#elapsedMs += ms
  }
}
