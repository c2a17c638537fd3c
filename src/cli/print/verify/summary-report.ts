import type { VerifyReport } from '../../../model/verify.ts'
import { seconds } from '../../../model/verify-words/cell-facts.ts'
import { controlFails } from '../../../judge/unproven.ts'
import { inOneLine } from '../../../verify/reports/printable.ts'
import { unanswered } from '../../../verify/reports/unanswered.ts'
import type { Style } from '../style.ts'
import { cut, visible } from '../visible.ts'
import { causeLines } from './cause-lines.ts'
import { conclusionLines } from './conclusion-lines.ts'
import { groupLines } from './group-table.ts'
import { indented } from './indented.ts'
import { knownFailureLines } from './known-lines.ts'
import { mannerLines } from './manner-lines.ts'
import { noteLines } from './note-lines.ts'
import { tableLines } from './table.ts'

const width = 80
/** Lines of a page. */
const page = 40
/** What is wrong with its manners, and explained. */
const mostManners = 3
/** Reasons for which checks prove nothing. */
const mostReasons = 2

/** For people, in a page: each cause with its fix, the scenarios where there is room, and whether the client is proven. */
export function summaryReport(report: VerifyReport, style: Style): string[] {
  const facts = `${visible(report.fourport)}  ${seconds(report.durationMs)}`
  const start = [
    `${style.bold('Fourport verify')} ${style.dim(cut(facts, width - 16))}`,
    style.dim(cut(visible(inOneLine(report.client)), width)),
    '',
    ...causeLines(report, style),
    ...knownFailureLines(report, style),
    ...noteLines(report, style),
    ...mannerLines(report, style, mostManners),
    ...unansweredLines(report, style),
  ]
  const end = [
    ...conclusionLines(report, style),
    style.dim('  --all prints every check; --report html=FILE writes them to a page.'),
  ]
  return [...start, ...overview(report, page - start.length - end.length, style), ...end]
}

/** Every scenario, else every group, as far as the page has room for it. */
function overview(report: VerifyReport, room: number, style: Style): string[] {
  const forms = [[...tableLines(report, style), ''], groupLines(report, style)]
  return forms.find(({ length }) => length <= room) ?? []
}

/** Why checks prove nothing, but for a client that does not deliver on a port: its cause says that. */
function unansweredLines(report: VerifyReport, style: Style): string[] {
  const lines = unanswered(report)
    .flatMap(({ mark, reasons }) => reasons.map((reason) => ({ ...reason, mark })))
    .filter(({ cells }) => cells.some(({ words }) => words !== controlFails))
    .slice(0, mostReasons)
    .flatMap(({ why, mark }) => indented(visible(why), 0, style.yellow(mark)))
  return lines.length === 0 ? [] : [...lines, '']
}
