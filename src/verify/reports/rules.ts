import type { VerifyCell, VerifyReport, VerifyRule } from '../../model/verify.ts'
import { grouped } from './failures.ts'

/** A rule, and the cells to which it was applied. */
export interface AppliedRule {
  readonly rule: VerifyRule
  readonly cells: readonly VerifyCell[]
}

/** Every rule that was applied, in the order of the cells. */
export function appliedRules(report: VerifyReport): readonly AppliedRule[] {
  const judged = report.cells.flatMap((cell) => (cell.rule === null ? [] : [{ cell, rule: cell.rule }]))
  return grouped(judged, ({ rule }) => JSON.stringify([rule.kind, rule.source, rule.because])).map(
    (same) => ({
      rule: same[0]!.rule,
      cells: same.map(({ cell }) => cell),
    }),
  )
}
