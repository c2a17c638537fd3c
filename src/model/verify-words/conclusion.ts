import type { VerifyCell, VerifyReport } from '../verify.ts'
import { mannersIn } from './manners.ts'
import { isNotHere, listed, portWords } from './matrix.ts'

/**
 * `proven`: all that was required was done. `flawed`: likewise, with bad manners, or except for what is known. `failed`: it was not. `open`: nothing
 * failed, and not all of it proves something.
 */
export interface Conclusion {
  readonly outcome: 'proven' | 'flawed' | 'failed' | 'open'
  /** One sentence. */
  readonly sentence: string
}

/** Named in the sentence. */
const mostManners = 4

/** Whether a cell keeps the client from being proven: it failed, or hung where something was required, and that is not known. */
export function isFailure(cell: VerifyCell): boolean {
  return hasFailed(cell) && cell.known === undefined
}

/** Whether it failed by something known. */
export function isKnown(cell: VerifyCell): boolean {
  return hasFailed(cell) && cell.known !== undefined
}

function hasFailed({ verdict, rule }: VerifyCell): boolean {
  return verdict === 'failed' || (verdict === 'hung' && rule?.kind !== 'observation')
}

/** Whether what a cell did is left open by the standards. */
export function isOpen(cell: VerifyCell): boolean {
  return cell.verdict === 'observed' || (cell.verdict === 'hung' && !hasFailed(cell))
}

/** Whether the client is proven. */
export function conclusionOf(report: VerifyReport): Conclusion {
  const of = (verdict: VerifyCell['verdict']): readonly VerifyCell[] =>
    report.cells.filter((cell) => cell.verdict === verdict)
  const failures = report.cells.filter(isFailure)
  const unproven = of('unproven')
  const known = report.cells.filter(isKnown).length
  const checks = report.cells.filter((cell) => cell.verdict === 'passed' || isFailure(cell))
  if (failures.length > 0) {
    const hung = failures.filter(({ verdict }) => verdict === 'hung').length
    const failed = failures.length - hung
    const did = [
      ...(failed > 0 ? [`${failed} of ${checks.length} checks failed`] : []),
      ...(hung > 0
        ? [failed > 0 ? `${hung} hung` : `in ${hung} of ${checks.length} checks the client hung`]
        : []),
    ]
    return {
      outcome: 'failed',
      sentence: `Failed: ${listed(did)}, on ${onPorts(report, failures)}${known === 0 ? '' : `; ${known} more known`}${first(report, unproven)}.`,
    }
  }
  const passed = of('passed')
  const barren = nothingOn(report, unproven)
  if (passed.length === 0)
    return { outcome: 'open', sentence: `Nothing is proven: no check passed${barren}.` }
  const observed = report.cells.filter(isOpen).length
  const missing = report.cells.filter(isNotHere).length
  const open = [
    observed === 0 ? '' : `, ${observed} left open by the standards`,
    missing === 0 ? '' : `, ${missing} not run here`,
    known === 0 ? '' : `, ${known} known to fail`,
  ].join('')
  const rude = mannersWords(report)
  const all = `on ${onPorts(report, passed)}: ${passed.length === 1 ? 'the one check' : `all ${passed.length} checks`} passed${open}`
  // It has what is required, and no manners: nothing failed, so it was asked to have them.
  if (rude !== '' && !report.verified)
    return { outcome: 'failed', sentence: `Failed ${all}${barren}; but it ${rude}.` }
  if (rude !== '')
    return {
      outcome: unproven.length === 0 ? 'flawed' : 'open',
      sentence: `Passed ${all}${barren}; but it ${rude}.`,
    }
  if (known > 0)
    return { outcome: unproven.length === 0 ? 'flawed' : 'open', sentence: `Passed ${all}${barren}.` }
  return unproven.length === 0
    ? { outcome: 'proven', sentence: `Proven ${all}.` }
    : { outcome: 'open', sentence: `Proven ${all}${barren}.` }
}

/** `breaks 2 rules that most servers forgive: no-quit, message-without-date`; '': it breaks none. */
function mannersWords(report: VerifyReport): string {
  const codes = mannersIn(report).map(({ manner }) => manner.code)
  if (codes.length === 0) return ''
  const shown = codes.length > mostManners ? [...codes.slice(0, mostManners - 1), '…'] : codes
  return `breaks ${codes.length === 1 ? 'a rule' : `${codes.length} rules`} that most servers forgive: ${shown.join(', ')}`
}

/** What must be fixed before the others say anything. */
function first(report: VerifyReport, unproven: readonly VerifyCell[]): string {
  const [barren, moot] = byDelivery(report, unproven)
  return [
    barren.length === 0
      ? ''
      : `; ${moreProve(barren)} nothing until it delivers to a healthy server on ${onPorts(report, barren)}`,
    moot.length === 0 ? '' : `; ${moreProve(moot)} nothing on ${onPorts(report, moot)}`,
  ].join('')
}

function moreProve({ length }: readonly VerifyCell[]): string {
  return length === 1 ? 'one more proves' : `${length} more prove`
}

function nothingOn(report: VerifyReport, unproven: readonly VerifyCell[]): string {
  const [barren, moot] = byDelivery(report, unproven)
  return [
    barren.length === 0 ? '' : `; nothing on ${onPorts(report, barren)}, where it delivers to no server`,
    moot.length === 0 ? '' : `; ${moreProve(moot)} nothing on ${onPorts(report, moot)}`,
  ].join('')
}

/** What is unproven on ports where the client delivers to no server, and what is so elsewhere, for a reason of its own. */
function byDelivery(
  report: VerifyReport,
  unproven: readonly VerifyCell[],
): readonly [barren: readonly VerifyCell[], moot: readonly VerifyCell[]] {
  const reached = new Set(report.cells.filter(({ delivered }) => delivered > 0).map(({ profile }) => profile))
  return [
    unproven.filter(({ profile }) => !reached.has(profile)),
    unproven.filter(({ profile }) => reached.has(profile)),
  ]
}

function onPorts(report: VerifyReport, cells: readonly VerifyCell[]): string {
  return portWords(report.ports.filter(({ profile }) => cells.some((cell) => cell.profile === profile)))
}
