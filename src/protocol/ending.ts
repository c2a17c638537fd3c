/** How long a peer that sends nothing more may take to close its side after we closed ours; at a stop, less. */
const lingerMs = 5000
const lingerAtStopMs = 300
/**
 * How long, and how much, of a peer that goes on sending is read and thrown away. It looks for our last reply when it is
 * done, and a reset before that would take the reply from it: many clients read nothing while they send a message.
 */
const drainMs = 30_000
const drainBytes = 128 * 1024 * 1024

/** The end of a connection from our side, and how long the peer may take for its own. */
export class Ending {
  #endedMs: number | null = null
  #lingerUntilMs: number | null = null
  #drainedBytes = 0
  #stopping = false

  /** Elapsed milliseconds; null: our side is open. */
  get lingerUntilMs(): number | null {
    return this.#lingerUntilMs
  }

  /** Whether the server is about to stop. */
  get stopping(): boolean {
    return this.#stopping
  }

  /** From now on nobody gets long to close. */
  hurry(nowMs: number): void {
    this.#stopping = true
    if (this.#lingerUntilMs !== null)
      this.#lingerUntilMs = Math.min(this.#lingerUntilMs, nowMs + lingerAtStopMs)
  }

  /** Our side ends. False: it had before. */
  begin(nowMs: number): boolean {
    if (this.#endedMs !== null) return false
    this.#endedMs = nowMs
    this.#lingerUntilMs = nowMs + (this.#stopping ? lingerAtStopMs : lingerMs)
    return true
  }

  /** The peer sends on. Whether it has sent enough: then it is cut. */
  drained(bytes: number, nowMs: number): boolean {
    if (this.#endedMs === null) return false
    if (!this.#stopping) this.#lingerUntilMs = Math.min(nowMs + lingerMs, this.#endedMs + drainMs)
    this.#drainedBytes += bytes
    return this.#drainedBytes > drainBytes
  }
}
