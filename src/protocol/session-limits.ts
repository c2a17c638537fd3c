import type { Verb } from '../model/verbs.ts'
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
