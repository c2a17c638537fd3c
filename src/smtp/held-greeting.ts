import { opensTls } from './first-bytes.ts'
import type { Receiver } from './receiver.ts'

/** How a held greeting ends. */
interface Ends {
  readonly onTls: (chunk: Buffer) => void
  /** No TLS: greet now; `chunk` is what came before the greeting. */
  readonly onGreet: (chunk: Buffer | null) => void
  /** The peer did not wait for it. */
  readonly onLeft: () => void
}

/** The greeting waits a moment for the first bytes of a peer that came with TLS before: once `220` is out in clear, TLS is too late. */
export class HeldGreeting implements Receiver {
  readonly #ends: Ends
  readonly #timer: NodeJS.Timeout
  #over = false

  constructor(holdMs: number, ends: Ends) {
    this.#ends = ends
    // Timers come before sockets: on a busy machine the ClientHello may lie there unread when time is up.
    this.#timer = setTimeout(() => setImmediate(() => this.#greet()), holdMs)
  }

  receive(chunk: Buffer): void {
    if (!this.#finish()) return
    if (opensTls(chunk)) this.#ends.onTls(chunk)
    else this.#ends.onGreet(chunk)
  }

  peerEnded(): void {
    if (this.#finish()) this.#ends.onLeft()
  }

  #greet(): void {
    if (this.#finish()) this.#ends.onGreet(null)
  }

  /** Whether it had not ended yet. */
  #finish(): boolean {
    if (this.#over) return false
    this.#over = true
    clearTimeout(this.#timer)
    return true
  }
}
