import { opensTls } from '../input/first-bytes.ts'
import type { Stage } from '../stage.ts'

/** How a held greeting ends. */
interface Ends {
  readonly onTls: (chunk: Buffer) => void
  /** No TLS: greet now; `chunk` is what came before the greeting. */
  readonly onGreet: (chunk: Buffer | null) => void
  /** The peer did not wait for it. */
  readonly onLeft: () => void
}

/** The greeting waits a moment for the first bytes of a peer that came with TLS before: once `220` is out in clear, TLS is too late. */
export class HeldGreeting implements Stage {
  readonly #ends: Ends
  /** Elapsed milliseconds. */
  readonly untilMs: number
  #over = false

  constructor(untilMs: number, ends: Ends) {
    this.#ends = ends
    this.untilMs = untilMs
  }

  receive(chunk: Buffer): void {
    if (!this.#finish()) return
    if (opensTls(chunk)) this.#ends.onTls(chunk)
    else this.#ends.onGreet(chunk)
  }

  peerEnded(): void {
    if (this.#finish()) this.#ends.onLeft()
  }

  /** It has waited long enough. */
  greet(): void {
    if (this.#finish()) this.#ends.onGreet(null)
  }

  /** Whether it had not ended yet. */
  #finish(): boolean {
    if (this.#over) return false
    this.#over = true
    return true
  }
}
