import { opensTls } from './first-bytes.ts'
import type { Receiver } from './receiver.ts'

/** The greeting waits a moment for the first bytes of a peer that came with TLS before: once `220` is out in clear, TLS is too late. */
export class HeldGreeting implements Receiver {
  readonly #onTls: (chunk: Buffer) => void
  readonly #onGreet: (chunk: Buffer | null) => void
  readonly #timer: NodeJS.Timeout
  #over = false

  /** @param onGreet - No TLS: greet now; `chunk` is what came before the greeting. */
  constructor(holdMs: number, onTls: (chunk: Buffer) => void, onGreet: (chunk: Buffer | null) => void) {
    this.#onTls = onTls
    this.#onGreet = onGreet
    // Timers come before sockets: on a busy machine the ClientHello may lie there unread when time is up.
    this.#timer = setTimeout(() => setImmediate(() => this.#greet()), holdMs)
  }

  receive(chunk: Buffer): void {
    this.peerEnded()
    if (opensTls(chunk)) this.#onTls(chunk)
    else this.#onGreet(chunk)
  }

  peerEnded(): void {
    this.#over = true
    clearTimeout(this.#timer)
  }

  #greet(): void {
    if (!this.#over) this.#onGreet(null)
  }
}
