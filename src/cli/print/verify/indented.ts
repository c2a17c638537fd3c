import { wrap } from '../visible.ts'

const width = 80

/** A sentence in lines of 80 columns at most, a mark before the first. */
export function indented(
  text: string,
  columns: number,
  mark = '',
  paint: (line: string) => string = (line) => line,
): string[] {
  const before = mark === '' ? 0 : 2
  return wrap(text, width - columns - before).map((line, index) => {
    const start = before === 0 ? '' : index === 0 ? `${mark} ` : '  '
    return `${' '.repeat(columns)}${start}${paint(line)}`
  })
}
