import type { VerifyCell, VerifyReport } from '../../../model/verify.ts'
import { faultDocs } from '../../../verify/fault-docs.ts'
import { endWords, ruleWords } from '../../../model/verify-words/cell-facts.ts'
import { causesOf } from '../../../verify/reports/causes.ts'
import { type Failure, type FailureReason, placesOf } from '../../../verify/reports/failures.ts'
import { faultTitles, fixTitle } from '../../../model/verify-words/fault-titles.ts'
import { scenarioPages } from '../../../verify/reports/scenario-pages.ts'
import { lastWords } from '../../../verify/reports/last-words.ts'
import { codeLine } from '../code-line.ts'
import { findingLines } from '../finding-lines.ts'
import { shortest } from '../shortest.ts'
import type { Style } from '../style.ts'
import { visible, wrapAll } from '../visible.ts'
import { causeTitleLines } from './cause-title.ts'
import { indented } from './indented.ts'

const width = 80
/** Of the fixes of one failure: they differ by port and TLS mode, and the first ones show the way. */
const mostCures = 2
/** Pages of scenarios that are named for one failure. */
const mostPages = 3
/** Lines of the screen for one line that a client said: the reason is often at its end. */
const mostSaid = 4

/** Each cause with its faults: what was seen and where, by which rule that is wrong, what to write. */
export function failureLines(report: VerifyReport, style: Style): string[] {
  const shown = new Set<string>()
  return causesOf(report).flatMap((cause) => [
    ...causeTitleLines(cause, style),
    ...cause.failures.flatMap((failure) => oneFailure(report, failure, cause.title, shown, style)),
  ])
}

function oneFailure(
  report: VerifyReport,
  failure: Failure,
  cause: string,
  shown: Set<string>,
  style: Style,
): string[] {
  const { code, cells, reasons, fixes, findings } = failure
  const count = cells.length === 1 ? '1 cell' : `${cells.length} cells`
  for (const { snippets } of findings) for (const snippet of snippets.slice(0, 1)) shown.add(snippet.code)
  // Two failures often have the same cure.
  const cures = fixes.filter((fix) => !shown.has(fix.code))
  for (const fix of cures) shown.add(fix.code)
  const more = cures.length - mostCures
  return [
    // Of a cause that has one fault the title says it.
    ...(faultTitles[code] === cause ? [] : [`  ${style.bold(faultTitles[code])} ${style.dim(`(${count})`)}`]),
    ...reasons.flatMap((reason) => reasonLines(report, reason, style)),
    ...cures
      .slice(0, mostCures)
      .flatMap((fix) => [
        ...indented(visible(`${fixTitle(fix)}:`), 2, style.green('→')),
        ...fix.code.split('\n').map((line) => (line === '' ? '' : `        ${style.cyan(codeLine(line))}`)),
      ]),
    ...(more > 0 ? [`    ${style.dim(`(${more} more in --report html)`)}`] : []),
    ...findingLines(findings, style),
    `  ${style.dim(shortest(faultDocs(code)))}`,
    ...pageLines(report, cells).map((line) => `  ${style.dim(line)}`),
    '',
  ]
}

/** Of its scenarios: what the server does, and how to see it by hand. */
function pageLines(report: VerifyReport, cells: readonly VerifyCell[]): readonly string[] {
  const { pages, more } = scenarioPages(report, cells, mostPages)
  return [...pages.map(shortest), ...(more === 0 ? [] : [`and a page for each of ${more} more`])]
}

function reasonLines(report: VerifyReport, { rule, details }: FailureReason, style: Style): string[] {
  return [
    ...details.flatMap(({ summary, cells }) => [
      ...indented(visible(summary), 2),
      ...placesOf(report, cells).flatMap((place) => indented(visible(place), 4, '', style.cyan)),
    ]),
    ...(rule === null ? [] : indented(`Rule: ${visible(ruleWords(rule))}`, 2, '', style.dim)),
    ...endLines(details.flatMap(({ cells }) => cells)).map((line) => `  ${style.dim(line)}`),
  ]
}

/** How the client ended there, or at the first of several places, with what it printed. */
function endLines(cells: readonly VerifyCell[]): string[] {
  const end = cells[0]?.end ?? null
  if (end === null) return []
  const said = lastWords(end.output)
  const start = cells.length === 1 ? 'Run' : 'First run'
  const head = `${start}: ${visible(endWords(end))}; it printed${said.length === 0 ? ' nothing' : ':'}`
  return [
    head,
    ...said.flatMap((line) => wrapAll(visible(line), width - 4, mostSaid).map((part) => `  ${part}`)),
  ]
}
