import type { VerifyCell, VerifyReport } from '../../model/verify.ts'
import { listed, portWords } from './matrix.ts'

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

/** Whether the client is proven. */
export function conclusionOf(report: VerifyReport): Conclusion {
  const of = (verdict: VerifyCell['verdict']): readonly VerifyCell[] =>
    report.cells.filter((cell) => cell.verdict === verdict)
  const failures = report.cells.filter(isFailure)
  const checks = report.cells.filter((cell) => cell.verdict === 'passed' || isFailure(cell))
  if (!report.verified || failures.length > 0) {
    const did = [
      ...counted(failures.filter(({ verdict }) => verdict === 'failed').length, 'failed'),
      ...counted(failures.filter(({ verdict }) => verdict === 'hung').length, 'hung in'),
    ]
    return {
      outcome: 'failed',
      sentence: `Not proven: the client ${listed(did)} of ${checks.length} checks, on ${onPorts(report, failures)}.`,
    }
  }
  const passed = of('passed')
  const unproven = of('unproven')
  const barren =
    unproven.length === 0
      ? ''
      : `; on ${onPorts(report, unproven)} it delivers to no server, so what it refuses there proves nothing`
  if (passed.length === 0)
    return { outcome: 'open', sentence: `Nothing is proven: no check was passed${barren}.` }
  const observed = of('observed').length
  const open = observed === 0 ? '' : `; ${observed} more are left open by the standards`
  const all = `the client did what it must in ${passed.length === 1 ? 'the one check' : `all ${passed.length} checks`}, on ${onPorts(report, passed)}`
  return unproven.length === 0
    ? { outcome: 'proven', sentence: `Proven: ${all}${open}.` }
    : { outcome: 'open', sentence: `Proven in part: ${all}${barren}${open}.` }
}

function counted(count: number, did: string): readonly string[] {
  return count === 0 ? [] : [`${did} ${count}`]
}

function onPorts(report: VerifyReport, cells: readonly VerifyCell[]): string {
  return portWords(report.ports.filter(({ profile }) => cells.some((cell) => cell.profile === profile)))
}
