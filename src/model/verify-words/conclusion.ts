import type { VerifyCell, VerifyReport } from '../verify.ts'
import { isNotHere, listed, portWords } from './matrix.ts'

/** `proven`: all that was demanded was done. `failed`: it was not. `open`: nothing failed, and not all of it proves something. */
export interface Conclusion {
  readonly outcome: 'proven' | 'failed' | 'open'
  /** One sentence. */
  readonly sentence: string
}

/** Whether a cell keeps the client from being proven: it failed, or hung where something was demanded. */
export function isFailure({ verdict, rule }: VerifyCell): boolean {
  return verdict === 'failed' || (verdict === 'hung' && rule?.kind !== 'observation')
}

/** Whether what a cell did is left open by the standards. */
export function isOpen(cell: VerifyCell): boolean {
  return cell.verdict === 'observed' || (cell.verdict === 'hung' && !isFailure(cell))
}

/** Whether the client is proven. */
export function conclusionOf(report: VerifyReport): Conclusion {
  const of = (verdict: VerifyCell['verdict']): readonly VerifyCell[] =>
    report.cells.filter((cell) => cell.verdict === verdict)
  const failures = report.cells.filter(isFailure)
  const unproven = of('unproven')
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
      sentence: `Not proven: ${listed(did)}, on ${onPorts(report, failures)}${first(report, unproven)}.`,
    }
  }
  const passed = of('passed')
  const barren =
    unproven.length === 0 ? '' : `; nothing on ${onPorts(report, unproven)}, where it delivers to no server`
  if (passed.length === 0)
    return { outcome: 'open', sentence: `Nothing is proven: no check was passed${barren}.` }
  const observed = report.cells.filter(isOpen).length
  const missing = report.cells.filter(isNotHere).length
  const open = [
    observed === 0 ? '' : `, ${observed} left open by the standards`,
    missing === 0 ? '' : `, ${missing} not run here`,
  ].join('')
  const all = `on ${onPorts(report, passed)}: ${passed.length === 1 ? 'the one check' : `all ${passed.length} checks`} passed${open}`
  return unproven.length === 0
    ? { outcome: 'proven', sentence: `Proven ${all}.` }
    : { outcome: 'open', sentence: `Proven ${all}${barren}.` }
}

/** What has to be mended before the others say anything. */
function first(report: VerifyReport, unproven: readonly VerifyCell[]): string {
  if (unproven.length === 0) return ''
  const more = unproven.length === 1 ? 'one more proves' : `${unproven.length} more prove`
  return `; ${more} nothing until it delivers to a server in order on ${onPorts(report, unproven)}`
}

function onPorts(report: VerifyReport, cells: readonly VerifyCell[]): string {
  return portWords(report.ports.filter(({ profile }) => cells.some((cell) => cell.profile === profile)))
}
