import type { Finding, Verdict } from '../model/finding.ts'
import type { ResolvedOptions } from '../server/options/options.ts'

/** Remembers the worst severity seen, for --fail-on. */
export interface Tally {
  add(verdict: Verdict): void
  fails(failOn: ResolvedOptions['failOn']): boolean
}

export function createTally(): Tally {
  const seen = new Set<Finding['severity']>()
  return {
    add: (verdict) => verdict.findings.forEach(({ severity }) => seen.add(severity)),
    fails: (failOn) => failOn !== 'never' && (seen.has('error') || seen.has(failOn)),
  }
}
