import type { Finding } from '../../model/finding.ts'
import type { Style } from './style.ts'
import { visible, wrap } from './visible.ts'

const indent = ' '.repeat(21)
const columns = 80 - indent.length

/** A finding under its session's line: why, what to change, and the line to write. */
export function findingLines(finding: Finding, style: Style): string[] {
  const [snippet] = finding.snippets
  const text = (value: string): string[] => wrap(visible(value), columns)
  return [
    ...text(finding.saw),
    ...text(finding.why).map(style.dim),
    ...text(finding.fix).map(style.green),
    ...(snippet ? snippet.code.split('\n').map((line) => style.cyan(`  ${line}`)) : []),
    style.dim(`${finding.id}: ${finding.docs}`),
    '',
  ].map((line) => (line === '' ? '' : indent + line))
}
