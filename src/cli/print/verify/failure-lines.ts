import type { VerifyCell, VerifyReport } from '../../../model/verify.ts'
import { faultDocs } from '../../../verify/fault-docs.ts'
import { endWords, ruleWords } from '../../../verify/reports/cell-facts.ts'
import { type Failure, type FailureDetail, failuresOf, placesOf } from '../../../verify/reports/failures.ts'
import { faultTitles } from '../../../verify/reports/fault-titles.ts'
import { printable } from '../../../verify/reports/printable.ts'
import { findingLines } from '../finding-lines.ts'
import { shortest } from '../shortest.ts'
import type { Style } from '../style.ts'
import { cut, visible } from '../visible.ts'
import { indented } from './indented.ts'

const width = 80
/** Of what a client printed: an error is in its last lines. */
const outputLines = 3

/** Each failure: what was seen and where, by which rule that is wrong, what to write. */
export function failureLines(report: VerifyReport, style: Style): string[] {
  const shown = new Set<string>()
  return failuresOf(report).flatMap((failure) => oneFailure(report, failure, shown, style))
}

function oneFailure(report: VerifyReport, failure: Failure, shown: Set<string>, style: Style): string[] {
  const { code, cells, details, fixes, findings } = failure
  const count = cells.length === 1 ? '1 cell' : `${cells.length} cells`
  for (const { snippets } of findings) for (const snippet of snippets.slice(0, 1)) shown.add(snippet.code)
  // Two failures often have the same cure.
  const cures = fixes.filter((fix) => !shown.has(fix.code))
  for (const fix of cures) shown.add(fix.code)
  return [
    `${style.red('✗')} ${style.bold(faultTitles[code])} ${style.dim(`(${count})`)}`,
    ...details.flatMap((detail) => detailLines(report, detail, style)),
    ...cures.flatMap((fix) => [
      ...indented(`What to write, in ${visible(fix.library)}:`, 2, style.green('→')),
      ...fix.code.split('\n').map((line) => (line === '' ? '' : `        ${style.cyan(visible(line))}`)),
    ]),
    ...findingLines(findings, style),
    `  ${style.dim(shortest(faultDocs(code)))}`,
    '',
  ]
}

function detailLines(report: VerifyReport, { summary, rule, cells }: FailureDetail, style: Style): string[] {
  return [
    ...indented(visible(summary), 2),
    ...placesOf(report, cells).flatMap((place) => indented(visible(place), 4, '', style.cyan)),
    ...(rule === null ? [] : indented(`Rule: ${visible(ruleWords(rule))}`, 4, '', style.dim)),
    ...endLines(cells[0]!).map((line) => `    ${style.dim(line)}`),
  ]
}

/** How the client ended there, with the last it said. */
function endLines({ end }: VerifyCell): string[] {
  if (end === null) return []
  const said = printable(end.output)
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(-outputLines)
  const head = `End: ${visible(endWords(end))}; it said ${said.length === 0 ? 'nothing' : 'last:'}`
  return [head, ...said.map((line) => `  ${line}`)].map((line) => cut(visible(line), width - 4))
}
