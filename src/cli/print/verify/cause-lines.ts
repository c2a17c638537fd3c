import type { VerifyReport } from '../../../model/verify.ts'
import { endWords } from '../../../model/verify-words/cell-facts.ts'
import { fixTitle } from '../../../model/verify-words/fault-titles.ts'
import { type Cause, type CauseFix, causesOf } from '../../../verify/reports/causes.ts'
import { faultDocs } from '../../../verify/fault-docs.ts'
import { placesOf } from '../../../verify/reports/failures.ts'
import { scenarioPages } from '../../../verify/reports/scenario-pages.ts'
import { lastWords } from '../../../verify/reports/last-words.ts'
import { codeLine } from '../code-line.ts'
import { address } from '../finding-lines.ts'
import { shortest } from '../shortest.ts'
import type { Style } from '../style.ts'
import { visible, wrapAll } from '../visible.ts'
import { causeTitleLines } from './cause-title.ts'
import { indented } from './indented.ts'

const width = 80
/** Causes that are explained; of the others the title is enough until these are fixed. */
const mostExplained = 3
/** Scenarios named for one port. */
const mostNames = 2
/** Lines of code for all causes together, but for the first fix, which is always there. */
const mostCode = 12
/** Lines of what the client said last: its error is in them. */
const mostSaid = 2

/** The causes, worst first: what was seen and where, what to change, and the lines to write, within a page. */
export function causeLines(report: VerifyReport, style: Style): string[] {
  const causes = causesOf(report)
  const shown = new Set<string>()
  const rest = causes.slice(mostExplained)
  return [
    ...causes.slice(0, mostExplained).flatMap((cause) => oneCause(report, cause, shown, style)),
    ...rest.flatMap((cause) => causeTitleLines(cause, style)),
    ...(rest.length > 0 ? [''] : []),
  ]
}

/** What was seen is said of the first alone: of the others the title says it. */
function oneCause(report: VerifyReport, cause: Cause, shown: Set<string>, style: Style): string[] {
  const { finding, cells, summary, advice, code } = cause
  const isFirst = shown.size === 0
  shown.add(cause.title)
  return [
    ...causeTitleLines(cause, style),
    ...(isFirst || finding !== null ? indented(visible(finding?.saw ?? summary), 2) : []),
    ...placesOf(report, cells, mostNames).flatMap((place) => indented(visible(place), 4, '', style.cyan)),
    ...saidLines(cause, style),
    ...indented(visible(advice), 2, style.green('→')),
    ...fixLines(cause.fixes, shown, isFirst, style),
    ...(isFirst ? [`  ${style.dim(finding === null ? shortest(faultDocs(code)) : address(finding))}`] : []),
    ...scenarioPages(report, cells, 1)
      .pages.slice(0, isFirst ? 1 : 0)
      .map((page) => `  ${style.dim(shortest(page))}`),
    '',
  ]
}

/** Codes whose reason the client alone can say. */
const explainedByClient: ReadonlySet<Cause['code']> = new Set(['not-delivered', 'false-alarm', 'hung'])

function saidLines({ code, cells, finding }: Cause, style: Style): string[] {
  const end = cells.find((cell) => cell.faults.some((fault) => fault.code === code))?.end ?? null
  if (end === null || finding !== null || !explainedByClient.has(code)) return []
  const said = lastWords(end.output).at(0)?.trim()
  return wrapAll(
    visible(said === undefined ? `It printed nothing; ${endWords(end)}.` : `It printed: ${said}`),
    width - 2,
    mostSaid,
  ).map((line) => `  ${style.dim(line)}`)
}

function fixLines(fixes: readonly CauseFix[], shown: Set<string>, isFirst: boolean, style: Style): string[] {
  const fresh = fixes.filter(({ fix }) => !shown.has(fix.code))
  if (fixes.length > 0 && fresh.length < fixes.length)
    return indented('The lines above do that.', 4, '', style.dim)
  let room = isFirst ? Infinity : mostCode
  const lines: string[] = []
  for (const { port, fix } of fresh) {
    const code = fix.code.split('\n')
    if (code.length > room) {
      lines.push(...indented(`--all has the lines for port ${port.number}.`, 4, '', style.dim))
      continue
    }
    room = Math.min(room, mostCode) - code.length
    shown.add(fix.code)
    lines.push(
      ...indented(visible(`${fixTitle(fix)}, for port ${port.number}:`), 4, '', style.dim),
      ...code.map((line) => (line === '' ? '' : `      ${style.cyan(codeLine(line))}`)),
    )
  }
  return lines
}
