import type { Clock } from '../../base/clock.ts'
import { matchesFinding } from '../../base/finding-match.ts'
import { sinceMs } from '../../base/since.ts'
import type { Finding, FindingMatch, Verdict } from '../../model/finding.ts'
import type { SessionRecord } from '../../model/session-record.ts'
import type { Store } from '../../store/store.ts'

/** Where sessions and what is said of them come from. */
export interface FindingSource {
  readonly store: Store
  readonly clock: Clock
  /** Those that go on, as they are now. */
  readonly openSessions: () => readonly SessionRecord[]
  /** Called when a session has begun, and whenever it has come further. */
  watch(listener: (session: { readonly id: string; snapshot(): SessionRecord }) => void): () => void
  verdict(session: SessionRecord): Verdict
}

/** Whose sessions count: an inbox has its own. */
export interface FindingScope {
  /** Nothing before counts, milliseconds since 1970. */
  readonly sinceMs: number
  sees(session: SessionRecord): boolean
  /** Whether a session that goes on may yet turn out to be one of those. */
  mayConcern(session: SessionRecord): boolean
}

export const everySession: FindingScope = { sinceMs: 0, sees: () => true, mayConcern: () => true }

/** A session with those of its findings that were asked for. */
export interface JudgedSession {
  readonly session: SessionRecord
  readonly findings: readonly Finding[]
}

/** From when on things count. */
export function startOf({ since }: FindingMatch, scope: FindingScope): number {
  return Math.max(sinceMs(since) ?? 0, scope.sinceMs)
}

/** Those of a session's findings that match. */
export function matching(
  findings: readonly Finding[],
  session: SessionRecord,
  match: FindingMatch,
  momentOf: (finding: Finding, session: SessionRecord) => number,
): readonly Finding[] {
  return findings.filter((finding) => matchesFinding(finding, momentOf(finding, session), match))
}

const pageSize = 50

/** Sessions that ended at this time or later, oldest first. The older ones need not be read for it. */
export function endedSince(store: Store, fromMs: number): readonly SessionRecord[] {
  if (fromMs === 0) return store.listSessions().toReversed()
  const found: SessionRecord[] = []
  for (let before: string | undefined; ; before = found.at(-1)?.id) {
    const page = store.listSessions({ limit: pageSize, ...(before !== undefined && { before }) })
    for (const session of page) {
      if (Date.parse(session.startedAt) + (session.durationMs ?? 0) < fromMs) return found.toReversed()
      found.push(session)
    }
    if (page.length < pageSize) return found.toReversed()
  }
}
