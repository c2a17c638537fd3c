import type { Actions } from './actions.ts'
import type { SessionRecorder } from './record.ts'
import { replies } from './replies/replies.ts'
import type { LastReply } from './replies/reply.ts'

/** How long a peer that sends nothing more may take to close its side after we closed ours; at a stop, less. */
const lingerMs = 5000
const lingerAtStopMs = 300
/**
 * How long, and how much, of a peer that goes on sending is read and thrown away. It looks for our last reply when it is
 * done, and a reset before that would take the reply from it: many clients read nothing while they send a message.
 */
const drainMs = 30_000
const drainBytes = 128 * 1024 * 1024
/** Last words that are said as slowly as they may be on purpose: no longer than a delay may be. */
const longestWayMs = 3_600_000

/** Whose end it is. */
export interface TeardownParts {
  readonly record: SessionRecorder
  readonly actions: Actions
  /** The dialogue that goes on; null: nobody is there to be told. */
  readonly conversation: () => { finish(reply: LastReply): void } | null
}

/** The end of a connection from our side: with a word where there is somebody to hear it; and how long the peer may take for its own. */
export class Teardown {
  readonly #parts: TeardownParts
  #endedMs: number | null = null
  #lingerUntilMs: number | null = null
  #drainedBytes = 0
  #stopping = false

  constructor(parts: TeardownParts) {
    this.#parts = parts
  }

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

  /** Our side ends, in so many milliseconds: what was said is on its way until then. False: it had before. */
  #begin(nowMs: number, inMs: number): boolean {
    if (this.#endedMs !== null) return false
    this.#endedMs = nowMs + Math.min(inMs, longestWayMs)
    this.#lingerUntilMs = this.#endedMs + (this.#stopping ? lingerAtStopMs : lingerMs)
    return true
  }

  /** The peer sends on. Whether it has sent enough: then it is cut. */
  drained(bytes: number, nowMs: number): boolean {
    if (this.#endedMs === null) return false
    const fromMs = Math.max(nowMs, this.#endedMs)
    if (!this.#stopping) this.#lingerUntilMs = Math.min(fromMs + lingerMs, this.#endedMs + drainMs)
    this.#drainedBytes += bytes
    return this.#drainedBytes > drainBytes
  }

  /** Behind what was said. */
  hangUp(nowMs: number): void {
    const { record, actions } = this.#parts
    if (!this.#begin(nowMs, actions.unsaidMs)) return
    record.close('server', 'fin')
    actions.close('fin')
  }

  reset(): void {
    const { record, actions } = this.#parts
    record.close('server', 'rst')
    actions.close('rst')
  }

  destroy(): void {
    const { record, actions } = this.#parts
    record.close('server', 'destroyed')
    actions.close('cut')
  }

  /** The server stops. */
  stop(): void {
    if (this.#lingerUntilMs !== null) return
    this.#parts.record.add({ kind: 'server', what: 'shutdown', text: 'The server stops' })
    this.#lastWord(replies.shutdown)
  }

  /** It has gone on for too long. */
  expire(what: 'idle-timeout' | 'deadline', reply: LastReply): void {
    this.#parts.record.add({ kind: 'server', what, text: reply.text })
    this.#lastWord(reply)
  }

  #lastWord(reply: LastReply): void {
    const conversation = this.#parts.conversation()
    if (conversation === null) this.destroy()
    else conversation.finish(reply)
  }
}
