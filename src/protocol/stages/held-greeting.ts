import { opensTls } from '../input/first-bytes.ts'
import type { Due, Stage } from '../stage.ts'

/** How a held greeting ends. */
interface Ends {
  readonly onTls: (chunk: Buffer) => Stage
  /** No TLS: greet now; `chunk` is what came before the greeting. */
  readonly onGreet: (chunk: Buffer | null) => Stage
  /** The peer did not wait for it. */
  readonly onLeft: () => void
}

/** The greeting waits a moment for the first bytes of a peer that came with TLS before: once `220` is out unencrypted, TLS is too late. */
export class HeldGreeting implements Stage {
  readonly due: Due
  readonly #ends: Ends
  #over = false

  /** @param untilMs - Elapsed milliseconds */
  constructor(untilMs: number, ends: Ends) {
    this.#ends = ends
    this.due = { what: 'greeting', atMs: untilMs }
  }

  bytes(chunk: Buffer): Stage {
    return opensTls(chunk) ? this.#ends.onTls(chunk) : this.#ends.onGreet(chunk)
  }

  /** It has waited long enough. */
  time(): Stage {
    return this.#ends.onGreet(null)
  }

  ended(): void {
    if (this.#over) return
    this.#over = true
    this.#ends.onLeft()
  }
}
