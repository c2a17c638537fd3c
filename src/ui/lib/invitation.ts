/** A time of an invitation, as it is written (RFC 5545 §3.3.5). */
export interface CalendarTime {
  /** The digits of the clock, as if they were UTC, in milliseconds. */
  readonly clock: number
  /** `day`: a day without a time; `utc`; else the name of a time zone, or '' for that of the reader. */
  readonly zone: string
}

/** What a person wants to know of the first event in a calendar file (RFC 5545 §3.6.1). */
export interface Invitation {
  /** REQUEST, CANCEL, REPLY (RFC 5546 §1.4); '': none is given. */
  readonly method: string
  readonly summary: string
  readonly location: string
  /** The name of the organizer, or else the address. */
  readonly organizer: string
  readonly start: CalendarTime | null
  readonly end: CalendarTime | null
  readonly attendees: number
  readonly repeats: boolean
}

/** An invitation has a few dozen lines; one with more is read so far. */
const maxLines = 2_000
const maxLength = 64 * 1024

interface Line {
  readonly name: string
  readonly parameters: string
  readonly value: string
}

/** The first event; null: there is none. Reads each character a constant number of times. */
export function readInvitation(text: string): Invitation | null {
  // A line that begins with a blank continues the one before it (RFC 5545 §3.1).
  const lines = text
    .slice(0, maxLength)
    .replace(/\r?\n[ \t]/g, '')
    .split(/\r?\n/, maxLines)
    .map(readLine)
  const from = lines.findIndex(({ name, value }) => name === 'BEGIN' && value.toUpperCase() === 'VEVENT')
  if (from === -1) return null
  const event = ofEventAlone(lines.slice(from + 1))
  const first = (name: string, among: readonly Line[] = event): Line | undefined =>
    among.find((line) => line.name === name)
  const organizer = first('ORGANIZER')
  return {
    method: (first('METHOD', lines)?.value ?? '').toUpperCase(),
    summary: unescaped(first('SUMMARY')?.value ?? ''),
    location: unescaped(first('LOCATION')?.value ?? ''),
    organizer: organizer === undefined ? '' : nameOf(organizer),
    start: readTime(first('DTSTART')),
    end: readTime(first('DTEND')),
    attendees: event.filter(({ name }) => name === 'ATTENDEE').length,
    repeats: first('RRULE') !== undefined,
  }
}

/** Without what an alarm in it says. */
function ofEventAlone(lines: readonly Line[]): readonly Line[] {
  const own: Line[] = []
  let depth = 0
  for (const line of lines) {
    if (line.name === 'BEGIN') depth++
    else if (line.name === 'END' && --depth < 0) break
    else if (depth === 0) own.push(line)
  }
  return own
}

/** `NAME;PARAMETERS:VALUE`, where a parameter in quotes may have a colon. */
function readLine(line: string): Line {
  let quoted = false
  let nameEnd = -1
  for (let at = 0; at < line.length; at++) {
    const one = line[at]
    if (one === '"') quoted = !quoted
    else if (one === ';' && nameEnd === -1) nameEnd = at
    else if (one === ':' && !quoted) {
      const end = nameEnd === -1 ? at : nameEnd
      return {
        name: line.slice(0, end).toUpperCase(),
        parameters: line.slice(end, at),
        value: line.slice(at + 1),
      }
    }
  }
  return { name: '', parameters: '', value: '' }
}

function parameter(parameters: string, name: string): string {
  const at = parameters.toUpperCase().indexOf(`;${name}=`)
  if (at === -1) return ''
  const rest = parameters.slice(at + name.length + 2)
  const end = rest.startsWith('"') ? rest.indexOf('"', 1) : rest.indexOf(';')
  return (end === -1 ? rest : rest.slice(0, end)).replaceAll('"', '')
}

function nameOf({ parameters, value }: Line): string {
  return parameter(parameters, 'CN') || value.replace(/^mailto:/i, '')
}

/** RFC 5545 §3.3.11. */
function unescaped(value: string): string {
  return value.replace(/\\([\\;,nN])/g, (_, one: string) => (one.toLowerCase() === 'n' ? '\n' : one)).trim()
}

function readTime(line: Line | undefined): CalendarTime | null {
  const match = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?$/.exec(line?.value.trim() ?? '')
  if (line === undefined || match === null) return null
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number)
  const clock = Date.UTC(year, month - 1, day, hour || 0, minute || 0, second || 0)
  if (match[4] === undefined) return { clock, zone: 'day' }
  return { clock, zone: match[7] === 'Z' ? 'utc' : parameter(line.parameters, 'TZID') }
}

const dayMs = 24 * 60 * 60 * 1000
const ofDay = { weekday: 'short', year: 'numeric', month: 'long', day: 'numeric' } as const
const ofTime = { hour: '2-digit', minute: '2-digit', hour12: false } as const

/** When it is: a time in UTC in the time zone of the reader, any other as it is written, with the name of its zone. */
export function whenWords({ start, end }: Invitation): string {
  if (start === null) return ''
  const here = start.zone === 'utc' ? undefined : 'UTC'
  const day = new Intl.DateTimeFormat(undefined, { ...ofDay, timeZone: here })
  if (start.zone === 'day') {
    // The end is the day after the last.
    const last = end?.zone === 'day' ? end.clock - dayMs : start.clock
    return `${last > start.clock ? day.formatRange(start.clock, last) : day.format(start.clock)}, all day`
  }
  const both = new Intl.DateTimeFormat(undefined, { ...ofDay, ...ofTime, timeZone: here })
  const same = end !== null && end.zone === start.zone && end.clock > start.clock
  const words = same ? both.formatRange(start.clock, end.clock) : both.format(start.clock)
  return start.zone === 'utc' || start.zone === '' ? words : `${words} (${start.zone})`
}
