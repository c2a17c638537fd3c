import type { SmtpSettings } from './engine.ts'

/** The slowest first byte of a right client was 450 ms; the most impatient of the wrong ones gives up after 5 s. */
const silenceBeforeHintMs = 3000

/** Times of a session in elapsed milliseconds; null: it is not there. */
export interface SessionTimes {
  readonly nowMs: number
  readonly startMs: number
  readonly lastByteMs: number
  /** A TLS handshake is going on since then. */
  readonly handshakeMs: number | null
  /** We have ended our side and wait for the peer until then. */
  readonly lingerUntilMs: number | null
  /** A TLS port that has not seen TLS yet. */
  readonly awaitsTls: boolean
}

export type Overdue = 'linger' | 'deadline' | 'handshake' | 'idle-timeout' | 'hint'

/** What a session has waited for too long, or null. */
export function overdueOf(
  times: SessionTimes,
  settings: Pick<SmtpSettings, 'sessionTimeoutMs' | 'handshakeTimeoutMs' | 'idleTimeoutMs' | 'hints'>,
): Overdue | null {
  const { nowMs, startMs, lastByteMs, handshakeMs, lingerUntilMs, awaitsTls } = times
  if (lingerUntilMs !== null) return nowMs >= lingerUntilMs ? 'linger' : null
  if (nowMs - startMs >= settings.sessionTimeoutMs) return 'deadline'
  if (handshakeMs !== null) return nowMs - handshakeMs >= settings.handshakeTimeoutMs ? 'handshake' : null
  if (nowMs - lastByteMs >= settings.idleTimeoutMs) return 'idle-timeout'
  return awaitsTls && settings.hints && nowMs - startMs >= silenceBeforeHintMs ? 'hint' : null
}
