import type { Verb } from '../model/verbs.ts'
import type { Actions } from './actions.ts'
import type { SessionRecorder } from './record.ts'
import { replies } from './replies/replies.ts'
import type { LastReply, Reply } from './replies/reply.ts'
import type { SmtpSettings } from './settings.ts'

/** The slowest first byte of a right client was 450 ms; the most impatient of the wrong ones gives up after 5 s. */
const silenceBeforeHintMs = 3000

/** Times of a session in elapsed milliseconds; null: it is not there. */
export interface SessionTimes {
  readonly startMs: number
  readonly lastByteMs: number
  /** A TLS handshake is going on since then. */
  readonly handshakeMs: number | null
  /** The greeting is held until then. */
  readonly heldUntilMs: number | null
  /** We have ended our side and wait for the peer until then. */
  readonly lingerUntilMs: number | null
  /** A message waits for its answer until then. */
  readonly answerUntilMs: number | null
  /** A delay that was set on purpose goes on until then. */
  readonly delayUntilMs: number | null
  /** A TLS port that has not seen TLS yet. */
  readonly awaitsTls: boolean
}

/** What a session can have waited for too long. */
export type Due =
  'linger' | 'answer' | 'delay' | 'deadline' | 'handshake' | 'idle-timeout' | 'greeting' | 'hint'

type Limits = Pick<SmtpSettings, 'sessionTimeoutMs' | 'handshakeTimeoutMs' | 'idleTimeoutMs' | 'hints'>

/**
 * What a session has waited for too long, or null. An owed answer comes before all else that is due: in place of it,
 * a last word would have the client send its message twice.
 */
export function overdueOf(nowMs: number, times: SessionTimes, limits: Limits): Due | null {
  for (const [what, atMs] of duesOf(times, limits)) if (nowMs >= atMs) return what
  return null
}

/** When the next of it is due, in elapsed milliseconds. */
export function nextDueMs(times: SessionTimes, limits: Limits): number {
  return Math.min(...duesOf(times, limits).map(([, atMs]) => atMs))
}

/** In the order in which they count. */
function duesOf(times: SessionTimes, limits: Limits): readonly (readonly [Due, number])[] {
  const {
    startMs,
    lastByteMs,
    handshakeMs,
    heldUntilMs,
    lingerUntilMs,
    answerUntilMs,
    delayUntilMs,
    awaitsTls,
  } = times
  if (lingerUntilMs !== null) return [['linger', lingerUntilMs]]
  if (answerUntilMs !== null) return [['answer', answerUntilMs]]
  if (delayUntilMs !== null) return [['delay', delayUntilMs]]
  const deadline = ['deadline', startMs + limits.sessionTimeoutMs] as const
  if (handshakeMs !== null) return [deadline, ['handshake', handshakeMs + limits.handshakeTimeoutMs]]
  const idle = ['idle-timeout', lastByteMs + limits.idleTimeoutMs] as const
  if (heldUntilMs !== null) return [deadline, idle, ['greeting', heldUntilMs]]
  return awaitsTls && limits.hints
    ? [deadline, idle, ['hint', startMs + silenceBeforeHintMs]]
    : [deadline, idle]
}

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

/** As Postfix has it (smtpd_hard_error_limit): a client that ignores 20 refusals will ignore the next. */
const refusedInARow = 20
/** NOOP, RSET and the like without a message between: enough for a pool that pings, not for a flood. */
const idleCommandLimit = 200
/** As Postfix has it (smtpd_recipient_overshoot_limit): a long list is pipelined whole before its first 452 is read. */
const overshootLimit = 1000
/** A person mistypes thrice; a program that goes on after five guesses. */
const failedLoginLimit = 5

const idleVerbs: ReadonlySet<string> = new Set<Verb>(['NOOP', 'RSET', 'VRFY', 'HELP', 'HELO', 'EHLO'])

/** Counts what a client gets wrong, over the whole session: a loop must end (one client sent 350,000 refused STARTTLS). */
export class RefusalCount {
  #refused = 0
  #idle = 0
  #failedLogins = 0
  #overshoot = 0

  /** Called with each reply to a command; the reply that ends the session, or null. */
  afterReply(verb: string, reply: Reply): LastReply | null {
    if (reply.code < 400) {
      if (!idleVerbs.has(verb)) this.#refused = 0
      else if (++this.#idle > idleCommandLimit) return replies.tooManyIdleCommands
      return null
    }
    // A long list of recipients is no fault: the client is to send DATA for those accepted (RFC 5321 §4.5.3.1.10).
    if (reply.code === 452 && ++this.#overshoot <= overshootLimit) return null
    if (reply.code === 535 && ++this.#failedLogins >= failedLoginLimit) return replies.authLimit
    return ++this.#refused >= refusedInARow ? replies.tooManyRefused : null
  }

  messageCaptured(): void {
    this.#refused = 0
    this.#idle = 0
    this.#overshoot = 0
  }
}
