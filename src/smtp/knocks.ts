/** A person who mends a setting and tries again does so within that. */
const memoryMs = 120_000
const memorySize = 256

/** Peers that came with TLS to a plaintext port: their next greeting can be an answer. */
export class Knocks {
  readonly #untilMs = new Map<string, number>()

  remember(host: string, nowMs: number): void {
    if (this.#untilMs.size >= memorySize) this.#untilMs.clear()
    this.#untilMs.set(host, nowMs + memoryMs)
  }

  /** Whether this peer has knocked; asked once, forgotten then. */
  take(host: string, nowMs: number): boolean {
    const until = this.#untilMs.get(host)
    if (until === undefined) return false
    this.#untilMs.delete(host)
    return nowMs < until
  }
}
