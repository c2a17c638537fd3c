import type { VerifyCell, VerifyFault, VerifyFaultCode, VerifyReport } from '../../model/verify.ts'
import { isFailure } from '../../model/verify-words/conclusion.ts'
import { grouped } from '../../base/grouped.ts'
import { portWords } from '../../model/verify-words/matrix.ts'
import { brokenRule, joinedRule, reasonOf } from './rules.ts'

/** What was said in the same words of some cells. */
export interface FailureDetail {
  readonly summary: string
  readonly cells: readonly VerifyCell[]
}

/** What is a failure for the same reason, whatever the sources of that. */
export interface FailureReason {
  readonly rule: VerifyCell['rule']
  readonly details: readonly FailureDetail[]
}

/** All cells that have one fault: a client that checks no certificate fails a dozen scenarios by one mistake. */
export interface Failure {
  readonly code: VerifyFaultCode
  readonly cells: readonly VerifyCell[]
  readonly reasons: readonly FailureReason[]
  /** Each once, and none that a finding has; those that differ in the number of the port alone count as one. */
  readonly fixes: readonly NonNullable<VerifyFault['fix']>[]
  /** Each once, whatever its session. */
  readonly findings: readonly NonNullable<VerifyFault['finding']>[]
}

/** A cell that failed, and one of its faults. */
export interface FailedPair {
  readonly cell: VerifyCell
  readonly fault: VerifyFault
}

/** Every fault of every cell that failed, in the order of the cells. */
export function failedPairs(report: VerifyReport): readonly FailedPair[] {
  return report.cells.filter(isFailure).flatMap((cell) => cell.faults.map((fault) => ({ cell, fault })))
}

/** What is wrong with the client, by fault, in the order of the cells. */
export function failuresOf(report: VerifyReport): readonly Failure[] {
  return failuresIn(report, failedPairs(report))
}

/** Some of what is wrong, by fault. */
export function failuresIn(report: VerifyReport, pairs: readonly FailedPair[]): readonly Failure[] {
  return grouped(pairs, ({ fault }) => fault.code).map((same) => ({
    code: same[0]!.fault.code,
    cells: unique(
      same.map(({ cell }) => cell),
      (cell) => `${cell.profile} ${cell.scenario}`,
    ),
    reasons: grouped(same, (pair) => keyOf(ruleOf(pair))).map(reason),
    ...curesOf(report, same),
  }))
}

/** What to write against some of what is wrong, and what the diagnosis says of it. */
export function curesOf(
  report: VerifyReport,
  pairs: readonly FailedPair[],
): Pick<Failure, 'fixes' | 'findings'> {
  // Built: of the numbers of the ports of a run.
  const numbers = new RegExp(`\\b(?:${report.ports.map(({ number }) => number).join('|')})\\b`, 'g')
  const anyPort = ({ code }: { readonly code: string }): string => code.replace(numbers, '')
  const faults = pairs.map(({ fault }) => fault)
  const findings = unique(present(faults.map(({ finding }) => finding)), ({ id }) => id)
  const told = new Set(findings.flatMap(({ snippets }) => snippets.slice(0, 1).map(anyPort)))
  return {
    fixes: unique(present(faults.map(({ fix }) => fix)), anyPort).filter((fix) => !told.has(anyPort(fix))),
    findings,
  }
}

function reason(same: readonly FailedPair[]): FailureReason {
  const rules = present(same.map(ruleOf))
  return {
    rule: rules.length === 0 ? null : joinedRule(rules),
    details: grouped(same, ({ fault }) => fault.summary).map((alike) => ({
      summary: alike[0]!.fault.summary,
      cells: alike.map(({ cell }) => cell),
    })),
  }
}

function keyOf(rule: VerifyCell['rule']): string {
  return rule === null ? '' : reasonOf(rule)
}

function ruleOf({ cell, fault }: FailedPair): VerifyCell['rule'] {
  return brokenRule(fault.code, cell.rule)
}

/**
 * Where some cells are: `465 and 587: cert-expired, cert-self-signed`, a line for ports that have the same.
 *
 * @param most - Names a line; the others are counted
 */
export function placesOf(
  report: VerifyReport,
  cells: readonly VerifyCell[],
  most = Infinity,
): readonly string[] {
  const byPort = report.ports.map((port) => {
    const there = cells.filter(({ profile }) => profile === port.profile)
    return {
      port,
      names: shortened(
        there.map(({ scenario }) => scenario),
        most,
      ),
    }
  })
  return grouped(
    byPort.filter(({ names }) => names !== ''),
    ({ names }) => names,
  ).map((same) => `${portWords(same.map(({ port }) => port))}: ${same[0]!.names}`)
}

/** `a, b and 7 more` */
function shortened(names: readonly string[], most: number): string {
  if (names.length <= most + 1) return names.join(', ')
  return `${names.slice(0, most).join(', ')} and ${names.length - most} more`
}

function unique<Item>(items: readonly Item[], keyOf: (item: Item) => string): readonly Item[] {
  return grouped(items, keyOf).map((group) => group[0]!)
}

function present<Item>(items: readonly (Item | null)[]): readonly Item[] {
  return items.filter((item) => item !== null)
}
