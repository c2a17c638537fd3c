import type { VerifyCell, VerifyReport, VerifyVerdict } from '../../../model/verify.ts'
import { markMeanings, marks, matrixOf, type MatrixRow } from '../../../model/verify-words/matrix.ts'
import type { Style } from '../style.ts'
import { columnsOf, cut, visible, wrap } from '../visible.ts'

const width = 80
/** Between two columns. */
const gap = 1
/** Of `not delivered`: three words that are longer go on in the next line. */
const mostWords = 13
/** A name that is longer goes on in the next line too. */
const leastName = 14

/** The columns of the name and of the words in a cell, which has a mark and a space before them. */
interface Widths {
  readonly name: number
  readonly words: number
}

/** Ports across, scenarios down: a mark and a few words a cell, in 80 columns. */
export function tableLines(report: VerifyReport, style: Style): string[] {
  const groups = matrixOf(report)
  const rows = groups.flatMap((group) => group.rows)
  const widths = widthsOf(rows, report.ports.length)
  const heading = [
    ' '.repeat(widths.name),
    ...report.ports.map(({ number, tls }) =>
      cut(`${number} ${tlsWords[tls]}`, widths.words + 2).padEnd(widths.words + 2),
    ),
  ]
  return [
    style.dim(joined(heading)),
    ...groups.flatMap((group) => [
      style.bold(group.title),
      ...group.rows.flatMap((row) => rowLines(row, widths, style)),
    ]),
    '',
    ...legendLines(rows, style),
  ]
}

const tlsWords = { none: 'plaintext', implicit: 'TLS', starttls: 'STARTTLS' } as const

/** As wide as what is in it, where there is room; the name gives way first. */
function widthsOf(rows: readonly MatrixRow[], ports: number): Widths {
  const words = rows.flatMap(({ cells }) => cells.map((cell) => columnsOf(wordsOf(cell))))
  const names = rows.map(({ scenario }) => columnsOf(visible(scenario.name)) + 1)
  const widest = Math.min(mostWords, Math.max(11, ...words))
  const room = width - ports * (widest + 2 + gap)
  return { name: Math.min(Math.max(leastName, ...names), room), words: widest }
}

function rowLines({ scenario, cells }: MatrixRow, widths: Widths, style: Style): string[] {
  const name = broken(visible(scenario.name).split(/(?<=-)/), widths.name - 1)
  const blocks = cells.map((cell) => broken(wordsOf(cell).split(/(?<= )/), widths.words))
  const height = Math.max(name.length, ...blocks.map((block) => block.length))
  return Array.from({ length: height }, (_, line) =>
    joined([
      padded(` ${name[line] ?? ''}`, widths.name),
      ...blocks.map((block, column) => {
        const { verdict } = cells[column] ?? { verdict: 'skipped' as const }
        const paint = paints(style)[verdict]
        const mark = line === 0 ? paint(marks[verdict]) : ' '
        return `${mark} ${padded(block[line] ?? '', widths.words, verdict === 'passed' ? style.dim : paint)}`
      }),
    ]),
  )
}

/** Parts that are put together in lines of at most so many columns; a part that is longer is cut. */
function broken(parts: readonly string[], columns: number): string[] {
  const lines: string[] = []
  let line = ''
  let used = 0
  for (const part of parts) {
    const word = columnsOf(part.trimEnd())
    // Blanks at the end of a line are not printed.
    if (word === 0 && used >= columns) continue
    if (line !== '' && used + word > columns) {
      lines.push(line)
      line = ''
      used = 0
    }
    line += part
    used += columnsOf(part)
  }
  return [...lines, line].map((one) => cut(one.trimEnd(), columns))
}

function wordsOf(cell: VerifyCell | null): string {
  return cell === null || cell.verdict === 'skipped' ? '' : visible(cell.words)
}

function paints(style: Style): Readonly<Record<VerifyVerdict, (text: string) => string>> {
  return {
    passed: style.green,
    failed: style.red,
    hung: style.red,
    unproven: style.yellow,
    observed: style.cyan,
    skipped: style.dim,
  }
}

function padded(text: string, columns: number, paint: (text: string) => string = (same) => same): string {
  return paint(text) + ' '.repeat(Math.max(0, columns - columnsOf(text)))
}

function joined(columns: readonly string[]): string {
  return columns.join(' '.repeat(gap)).trimEnd()
}

/** What the marks mean that are there. */
function legendLines(rows: readonly MatrixRow[], style: Style): string[] {
  const there = new Set(rows.flatMap(({ cells }) => cells.map((cell) => cell?.verdict ?? 'skipped')))
  const words = (Object.keys(marks) as VerifyVerdict[])
    .filter((verdict) => there.has(verdict))
    .map((verdict) => `${marks[verdict]} ${markMeanings[verdict]}`)
  return wrap(words.join('  '), width).map((line) => style.dim(line))
}
