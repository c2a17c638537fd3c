import { longestTimerMs } from '../../base/clock.ts'
import { FourportError } from '../../base/errors.ts'
import type { FindingMatch } from '../../model/finding.ts'
import { defaultWaitMs } from '../../base/wait-times.ts'
import type { Finding } from '../../model/finding.ts'
import type { SessionRecord } from '../../model/session-record.ts'
import { missedFinding } from './missed-finding.ts'
import {
  endedSince,
  everySession,
  type FindingScope,
  type FindingSource,
  matching,
  startOf,
} from './source.ts'

/** A finding, and the session that has it. */
interface FoundFinding {
  readonly session: SessionRecord
  readonly finding: Finding
}

/**
 * Resolves with a finding already known, or with the first that a session brings: at its end, or before, where the rest
 * of it cannot take the finding back. A client that hangs in silence is judged when it has been silent for too long; of
 * one that talks, what may still be mended counts only when the time is up.
 */
export async function waitForFinding(
  source: FindingSource,
  asked: FindingMatch = {},
  options: {
    readonly timeoutMs?: number | undefined
    readonly signal?: AbortSignal | undefined
    readonly scope?: FindingScope | undefined
  } = {},
): Promise<FoundFinding> {
  const judge = await import('../../diagnosis/judge.ts')
  const { timeoutMs = defaultWaitMs, signal, scope = everySession } = options
  const { store, clock, openSessions, watch, verdict } = source
  const fromMs = startOf(asked, scope)
  const match = { ...asked, since: fromMs }
  const among = (
    sessions: readonly SessionRecord[],
    findingsOf: (session: SessionRecord) => readonly Finding[],
  ): FoundFinding | undefined => {
    for (const session of sessions) {
      if (!scope.sees(session)) continue
      const [finding] = matching(findingsOf(session), session, match, judge.momentOf)
      if (finding) return { session, finding }
    }
    return undefined
  }
  const decided = (session: SessionRecord): readonly Finding[] => judge.decidedFindings(session, verdict)
  const standing = (session: SessionRecord): readonly Finding[] => verdict(session).findings

  return new Promise((resolve, reject) => {
    const there = among([...endedSince(store, fromMs), ...openSessions()], decided)
    if (there) return resolve(there)
    if (signal?.aborted) return reject(signal.reason as Error)

    let over = false
    let silence: NodeJS.Timeout | undefined
    const progressed = new Map<string, { snapshot(): SessionRecord }>()
    const end = (act: () => void): void => {
      over = true
      clearTimeout(timer)
      clearTimeout(silence)
      stopFeed()
      stopWatch()
      signal?.removeEventListener('abort', onAbort)
      act()
    }
    const look = (sessions: readonly SessionRecord[]): void => {
      if (over) return
      const found = among(sessions, decided)
      if (found) end(() => resolve(found))
    }
    /** Of all that are silent, the first whose time is up. */
    const awaitSilence = (): void => {
      clearTimeout(silence)
      const ends = openSessions()
        .map(judge.silenceEndsMs)
        .filter((ms) => ms !== null && ms > clock.now())
      if (over || ends.length === 0) return
      silence = setTimeout(
        () => {
          look(openSessions())
          awaitSilence()
        },
        Math.min(...(ends as number[])) - clock.now() + 1,
      )
    }
    const stopFeed = store.feed.subscribe((event) => {
      if (event.type === 'session') look([event.session])
    })
    // Many segments of many sessions may come in one turn.
    const stopWatch = watch((session) => {
      if (progressed.size === 0) {
        setImmediate(() => {
          if (over) return
          look([...progressed.values()].map((one) => one.snapshot()))
          progressed.clear()
          awaitSilence()
        })
      }
      progressed.set(session.id, session)
    })
    const onAbort = (): void => end(() => reject(signal?.reason as Error))
    const timeUp = (): void => {
      const late = timeoutMs > 0 ? among(openSessions(), standing) : undefined
      if (late) return end(() => resolve(late))
      const others = [...endedSince(store, fromMs), ...openSessions()]
        .filter((session) => scope.sees(session))
        .flatMap((session) => matching(standing(session), session, { since: fromMs }, judge.momentOf))
      end(() => reject(new FourportError('WAIT_TIMEOUT', missedFinding(others, asked, timeoutMs))))
    }
    const timer = timeoutMs === Infinity ? undefined : setTimeout(timeUp, Math.min(timeoutMs, longestTimerMs))
    signal?.addEventListener('abort', onAbort)
    awaitSilence()
  })
}
