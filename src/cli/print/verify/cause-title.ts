import type { Cause } from '../../../verify/reports/causes.ts'
import type { Style } from '../style.ts'
import { columnsOf, visible } from '../visible.ts'
import { indented } from './indented.ts'

const width = 80

/** `✗ The client does not check the server’s certificate (18 checks, exposure)` */
export function causeTitleLines(
  { title, cells, severity }: Pick<Cause, 'title' | 'cells' | 'severity'>,
  style: Style,
  columns = 0,
): string[] {
  const count = cells.length === 1 ? '1 check' : `${cells.length} checks`
  const plain = `${visible(title)} (${count})`
  const full = `${plain.slice(0, -1)}, ${severity})`
  // No second line for a word: the order says it too.
  const fits = columnsOf(full) <= width - 2 - columns
  return indented(fits ? full : plain, columns, style.red('✗'), style.bold)
}
