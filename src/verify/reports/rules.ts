import type { VerifyCell, VerifyReport, VerifyRule } from '../../model/verify.ts'
import { grouped } from './grouped.ts'

/** What is demanded, or left open, for one reason; the sources that say so, and the cells to which it was applied. */
export interface AppliedRule {
  readonly rule: VerifyRule
  readonly cells: readonly VerifyCell[]
}

/** Every rule that was applied, in the order of the cells. */
export function appliedRules(report: VerifyReport): readonly AppliedRule[] {
  const judged = report.cells.flatMap((cell) => (cell.rule === null ? [] : [{ cell, rule: cell.rule }]))
  return grouped(judged, ({ rule }) => reasonOf(rule)).map((same) => ({
    rule: joinedRule(same.map(({ rule }) => rule)),
    cells: same.map(({ cell }) => cell),
  }))
}

/** What is the same of rules that differ in their source alone: a scenario brings a source of its own. */
export function reasonOf({ kind, because }: VerifyRule): string {
  return JSON.stringify([kind, because])
}

/** More of them than these say no more. */
const mostSources = 4

/** Rules for one reason as one, with what each of them rests on. */
export function joinedRule(rules: readonly VerifyRule[]): VerifyRule {
  const sources = [...new Set(rules.map(({ source }) => source))]
  const shown = sources.length > mostSources ? [...sources.slice(0, mostSources - 1), '…'] : sources
  return { ...rules[0]!, source: shown.join('; ') }
}
