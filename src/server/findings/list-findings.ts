import { whereTrue } from '../../base/eventual.ts'
import { limitedBy } from '../../base/time-limit.ts'
import type { FindingMatch } from '../../model/finding.ts'
import { defaultQuietMs } from '../../base/wait-times.ts'
import type { SessionRecord } from '../../model/session-record.ts'
import { settled } from './settled.ts'
import {
  everySession,
  type FindingScope,
  type FindingSource,
  type JudgedSession,
  matching,
  sessionsSince,
  startOf,
} from './source.ts'

/**
 * Sessions with findings that match, oldest first, those that go on after those that have ended. A client that has just
 * failed is about to leave, and what it did is known for sure when it has: so sessions that may end now are waited for,
 * and judged as they stand where they have not. Without that time only what the rest of a session cannot take back counts.
 */
export async function listFindings(
  source: FindingSource,
  match: FindingMatch = {},
  options: {
    readonly withinMs?: number | undefined
    readonly signal?: AbortSignal | undefined
    readonly scope?: FindingScope | undefined
  } = {},
): Promise<readonly JudgedSession[]> {
  const { decidedFindings, isAtRest, lastActMs, momentOf } = await import('../../diagnosis/judge.ts')
  const { withinMs = defaultQuietMs, signal, scope = everySession } = options
  const { verdict, reviews } = source
  const fromMs = startOf(match, scope)
  const isPending = async (session: SessionRecord): Promise<boolean> => {
    if (lastActMs(session) < fromMs || !(await scope.mayConcern(session))) return false
    if (!isAtRest(session)) return true
    return (await decidedFindings(session, verdict)).length < (await verdict(session)).findings.length
  }
  // A verdict that rests on other sessions has its own time to settle, unless the caller gives one.
  const limit = limitedBy(options.withinMs ?? Infinity, signal ?? new AbortController().signal)
  await settled(source, isPending, { withinMs, signal })

  const findingsOf = async (session: SessionRecord) =>
    withinMs > 0 ? (await reviews.settled(session, limit)).findings : decidedFindings(session, verdict)
  const sessions = await whereTrue(await sessionsSince(source, fromMs), (session) => scope.sees(session))
  const judged = await Promise.all(
    sessions.map(async (session) => ({
      session,
      findings: matching(await findingsOf(session), session, { ...match, since: fromMs }, momentOf),
    })),
  )
  signal?.throwIfAborted()
  return judged.filter(({ findings }) => findings.length > 0)
}
