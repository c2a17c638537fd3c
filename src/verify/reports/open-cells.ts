import type { VerifyCell, VerifyReport, VerifyRule } from '../../model/verify.ts'
import { isOpen } from '../../model/verify-words/conclusion.ts'
import { grouped } from './grouped.ts'
import { joinedRule, reasonOf } from './rules.ts'

/** What was done alike where standards leave it open, for the same reason. */
export interface OpenCells {
  readonly words: string
  readonly rule: VerifyRule | null
  readonly cells: readonly VerifyCell[]
}

/** What standards leave open, and what the client did there. */
export function openCells(report: VerifyReport): readonly OpenCells[] {
  return grouped(report.cells.filter(isOpen), ({ words, rule }) =>
    JSON.stringify([words, rule && reasonOf(rule)]),
  ).map((cells) => {
    const rules = cells.flatMap(({ rule }) => (rule === null ? [] : [rule]))
    return { words: cells[0]!.words, rule: rules.length === 0 ? null : joinedRule(rules), cells }
  })
}
