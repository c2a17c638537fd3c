/** RFC 5322 §3.3, zones by name too, as old mail has them (§4.3). */
const usualDate =
  /^(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), ?)?\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (\d{2,4}) \d{1,2}:\d{2}(?::\d{2})? ?(?:[+-]\d{4}|[A-Z]{1,5})$/i
/** What is read of a Date that has comments or more blanks than it needs. */
const maxDateChars = 200
const firstYear = 1971

/** Why a Date cannot be read, or is that of a clock which was never set; null: it is right. */
export function dateFault(value: string): 'date-unreadable' | 'date-1970' | null {
  const match = usualDate.exec(value) ?? usualDate.exec(plain(value.slice(0, maxDateChars)))
  if (match === null) return 'date-unreadable'
  const [, year = ''] = match
  return year.length === 4 && Number(year) < firstYear ? 'date-1970' : null
}

/** Without comments, and with one blank where there are several. */
function plain(value: string): string {
  return value
    .replace(/\([^()]*\)/g, ' ')
    .replace(/[ \t]+/g, ' ')
    .replace(/ ([,:])/g, '$1')
    .replace(/: /g, ':')
    .trim()
}

/** Two parts with an `@` between them, in angle brackets (RFC 5322 §3.6.4). */
export function isMessageId(value: string): boolean {
  return /^<[^\s<>@]+@[^\s<>]+>/.test(value)
}

const knownField =
  '(?:From|To|Cc|Bcc|Reply-To|Subject|Date|Message-ID|MIME-Version|Content-Type|Content-Transfer-Encoding)'
const fieldAfterLine = new RegExp(`^(?:[ \\t]*\\r?\\n){1,9}[ \\t]*${knownField}[ \\t]{0,9}:`, 'i')
const fieldIndented = new RegExp(`^[ \\t]{1,99}${knownField}[ \\t]{0,9}:`, 'i')
const startChars = 300
const maxNameChars = 40

/** A header that begins where it cannot be seen: after an empty line, or indented; null: neither. */
export function hiddenStart(head: Buffer): 'empty-first-line' | 'indented-first-line' | null {
  const start = head.toString('latin1', 0, Math.min(head.length, startChars))
  if (fieldAfterLine.test(start)) return 'empty-first-line'
  return fieldIndented.test(start) ? 'indented-first-line' : null
}

const bodyField = new RegExp(`^${knownField}[ \\t]{0,9}:`, 'i')
const maxLines = 6

/**
 * Names, in lower case, of the fields that a text begins with, one a line.
 *
 * @param isSpaced - Whether empty lines may stand between them
 */
export function fieldsAtStart(head: Buffer, from: number, isSpaced: boolean): readonly string[] {
  if (!bodyField.test(head.toString('latin1', from, from + maxNameChars))) return []
  const names: string[] = []
  for (const line of head.toString('latin1', from, from + startChars).split('\n', maxLines)) {
    if (isSpaced && (line === '' || line === '\r')) continue
    const name = bodyField.exec(line)?.[0]
    if (name === undefined) break
    names.push(name.slice(0, -1).trimEnd().toLowerCase())
  }
  return names
}

/** The name of a field that an indented line holds, in lower case; null: none that matters. */
export function fieldInFold(line: string): string | null {
  return fieldIndented.exec(line)?.[0].replace(':', '').trim().toLowerCase() ?? null
}
