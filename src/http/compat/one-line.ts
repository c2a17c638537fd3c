/** The value of a field, unfolded: the blanks around a fold become one. */
export function onOneLine(value: string): string {
  return value
    .split(/\r?\n/)
    .map((line) => line.trim())
    .join(' ')
    .trim()
}
