import { type Eventual, whenThere } from '../base/eventual.ts'
import type { Verdict } from '../model/finding.ts'
import type { SessionRecord } from '../model/session-record.ts'
import type { diagnose, DiagnosisContext } from './diagnose.ts'
import { earlierOf, type SessionsAbout } from './earlier-sessions.ts'

export interface Verdicts {
  of(session: SessionRecord): Eventual<Verdict>
}

export interface VerdictParts {
  readonly about: SessionsAbout
  readonly diagnose: typeof diagnose
  /** All else that a diagnosis is told, as it is when one is made. */
  readonly context: () => Omit<DiagnosisContext, 'earlier'>
  /** Verdicts remembered, by session id: a store may give a record anew each time. Older ones are made again when asked. */
  readonly maxRemembered: number
}

/** The diagnosis of each session beside those before it, made once for one that has ended. */
export function createVerdicts({ about, diagnose, context, maxRemembered }: VerdictParts): Verdicts {
  /** A promise while one is made: whoever asks meanwhile gets the same. */
  const made = new Map<string, Eventual<Verdict>>()

  const remember = (id: string, verdict: Eventual<Verdict>): void => {
    made.set(id, verdict)
    if (verdict instanceof Promise) {
      verdict.then(
        (there) => made.get(id) === verdict && made.set(id, there),
        // Whoever asked is told; the next one asks again.
        () => made.get(id) === verdict && made.delete(id),
      )
    }
    for (const oldest of made.keys()) {
      if (made.size <= maxRemembered) return
      made.delete(oldest)
    }
  }

  const of = (session: SessionRecord): Eventual<Verdict> => {
    const ended = session.durationMs !== null
    const known = ended ? made.get(session.id) : undefined
    if (known) return known
    const verdict = whenThere(earlierOf(session, about), (earlier) =>
      diagnose(session, { ...context(), earlier }),
    )
    if (ended) remember(session.id, verdict)
    return verdict
  }

  return { of }
}
