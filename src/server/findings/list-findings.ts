import type { FindingMatch } from '../../model/finding.ts'
import { defaultQuietMs } from '../../base/wait-times.ts'
import type { SessionRecord } from '../../model/session-record.ts'
import { settled } from './settled.ts'
import {
  endedSince,
  everySession,
  type FindingScope,
  type FindingSource,
  type JudgedSession,
  matching,
  startOf,
} from './source.ts'

/**
 * Sessions with findings that match, oldest first, those that go on behind those that have ended. A client that has just
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
  const { store, openSessions, verdict } = source
  const fromMs = startOf(match, scope)
  const isPending = (session: SessionRecord): boolean =>
    scope.mayConcern(session) &&
    lastActMs(session) >= fromMs &&
    (!isAtRest(session) || decidedFindings(session, verdict).length < verdict(session).findings.length)
  await settled(source, isPending, { withinMs, signal })

  const findingsOf = (session: SessionRecord) =>
    withinMs > 0 ? verdict(session).findings : decidedFindings(session, verdict)
  return [...endedSince(store, fromMs), ...openSessions()]
    .filter((session) => scope.sees(session))
    .map((session) => ({
      session,
      findings: matching(findingsOf(session), session, { ...match, since: fromMs }, momentOf),
    }))
    .filter(({ findings }) => findings.length > 0)
}
