import type { VerifyCell, VerifyReport, VerifyRule } from '../../model/verify.ts'
import { isOpen } from '../../model/verify-words/conclusion.ts'
import { grouped } from '../../base/grouped.ts'
import { joinedRule, reasonOf } from './rules.ts'

/** What is left open for one reason, and what was done there. */
export interface OpenCells {
  /** null: nobody knows. */
  readonly rule: VerifyRule | null
  readonly done: readonly { readonly words: string; readonly cells: readonly VerifyCell[] }[]
}

/** What standards leave open, by the reasons for that, and what the client did there. */
export function openCells(report: VerifyReport): readonly OpenCells[] {
  const open = report.cells.filter(isOpen)
  return grouped(open, ({ rule }) => (rule === null ? '' : reasonOf(rule))).map((same) => {
    const rules = same.flatMap(({ rule }) => (rule === null ? [] : [rule]))
    return {
      rule: rules.length === 0 ? null : joinedRule(rules),
      done: grouped(same, ({ words }) => words).map((cells) => ({ words: cells[0]!.words, cells })),
    }
  })
}
