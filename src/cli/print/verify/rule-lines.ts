import type { VerifyReport } from '../../../model/verify.ts'
import { placesOf } from '../../../verify/reports/failures.ts'
import { openCells } from '../../../verify/reports/open-cells.ts'
import { ruleWords } from '../../../model/verify-words/cell-facts.ts'
import { appliedRules } from '../../../verify/reports/rules.ts'
import { unanswered } from '../../../verify/reports/unanswered.ts'
import type { Style } from '../style.ts'
import { visible } from '../visible.ts'
import { indented } from './indented.ts'

/** What standards leave open, and what the client did there; what proves nothing, or could not be run; then every rule that was applied, in a line. */
export function ruleLines(report: VerifyReport, style: Style): string[] {
  return [...observedLines(report, style), ...unansweredLines(report, style), ...appliedLines(report, style)]
}

function observedLines(report: VerifyReport, style: Style): string[] {
  const open = openCells(report)
  if (open.length === 0) return []
  return [
    style.bold('Left open by the standards'),
    ...open.flatMap(({ rule, done }) => [
      ...(rule === null ? [] : indented(visible(rule.because), 2, '', style.dim)),
      ...done.flatMap(({ words, cells }) => [
        ...indented(visible(words), 2, style.cyan('i')),
        ...placesOf(report, cells).flatMap((place) => indented(visible(place), 6, '', style.cyan)),
      ]),
    ]),
    '',
  ]
}

function unansweredLines(report: VerifyReport, style: Style): string[] {
  return unanswered(report).flatMap(({ title, mark, reasons }) => [
    style.bold(title),
    ...reasons.flatMap(({ why, cells }) => [
      ...indented(visible(why), 2, style.yellow(mark)),
      ...placesOf(report, cells).flatMap((place) => indented(visible(place), 6, '', style.cyan)),
    ]),
    '',
  ])
}

/** Of many scenarios the number says enough: the other forms of the report name them. */
function appliedLines(report: VerifyReport, style: Style): string[] {
  const applied = appliedRules(report)
  if (applied.length === 0) return []
  return [
    style.bold('Rules that were applied'),
    ...applied.flatMap(({ rule, cells }) => {
      const count = cells.length === 1 ? 'In one cell.' : `In ${cells.length} cells.`
      return indented(visible(`${ruleWords(rule)} ${count}`), 2, style.dim('·'), style.dim)
    }),
    '',
  ]
}
