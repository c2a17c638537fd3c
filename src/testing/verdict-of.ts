import type { MatcherResult } from './matcher-types.ts'

/** The words of both outcomes: `expected … to …, received …`. */
export function verdictOf(pass: boolean, subject: string, claim: string, received: string): MatcherResult {
  return {
    pass,
    message: () => `expected ${subject} ${pass ? 'not ' : ''}to ${claim}\nreceived: ${received}`,
  }
}
