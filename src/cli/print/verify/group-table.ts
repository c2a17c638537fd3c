import type { VerifyCell, VerifyReport } from '../../../model/verify.ts'
import { isFailure } from '../../../model/verify-words/conclusion.ts'
import { type MatrixGroup, marks, matrixOf } from '../../../model/verify-words/matrix.ts'
import type { Style } from '../style.ts'
import { columnsOf } from '../visible.ts'

/** `✗ 99 of 99` and what divides it from the next. */
const cellWidth = 11
const nameWidth = 34

/** The scenarios by group, in a line each: how many of them failed on a port, or how many passed. */
export function groupLines(report: VerifyReport, style: Style): string[] {
  const heading = report.ports.map(({ number }) => String(number).padEnd(cellWidth)).join('')
  return [
    style.dim(`${' '.repeat(nameWidth)}${heading}`.trimEnd()),
    ...matrixOf(report).map((group) => groupLine(group, report.ports.length, style)),
    '',
  ]
}

function groupLine({ title, rows }: MatrixGroup, ports: number, style: Style): string {
  const name = ` ${title.replace(/:.*/, '')}`
  const cells = Array.from({ length: ports }, (_, column) =>
    rows.flatMap(({ cells: of }) => of[column] ?? []).filter(({ verdict }) => verdict !== 'skipped'),
  )
  return `${name.padEnd(nameWidth)}${cells.map((of) => cellText(of, style)).join('')}`.trimEnd()
}

/** The worst that is there, and of how many: what failed, else what proves nothing, else all. */
function cellText(cells: readonly VerifyCell[], style: Style): string {
  const failed = cells.filter(isFailure)
  const unproven = cells.filter(({ verdict }) => verdict === 'unproven')
  const passed = cells.filter(({ verdict }) => verdict === 'passed')
  const [mark, some, paint] =
    failed.length > 0
      ? [marks.failed, failed, style.red]
      : unproven.length > 0
        ? [marks.unproven, unproven, style.yellow]
        : passed.length > 0
          ? [marks.passed, passed, style.green]
          : [cells.length > 0 ? marks.observed : marks.skipped, cells, style.dim]
  const count =
    some.length === 0 ? '' : some === passed ? ` ${some.length}` : ` ${some.length} of ${cells.length}`
  return `${paint(mark)}${count}${' '.repeat(Math.max(1, cellWidth - columnsOf(mark + count)))}`
}
