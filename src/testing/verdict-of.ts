import type { MatcherResult } from './matcher-types.ts'

/** What a matcher found. `expected` and `actual` are values of the same kind, so that a runner can show their difference. */
export interface Judged {
  readonly name: string
  readonly pass: boolean
  /** `message m1`, `the sessions`. */
  readonly subject: string
  /** `have text containing "…"`. */
  readonly claim: string
  readonly received: string
  readonly expected: unknown
  readonly actual: unknown
}

/** The words of both outcomes, `expected … to …, received …`, and what a runner needs to show a diff. */
export function verdictOf({ name, pass, subject, claim, received, expected, actual }: Judged): MatcherResult {
  return {
    name,
    pass,
    expected,
    actual,
    message: () => `expected ${subject} ${pass ? 'not ' : ''}to ${claim}\nreceived: ${received}`,
  }
}
