/** A person who fixes a setting tries again within this time. */
const memoryMs = 120_000
const memorySize = 256

/**
 * A ClientHello comes 0.1 to 10 ms after the connect, under load within 60; Java's within 135 to 450. So the wait
 * is a few times what this client took, and a right client that comes next from the same host loses 150 ms, once.
 */
const patience = 4
const shortestHoldMs = 150
const longestHoldMs = 600

interface Known {
  readonly untilMs: number
  readonly holdMs: number
}

/** Peers that came with TLS to a plaintext port: their next greeting can be an answer. */
export class UnexpectedTlsPeers {
  readonly #byHost = new Map<string, Known>()

  /** @param helloMs - From the connect to its ClientHello. */
  remember(host: string, nowMs: number, helloMs: number): void {
    if (this.#byHost.size >= memorySize) this.#byHost.clear()
    const holdMs = Math.min(longestHoldMs, Math.max(shortestHoldMs, patience * helloMs))
    this.#byHost.set(host, { untilMs: nowMs + memoryMs, holdMs })
  }

  /** For how long to hold the greeting; null: this peer did not come with TLS. Asked once, forgotten then. */
  take(host: string, nowMs: number): number | null {
    const known = this.#byHost.get(host)
    if (known === undefined) return null
    this.#byHost.delete(host)
    return nowMs < known.untilMs ? known.holdMs : null
  }
}
