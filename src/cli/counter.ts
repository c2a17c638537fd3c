import type { Finding, Verdict } from '../model/finding.ts'
import type { ResolvedOptions } from '../options/options.ts'

/** What a run has seen. */
export interface Totals {
  readonly messages: number
  readonly sessions: number
  readonly findings: Readonly<Record<Finding['severity'], number>>
}

/** Counts what comes, and tells whether --fail-on is to fail. */
export interface Counter {
  message(): void
  session(verdict: Verdict): void
  /** The verdict of a session that was counted has changed. */
  again(before: Verdict, now: Verdict): void
  totals(): Totals
  fails(failOn: ResolvedOptions['failOn']): boolean
}

export function createCounter(): Counter {
  const findings = { error: 0, warning: 0, note: 0 }
  let messages = 0
  let sessions = 0
  return {
    message() {
      messages++
    },
    session(verdict) {
      sessions++
      for (const { severity } of verdict.findings) findings[severity]++
    },
    again(before, now) {
      for (const { severity } of before.findings) findings[severity]--
      for (const { severity } of now.findings) findings[severity]++
    },
    totals: () => ({ messages, sessions, findings }),
    fails: (failOn) => failOn !== 'never' && (findings.error > 0 || findings[failOn] > 0),
  }
}
