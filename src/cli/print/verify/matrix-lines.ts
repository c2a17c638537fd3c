import type { MatrixOutcome, MatrixReport, MatrixResult } from '../../../model/verify-matrix.ts'
import { seconds } from '../../../model/verify-words/cell-facts.ts'
import {
  matrixSentence,
  outcomeMarks,
  resultSentence,
  titleOf,
} from '../../../model/verify-words/matrix-outcome.ts'
import { causesOf } from '../../../verify/reports/causes.ts'
import type { Style } from '../style.ts'
import { cut, visible, wrapAll } from '../visible.ts'
import { causeTitleLines } from './cause-title.ts'
import { summaryReport } from './summary-report.ts'

const width = 80
/** Titles of causes; the page of the client, or --all, has the others. */
const mostCauses = 5

/** What became of each client: whether it is proven, and what is wrong with it. @param whole - With fixes and places */
export function matrixLines(report: MatrixReport, style: Style, whole: boolean): string[] {
  const facts = `${visible(report.fourport)}  ${seconds(report.durationMs)}`
  return [
    `${style.bold('Fourport verify')} ${style.dim(cut(facts, width - 16))}`,
    '',
    ...report.clients.flatMap((result) => [...clientLines(result, style, whole), '']),
    style.bold(matrixSentence(report)),
  ]
}

function clientLines(result: MatrixResult, style: Style, whole: boolean): string[] {
  const { report, problem, outcome } = result
  const head = `${paintOf(outcome, style)(outcomeMarks[outcome])} ${style.bold(cut(visible(titleOf(result)), width - 2))}`
  if (report !== null && whole) return [head, ...summaryReport(report, style)]
  const causes = report === null ? [] : causesOf(report)
  const rest = causes.length - mostCauses
  return [
    head,
    ...wrapAll(visible(resultSentence(result)), width - 2).map((line) => `  ${line}`),
    ...(problem === null ? [] : problemLines(problem.message, problem.help, style)),
    ...causes.slice(0, mostCauses).flatMap((cause) => causeTitleLines(cause, style, 2)),
    ...(rest > 0 ? [`  ${style.dim(`and ${rest} more; --all prints them`)}`] : []),
  ]
}

function problemLines(message: string, help: string, style: Style): string[] {
  const [, ...said] = message.split('\n')
  return [
    ...said.map((line) => `  ${style.dim(cut(visible(line), width - 2))}`),
    ...wrapAll(visible(help), width - 4).map(
      (line, index) => `  ${index === 0 ? style.green('→') : ' '} ${line}`,
    ),
  ]
}

/** A mark in its colour. */
export function paintOf(outcome: MatrixOutcome, style: Style): (text: string) => string {
  return {
    proven: style.green,
    flawed: style.yellow,
    failed: style.red,
    open: style.yellow,
    'not-run': style.red,
  }[outcome]
}
