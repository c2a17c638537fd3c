import type { VerifyReport } from '../../../model/verify.ts'
import { seconds } from '../../../model/verify-words/cell-facts.ts'
import { inOneLine } from '../../../verify/reports/printable.ts'
import type { Style } from '../style.ts'
import { cut, visible } from '../visible.ts'
import { conclusionLines } from './conclusion-lines.ts'
import { failureLines } from './failure-lines.ts'
import { knownFailureLines } from './known-lines.ts'
import { mannerLines } from './manner-lines.ts'
import { noteLines } from './note-lines.ts'
import { ruleLines } from './rule-lines.ts'
import { tableLines } from './table.ts'

const width = 80

/** For people who want all of it: each cause with its faults, the table, the rules that were applied, and whether the client is proven. */
export function terminalReport(report: VerifyReport, style: Style): string[] {
  const facts = `${visible(report.fourport)}  ${seconds(report.durationMs)}`
  return [
    `${style.bold('Fourport verify')} ${style.dim(cut(facts, width - 16))}`,
    style.dim(cut(visible(inOneLine(report.client)), width)),
    '',
    ...failureLines(report, style),
    ...knownFailureLines(report, style),
    ...noteLines(report, style),
    ...tableLines(report, style),
    '',
    ...mannerLines(report, style),
    ...ruleLines(report, style),
    ...conclusionLines(report, style),
  ]
}
