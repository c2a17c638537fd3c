import type { Eventual } from '../../base/eventual.ts'
import type { Clock } from '../../base/passed-in.ts'
import { matchesFinding } from '../../base/finding-match.ts'
import { sinceMs } from '../../base/since.ts'
import type { Reviews } from '../../diagnosis/reviews.ts'
import type { Finding, FindingMatch, Verdict } from '../../model/finding.ts'
import type { SessionRecord } from '../../model/session-record.ts'
import { stillOpen } from '../../store/still-open.ts'
import type { Store } from '../../store/store.ts'

/** Where sessions and what is said of them come from. */
export interface FindingSource {
  readonly store: Store
  readonly clock: Clock
  /** Those that go on, as they are now, and those that have just ended and are on their way into the store. */
  readonly openSessions: () => readonly SessionRecord[]
  /** Called when a session has begun, and whenever it has come further. */
  watch(listener: (session: { readonly id: string; snapshot(): SessionRecord }) => void): () => void
  verdict(session: SessionRecord): Eventual<Verdict>
  /** What is said of an ended session once the others that it depends on have ended too. */
  readonly reviews: Pick<Reviews, 'settled'>
}

/** Whose sessions count: an inbox has its own. */
export interface FindingScope {
  /** Nothing before counts, milliseconds since 1970. */
  readonly sinceMs: number
  sees(session: SessionRecord): Eventual<boolean>
  /** Whether a session that goes on may yet turn out to be one of those. */
  mayConcern(session: SessionRecord): Eventual<boolean>
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

/** Sessions that ended at this time or later, oldest first, and after them those that go on. */
export async function sessionsSince(
  { store, openSessions }: Pick<FindingSource, 'store' | 'openSessions'>,
  fromMs: number,
): Promise<readonly SessionRecord[]> {
  const open = openSessions()
  const ended = await endedSince(store, fromMs)
  return [...ended, ...stillOpen(open, ended)]
}

/** The older ones need not be read for it. */
async function endedSince(store: Store, fromMs: number): Promise<readonly SessionRecord[]> {
  if (fromMs === 0) return (await store.listSessions()).toReversed()
  const found: SessionRecord[] = []
  for (let before: string | undefined; ; before = found.at(-1)?.id) {
    const page = await store.listSessions({ limit: pageSize, ...(before !== undefined && { before }) })
    for (const session of page) {
      if (Date.parse(session.startedAt) + (session.durationMs ?? 0) < fromMs) return found.toReversed()
      found.push(session)
    }
    if (page.length < pageSize) return found.toReversed()
  }
}
