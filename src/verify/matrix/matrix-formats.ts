import type { MatrixReport, MatrixResult } from '../../model/verify-matrix.ts'
import { seconds } from '../../model/verify-words/cell-facts.ts'
import {
  matrixSentence,
  outcomeMarks,
  resultSentence,
  titleOf,
} from '../../model/verify-words/matrix-outcome.ts'
import { jsonText } from '../reports/json.ts'
import { text } from '../reports/markdown-text.ts'
import { causesOf } from '../reports/causes.ts'

/** A form that the report of several clients is written in. */
export interface MatrixFormat {
  /** As `--report` names it. */
  readonly name: string
  /** The whole text, ended by a line break. */
  write(report: MatrixReport): string
}

/** GitHub takes no more than 65,536 characters as a comment. */
const mostCharacters = 60_000

/** Every form but the terminal's, which the command has. */
export const matrixFormats: readonly MatrixFormat[] = Object.freeze([
  { name: 'json', write: jsonText },
  { name: 'markdown', write: markdown },
])

function markdown(report: MatrixReport): string {
  const head = [
    `## Fourport verify: ${matrixSentence(report)}`,
    '',
    '| client | result | causes |',
    '| --- | --- | --- |',
  ]
  let length = 0
  const rows = report.clients.map(row)
  const kept = rows.filter((line) => (length += line.length + 1) <= mostCharacters)
  const rest = rows.length - kept.length
  const more =
    rest === 0 ? [] : ['', `${rest} more clients are left out here: a comment has no room for them.`]
  const foot = `Fourport ${report.fourport}, catalogue ${report.catalogue}, ${seconds(report.durationMs)}.`
  return [...head, ...kept, ...more, '', foot, ''].join('\n')
}

function row(result: MatrixResult): string {
  const causes = result.report === null ? [] : causesOf(result.report).map(({ title }) => text(title))
  return `| ${text(titleOf(result))} | ${outcomeMarks[result.outcome]} ${text(resultSentence(result))} | ${causes.join('<br>')} |`
}
