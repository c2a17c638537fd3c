import { visible } from './visible.ts'

const tab = ' '.repeat(4)

/** A line of code, safe to print: what indents it stays. */
export function codeLine(line: string): string {
  return visible(line.replaceAll('\t', tab))
}
