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
