import type { VerifyCell, VerifyTally, VerifyVerdict } from '../model/verify.ts'
import { bySeverity } from '../model/verify-words/severity.ts'
import { grouped } from '../base/grouped.ts'

/** The worst first. */
const worst: readonly VerifyVerdict[] = ['failed', 'hung', 'unproven', 'observed', 'passed', 'skipped']

/** Several runs of one cell as one: what they agree on, or the worst of them, with what each of them did. */
export function together(runs: readonly [VerifyCell, ...VerifyCell[]]): VerifyCell {
  const [first] = runs
  const groups = grouped(runs, kindOf)
  if (groups.length === 1) return first
  const tallies = groups
    .map(([one, ...others]) => ({ cell: one!, count: 1 + others.length }))
    .toSorted((a, b) => compare(a.cell, b.cell))
  const unsteady = tallies.map(({ cell: { verdict, words }, count }): VerifyTally => ({
    verdict,
    words,
    count,
  }))
  const { cell, count } = tallies[0]!
  return { ...cell, words: `unsteady ${count}/${runs.length}`, unsteady }
}

/** What has to be alike: the verdict and its faults, and where standards leave open what to do, what was done. */
function kindOf({ verdict, words, faults }: VerifyCell): string {
  return JSON.stringify([verdict, faults.map(({ code }) => code), verdict === 'observed' ? words : ''])
}

function compare(a: VerifyCell, b: VerifyCell): number {
  const byVerdict = worst.indexOf(a.verdict) - worst.indexOf(b.verdict)
  const [one, other] = [a.faults[0]?.code, b.faults[0]?.code]
  if (byVerdict !== 0 || one === undefined || other === undefined) return byVerdict
  return bySeverity(one, other)
}
