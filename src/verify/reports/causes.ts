import type { Finding } from '../../model/finding.ts'
import {
  type VerifyCause,
  type VerifyCell,
  type VerifyFault,
  type VerifyFaultCode,
  verifyFaultCodes,
  type VerifyPort,
  type VerifyReport,
  type VerifySeverity,
} from '../../model/verify.ts'
import { faultAdvice } from '../../model/verify-words/fault-advice.ts'
import { faultTitles } from '../../model/verify-words/fault-titles.ts'
import { portWords } from '../../model/verify-words/matrix.ts'
import { bySeverity, severityOf } from '../../model/verify-words/severity.ts'
import { curesOf, type Failure, type FailedPair, failedPairs, failuresIn } from './failures.ts'
import { grouped } from '../../base/grouped.ts'

/** A fix, and the port for which it is written. */
export interface CauseFix {
  readonly port: VerifyPort
  readonly fix: NonNullable<VerifyFault['fix']>
}

/** One mistake of the client, however many scenarios it fails in. */
export interface Cause {
  /** What the client does or leaves out, in a line without a full stop. */
  readonly title: string
  /** Its worst fault, which docs/verify.md explains. */
  readonly code: VerifyFaultCode
  /** That of the worst of its faults. */
  readonly severity: VerifySeverity
  /** Its faults in detail, worst first. */
  readonly failures: readonly Failure[]
  /** What to write, and what the diagnosis says, each once for all of its faults. */
  readonly cures: Pick<Failure, 'fixes' | 'findings'>
  /** What was seen, in the words of the worst fault. */
  readonly summary: string
  /** All cells in which it was seen. */
  readonly cells: readonly VerifyCell[]
  /** What the diagnosis says of it, of a client that it recognised where there is one; null: nothing. */
  readonly finding: Finding | null
  /** What to change, in a sentence. */
  readonly advice: string
  /** The lines to write, by port; of a known library where there is one. */
  readonly fixes: readonly CauseFix[]
}

/**
 * What is wrong with a client, by cause: a client that checks no certificate gives away password and mail in nine
 * scenarios by one mistake. The most severe comes first.
 */
export function causesOf(report: VerifyReport): readonly Cause[] {
  const pairs = failedPairs(report)
  const unencrypted = new Set(pairs.filter(({ fault }) => usesNoTls(fault)).map(({ cell }) => cell.profile))
  return grouped(pairs, (pair) => keyOf(pair, unencrypted))
    .map((same) => ({ same, key: keyOf(same[0]!, unencrypted) }))
    .toSorted((a, b) => bySeverity(worstOf(a.same), worstOf(b.same)) || b.same.length - a.same.length)
    .map(({ same, key }) => causeOf(report, same, key))
}

/** The same for programs. */
export function causesInShort(report: VerifyReport): readonly VerifyCause[] {
  return causesOf(report).map(({ title, severity, failures, summary, advice, cells }) => ({
    title,
    severity,
    codes: failures.map(({ code }) => code),
    summary,
    advice,
    cells: cells.map(({ scenario, profile }) => ({ scenario, profile })),
  }))
}

/** Finds the cause of a fault of a cell: its title. */
export function causeTitles(
  report: VerifyReport,
): (cell: VerifyCell, code: VerifyFaultCode) => string | undefined {
  const titles = new Map<VerifyCell, Map<VerifyFaultCode, string>>()
  for (const { title, failures } of causesOf(report)) {
    for (const { code, cells } of failures) {
      for (const cell of cells)
        titles.set(cell, (titles.get(cell) ?? new Map<VerifyFaultCode, string>()).set(code, title))
    }
  }
  return (cell, code) => titles.get(cell)?.get(code)
}

/** Faults that have one cause, which has a name. */
const keys: Partial<Readonly<Record<VerifyFaultCode, string>>> = {
  'password-unencrypted': 'tls-not-required',
  'message-unencrypted': 'tls-not-required',
  'envelope-unencrypted': 'tls-not-required',
  'password-to-unproven-server': 'certificate-not-checked',
  'message-to-unproven-server': 'certificate-not-checked',
  'envelope-to-unproven-server': 'certificate-not-checked',
}

/** Findings of a client that begins no TLS where it must. */
const noTls: ReadonlySet<string> = new Set(['starttls-not-used', 'plaintext-on-implicit-tls-port'])

function usesNoTls({ finding }: VerifyFault): boolean {
  return finding !== null && noTls.has(finding.id)
}

