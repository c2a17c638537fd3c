const memorySize = 256
/**
 * One machine runs many clients, and the wrong one waits for its hint as long as the slow one is given. A program that
 * is slow is so while its machine is busy, and connects again within that time; a test suite takes no longer.
 */
const memoryMs = 180_000

/** Hosts that have spoken TLS on a port for implicit TLS: one that is silent there soon after may be slow, and is given more time. */
export class TlsHosts {
  readonly #untilMs = new Map<string, number>()

  /** @param nowMs - Elapsed milliseconds */
  remember(host: string, nowMs: number): void {
    if (this.#untilMs.size >= memorySize) this.#untilMs.clear()
    this.#untilMs.set(host, nowMs + memoryMs)
  }

  has(host: string, nowMs: number): boolean {
    return nowMs < (this.#untilMs.get(host) ?? 0)
  }
}
