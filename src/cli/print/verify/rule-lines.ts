import type { VerifyReport } from '../../../model/verify.ts'
import { listed } from '../../../verify/reports/matrix.ts'
import { grouped } from '../../../verify/reports/failures.ts'
import { ruleWords } from '../../../verify/reports/cell-facts.ts'
import { appliedRules } from '../../../verify/reports/rules.ts'
import { isOpen } from '../../../verify/reports/conclusion.ts'
import type { Style } from '../style.ts'
import { visible } from '../visible.ts'
import { indented } from './indented.ts'

/** What standards leave open, and what the client did there; then every rule that was applied, in a line. */
export function ruleLines(report: VerifyReport, style: Style): string[] {
  return [...observedLines(report, style), ...appliedLines(report, style)]
}

function observedLines(report: VerifyReport, style: Style): string[] {
  const observed = report.cells.filter(isOpen)
  const alike = grouped(observed, ({ scenario, words, rule }) => JSON.stringify([scenario, words, rule]))
  if (alike.length === 0) return []
  const number = (profile: string): string =>
    String(report.ports.find((port) => port.profile === profile)?.number ?? profile)
  return [
    style.bold('Left open by the standards'),
    ...alike.flatMap((cells) => {
      const [{ scenario, words, rule }] = cells as [(typeof cells)[number]]
      const ports = listed(cells.map(({ profile }) => number(profile)))
      const because = rule === null ? '' : ` (${rule.source}) ${rule.because}`
      return indented(visible(`${scenario} on ${ports}: ${words}.${because}`), 2, style.cyan('i'))
    }),
    '',
  ]
}

/** Of many scenarios the number says enough: the other forms of the report name them. */
function appliedLines(report: VerifyReport, style: Style): string[] {
  const applied = grouped(appliedRules(report), ({ rule }) => `${rule.kind} ${rule.because}`)
  if (applied.length === 0) return []
  return [
    style.bold('Rules that were applied'),
    ...applied.flatMap((same) => {
      const [{ rule }] = same as [(typeof same)[number]]
      const cells = same.flatMap((one) => one.cells).length
      const sources = [...new Set(same.map((one) => one.rule.source))]
      const source = sources.length > 3 ? `${sources.slice(0, 3).join('; ')}; …` : sources.join('; ')
      const words = `${ruleWords({ ...rule, source })} ${cells === 1 ? 'In one cell.' : `In ${cells} cells.`}`
      return indented(visible(words), 2, style.dim('·'), style.dim)
    }),
    '',
  ]
}
