import type { Clock } from '../base/clock.ts'
import type { diagnose } from '../diagnosis/diagnose.ts'
import type { Verdict } from '../model/finding.ts'
import type { BoundPort } from '../model/port-profile.ts'
import type { SessionRecord } from '../model/session-record.ts'
import type { Store } from '../store/store.ts'

/** So many of the latest sessions are read beside one: a monitor shows by its regular visits. */
const sessionsLookedBack = 20

export interface Verdicts {
  of(session: SessionRecord): Verdict
}

export interface VerdictParts {
  readonly store: Store
  readonly clock: Clock
  /** Verdicts remembered, by session id: the store may give a record anew each time. Older ones are made again when asked. */
  readonly maxRemembered: number
  /** What is bound, once it is: a fix names the port to use instead by its real number. */
  readonly ports: () => readonly BoundPort[]
  readonly diagnose: typeof diagnose
  /** Where the page explains findings, once it runs; undefined: there is none. */
  readonly docs: () => string | undefined
}

/** The diagnosis of each session, made once for one that has ended. */
export function createVerdicts({
  store,
  clock,
  maxRemembered,
  ports,
  diagnose,
  docs,
}: VerdictParts): Verdicts {
  const made = new Map<string, Verdict>()

  const earlierOf = (session: SessionRecord): readonly SessionRecord[] =>
    store
      .listSessions({ limit: sessionsLookedBack })
      .filter(
        (other) =>
          other.id !== session.id &&
          other.remote.host === session.remote.host &&
          other.port.name === session.port.name,
      )

  const remember = (id: string, verdict: Verdict): void => {
    made.set(id, verdict)
    for (const oldest of made.keys()) {
      if (made.size <= maxRemembered) return
      made.delete(oldest)
    }
  }

  const of = (session: SessionRecord): Verdict => {
    const ended = session.durationMs !== null
    const known = ended ? made.get(session.id) : undefined
    if (known) return known
    const verdict = diagnose(session, {
      earlier: earlierOf(session),
      ports: ports(),
      now: clock.now(),
      docs: docs(),
    })
    if (ended) remember(session.id, verdict)
    return verdict
  }

  return { of }
}
