import type { Actions } from './actions.ts'
import type { SessionRecorder } from './record.ts'

/** How long a peer that sends nothing more may take to close its side after we closed ours; at a stop, less. */
const lingerMs = 5000
const lingerAtStopMs = 300
/**
 * How long, and how much, of a peer that goes on sending is read and thrown away. It looks for our last reply when it is
 * done, and a reset before that would take the reply from it: many clients read nothing while they send a message.
 */
const drainMs = 30_000
const drainBytes = 128 * 1024 * 1024
/** The longest that output paced by a fault may take to go out before our side ends: as long as a delay may be. */
const longestPacedMs = 3_600_000

/** The end of a connection from our side, and how long the peer may take for its own. It says nothing to the peer. */
export class Teardown {
  /** Our side has ended, and the peer may take until then, in elapsed milliseconds; null: our side is open. */
  lingerUntilMs: number | null = null
  /** Whether the server is about to stop. */
  stopping = false
  readonly #record: SessionRecorder
  readonly #actions: Actions
  #endedMs = 0
  #drainedBytes = 0

  constructor(record: SessionRecorder, actions: Actions) {
    this.#record = record
    this.#actions = actions
  }

  /** The server stops: from now on no peer gets long to close. */
  hurry(nowMs: number): void {
    this.stopping = true
    if (this.lingerUntilMs !== null) this.lingerUntilMs = Math.min(this.lingerUntilMs, nowMs + lingerAtStopMs)
  }

  /** The peer sends on after our end. Whether it has sent enough: then it is cut. */
  drained(bytes: number, nowMs: number): boolean {
    const fromMs = Math.max(nowMs, this.#endedMs)
    if (!this.stopping) this.lingerUntilMs = Math.min(fromMs + lingerMs, this.#endedMs + drainMs)
    this.#drainedBytes += bytes
    return this.#drainedBytes > drainBytes
  }

  /** Our side ends, after what was written. */
  hangUp(nowMs: number): void {
    if (this.lingerUntilMs !== null) return
    this.#endedMs = nowMs + Math.min(this.#actions.unsaidMs, longestPacedMs)
    this.lingerUntilMs = this.#endedMs + (this.stopping ? lingerAtStopMs : lingerMs)
    this.#record.close('server', 'fin')
    this.#actions.close('fin')
  }

  /** The connection is reset, after what was written. */
  reset(): void {
    this.#record.close('server', 'rst')
    this.#actions.close('rst')
  }

  /** The connection is cut without a word. */
  destroy(): void {
    this.#record.close('server', 'destroyed')
    this.#actions.close('cut')
  }

  /** The record says that the server stops; a last reply says it to the client. */
  recordStop(): void {
    this.#record.add({ kind: 'server', what: 'shutdown', text: 'The server stops' })
  }
}
