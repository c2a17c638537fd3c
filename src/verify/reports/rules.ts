import type { VerifyCell, VerifyFaultCode, VerifyReport, VerifyRule } from '../../model/verify.ts'
import { demanded, loginsDemanded } from '../../model/verify-words/demanded.ts'
import { grouped } from '../../base/grouped.ts'

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

const must = (source: string, because: string): VerifyRule => ({ kind: 'must', source, because })

/** Unencrypted is unencrypted, silence silence, and a fourth try one too many, whatever the scenario is about in which it was seen. */
const always: Partial<Readonly<Record<VerifyFaultCode, VerifyRule>>> = {
  'password-unencrypted': must('RFC 4954 §9; RFC 8314 §5.2', demanded['no-plaintext']),
  'message-unencrypted': must('RFC 8314 §3.3; RFC 8314 §5.2', demanded['no-plaintext']),
  'envelope-unencrypted': must('RFC 8314 §3.3; RFC 8314 §5.2', demanded['no-plaintext']),
  'login-repeated': must('RFC 4954 §9', loginsDemanded),
  // A client delivers, or reports that it could not.
  'failure-not-reported': must('RFC 5321 §2.1', demanded.report),
  'false-alarm': must('RFC 5321 §4.2.5', demanded['quit-quiet']),
}

/** The rule that a fault breaks: its own, else what its scenario demands. */
export function brokenRule(code: VerifyFaultCode, applied: VerifyRule | null): VerifyRule | null {
  return always[code] ?? applied
}
