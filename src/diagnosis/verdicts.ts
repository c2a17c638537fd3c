import type { Verdict } from '../model/finding.ts'
import type { SessionRecord } from '../model/session-record.ts'
import type { diagnose, DiagnosisContext } from './diagnose.ts'
import { earlierOf, type SessionsAbout } from './earlier.ts'

export interface Verdicts {
  of(session: SessionRecord): Verdict
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
  const made = new Map<string, Verdict>()

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
    const verdict = diagnose(session, { ...context(), earlier: earlierOf(session, about) })
    if (ended) remember(session.id, verdict)
    return verdict
  }

  return { of }
}
