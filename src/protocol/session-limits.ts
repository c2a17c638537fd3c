import type { SmtpSettings } from './settings.ts'
import type { Due } from './stage.ts'

/** Times of a session in elapsed milliseconds; null: it is not there. */
export interface SessionTimes {
  /** Without what was delayed on purpose. */
  readonly startMs: number
  readonly lastByteMs: number
  /** Our side has ended, and the peer has until then to end its own. */
  readonly lingerUntilMs: number | null
  /** What the stage waits for. */
  readonly due: Due | null
}

type Limits = Pick<SmtpSettings, 'sessionTimeoutMs' | 'idleTimeoutMs'>

/**
 * What a session has waited for too long; null: nothing. An owed answer, or a delay that was set, comes before all else that
 * is due: a last reply in place of the answer would have the client send its message twice.
 */
export function overdueOf(
  nowMs: number,
  times: SessionTimes,
  limits: Limits,
): 'linger' | 'deadline' | 'idle-timeout' | 'stage' | null {
  const { lingerUntilMs, due } = times
  if (lingerUntilMs !== null) return nowMs >= lingerUntilMs ? 'linger' : null
  const isStage = due !== null && nowMs >= due.atMs
  if (due !== null && isWait(due)) return isStage ? 'stage' : null
  if (nowMs >= times.startMs + limits.sessionTimeoutMs) return 'deadline'
  if (due?.what !== 'handshake' && nowMs >= times.lastByteMs + limits.idleTimeoutMs) return 'idle-timeout'
  return isStage ? 'stage' : null
}

/** When the next of it is due, in elapsed milliseconds. */
export function nextDueMs({ startMs, lastByteMs, lingerUntilMs, due }: SessionTimes, limits: Limits): number {
  if (lingerUntilMs !== null) return lingerUntilMs
  if (due !== null && isWait(due)) return due.atMs
  const deadlineMs = startMs + limits.sessionTimeoutMs
  if (due?.what === 'handshake') return Math.min(deadlineMs, due.atMs)
  return Math.min(deadlineMs, lastByteMs + limits.idleTimeoutMs, due?.atMs ?? Infinity)
}

/** Whether it is we who keep the client waiting: then no time-out of its own runs. */
function isWait({ what }: Due): boolean {
  return what === 'answer' || what === 'delay'
}
