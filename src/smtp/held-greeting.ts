import { opensTls } from './first-bytes.ts'
import type { Receiver } from './receiver.ts'

/** The ClientHello comes within 10 ms, Java's within 450. */
const holdMs = 600

/** The greeting waits a moment for the first bytes of a peer that came with TLS before: once `220` is out in clear, TLS is too late. */
export class HeldGreeting implements Receiver {
  readonly #onTls: (chunk: Buffer) => void
  readonly #onGreet: (chunk: Buffer | null) => void
  readonly #timer: NodeJS.Timeout

  /** @param onGreet - No TLS: greet now; `chunk` is what came before the greeting. */
  constructor(onTls: (chunk: Buffer) => void, onGreet: (chunk: Buffer | null) => void) {
    this.#onTls = onTls
    this.#onGreet = onGreet
    this.#timer = setTimeout(() => onGreet(null), holdMs)
  }

  receive(chunk: Buffer): void {
    clearTimeout(this.#timer)
    if (opensTls(chunk)) this.#onTls(chunk)
    else this.#onGreet(chunk)
  }

  peerEnded(): void {
    clearTimeout(this.#timer)
  }
}
