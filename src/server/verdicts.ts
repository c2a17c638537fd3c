import { diagnose } from '../diagnosis/diagnose.ts'
import type { Finding, Verdict } from '../model/finding.ts'
import type { SessionRecord } from '../model/session-record.ts'
import type { Store } from '../store/store.ts'

/** A retry of the same client comes within this time: its sessions are read together. */
const sameClientMs = 5_000

export interface Verdicts {
  of(session: SessionRecord): Verdict
  /** Findings of all ended sessions, oldest first. */
  all(): readonly Finding[]
}

/** The diagnosis of each session, made once for one that has ended. */
export function createVerdicts(store: Store): Verdicts {
  const made = new WeakMap<SessionRecord, Verdict>()

  const earlierOf = (session: SessionRecord): readonly SessionRecord[] => {
    const startedAt = Date.parse(session.startedAt)
    return store
      .listSessions({ limit: 20 })
      .filter(
        (other) =>
          other.id !== session.id &&
          other.remote.host === session.remote.host &&
          other.port.name === session.port.name &&
          Math.abs(startedAt - Date.parse(other.startedAt)) <= sameClientMs,
      )
  }

  const of = (session: SessionRecord): Verdict => {
    const known = made.get(session)
    if (known) return known
    const verdict = diagnose(session, { earlier: earlierOf(session) })
    if (session.durationMs !== null) made.set(session, verdict)
    return verdict
  }

  return {
    of,
    all: () =>
      store
        .listSessions()
        .toReversed()
        .flatMap((session) => of(session).findings),
  }
}
