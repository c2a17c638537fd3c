import { duration } from '../model/amounts.ts'
import { type Line, linesOf } from '../model/session-lines.ts'
import type { SessionRecord } from '../model/session-record.ts'

/** Characters of one transcript, and of one line of it: a report has hundreds of them. */
const mostCharacters = 16_000
const mostOfLine = 300
/** Of the room, the share for how it ended, where the middle is left out. */
const endShare = 1 / 4

/**
 * What was said on the connections of a run, line by line: when, by whom, and whether under TLS. Records hold no
 * credentials, so it has none either. Of what is too long the middle is left out.
 */
export function transcriptOf(records: readonly SessionRecord[]): string {
  const lines = records.flatMap((record, index) => [
    `Connection ${index + 1} of ${records.length}, session ${record.id}, port ${record.port.port}`,
    ...linesOf(record).flatMap(written),
  ])
  const start = fitting(lines, mostCharacters)
  if (start === lines.length) return lines.join('\n')
  const first = fitting(lines, mostCharacters * (1 - endShare))
  const last = fitting(lines.toReversed(), mostCharacters * endShare)
  const left = lines.length - first - last
  return [...lines.slice(0, first), `… ${left} lines left out …`, ...lines.slice(-last)].join('\n')
}

/** How many of the first lines have room. */
function fitting(lines: readonly string[], room: number): number {
  let length = 0
  const over = lines.findIndex((line) => (length += line.length + 1) > room)
  return over === -1 ? lines.length : over
}

const sides: Readonly<Record<Line['side'], string>> = { client: 'C:', server: 'S:', event: '--' }

/** `12 ms TLS C: EHLO client.test` */
function written({ atMs, side, secure, text }: Line): readonly string[] {
  const when = (atMs === null ? '' : duration(atMs)).padStart(9)
  return text
    .split('\n')
    .map((part) => `${when} ${secure ? 'TLS' : '   '} ${sides[side]} ${shortened(part)}`.trimEnd())
}

function shortened(text: string): string {
  return text.length > mostOfLine ? `${text.slice(0, mostOfLine)} …` : text
}