/** @param unencrypted - The profiles on which it begins no TLS at a healthy server */
function keyOf({ cell, fault }: FailedPair, unencrypted: ReadonlySet<string>): string {
  const key = keys[fault.code] ?? fault.code
  if (usesNoTls(fault) || (key === 'tls-not-required' && unencrypted.has(cell.profile))) return 'no-tls'
  return fault.code === 'not-delivered' && fault.finding !== null ? `finding ${fault.finding.id}` : key
}

function worstOf(same: readonly FailedPair[]): VerifyFaultCode {
  return same.map(({ fault }) => fault.code).toSorted(bySeverity)[0]!
}

function causeOf(report: VerifyReport, same: readonly FailedPair[], key: string): Cause {
  const worst = same.toSorted((a, b) => placeOf(a) - placeOf(b))[0]!
  const cells = grouped(same, ({ cell }) => `${cell.profile} ${cell.scenario}`).map(([pair]) => pair!.cell)
  const findings = same.flatMap(({ fault }) => (fault.finding === null ? [] : [fault.finding]))
  const finding = findings.find(({ client }) => client !== null) ?? findings[0] ?? null
  const fixes = fixesOf(report, same, finding)
  return {
    title: titleOf(report, key, worst.fault.code, same),
    code: worst.fault.code,
    severity: severityOf(worstOf(same)),
    failures: failuresIn(
      report,
      same.toSorted((a, b) => bySeverity(a.fault.code, b.fault.code)),
    ),
    cures: curesOf(report, same),
    summary: worst.fault.summary,
    cells,
    finding,
    advice: finding?.fix ?? faultAdvice[worst.fault.code],
    fixes,
  }
}

/** Of the faults of one cause: whether it delivers comes first. */
function placeOf({ fault }: FailedPair): number {
  return fault.code === 'not-delivered' ? -1 : verifyFaultCodes.indexOf(fault.code)
}

const byName: ReadonlySet<string> = new Set([
  'cert-wrong-host',
  'cert-cn-beside-san',
  'cert-name-part',
  'cert-wildcard-elsewhere',
  'cert-no-ip',
])

function titleOf(
  report: VerifyReport,
  key: string,
  code: VerifyFaultCode,
  same: readonly FailedPair[],
): string {
  if (key === 'tls-not-required') return 'The client continues unencrypted where TLS is missing'
  if (key === 'certificate-not-checked') return certificateTitle(same.map(({ cell }) => cell.scenario))
  if (key !== 'no-tls') return faultTitles[code]
  const ports = report.ports.filter(({ profile }) =>
    same.some(({ cell, fault }) => usesNoTls(fault) && cell.profile === profile),
  )
  return `The client uses no TLS on ${portWords(ports)}`
}

/** A chain from nowhere is accepted only by a client that looks at no certificate. */
function certificateTitle(scenarios: readonly string[]): string {
  if (scenarios.some((name) => name === 'cert-self-signed' || name === 'cert-unknown-ca'))
    return 'The client does not check the server’s certificate'
  return scenarios.every((name) => byName.has(name))
    ? 'The client does not check whether the certificate has the server’s name'
    : 'The client accepts a certificate that proves nothing'
}

/** The port of the finding first, then STARTTLS: its lines show most. */
const order: Readonly<Record<VerifyPort['tls'], number>> = { starttls: 0, implicit: 1, none: 2 }

/** One for each TLS mode whose lines differ: within one mode the number alone does. */
function fixesOf(
  report: VerifyReport,
  same: readonly FailedPair[],
  finding: Finding | null,
): readonly CauseFix[] {
  const all = report.ports.flatMap((port) => {
    const there = same.filter(({ cell }) => cell.profile === port.profile)
    const fixes = there.flatMap(({ fault }) => (fault.fix === null ? [] : [fault.fix]))
    const fix = fixes.find(({ language }) => language !== 'text') ?? fixes[0]
    return fix === undefined ? [] : [{ port, fix }]
  })
  const known = all.filter(({ fix }) => fix.language !== 'text')
  const rank = ({ port: { profile, tls } }: CauseFix): number =>
    profile === finding?.profile ? -1 : order[tls]
  const byMode = grouped(known.length > 0 ? known : all, ({ port }) => port.tls).map(([first]) => first!)
  const sorted = byMode.toSorted((a, b) => rank(a) - rank(b))
  return grouped(sorted, ({ fix }) => fix.code).map(([first]) => first!)
}
