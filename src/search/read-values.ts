const unitMs = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }

/**
 * A time in milliseconds since 1970: `15m`, `2h`, `2d`, `1w` ago, `today`, `yesterday`, `2026`, `2026-01`, `2026-01-31`,
 * `2026-01-31T10:30`, with `Z` or `+02:00` behind it or in the time zone of this machine; null: it is none.
 */
export function readTime(text: string, nowMs: number): number | null {
  const ago = /^(\d{1,6})([smhdw])$/i.exec(text)
  if (ago) return nowMs - Number(ago[1]) * unitMs[(ago[2] as string).toLowerCase() as keyof typeof unitMs]
  const day = text.toLowerCase()
  if (day === 'today') return startOfDay(nowMs, 0)
  if (day === 'yesterday') return startOfDay(nowMs, 1)
  return readDate(text)
}

function startOfDay(nowMs: number, daysAgo: number): number {
  const now = new Date(nowMs)
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() - daysAgo).getTime()
}

const date =
  /^(\d{4})(?:[-/](\d\d?)(?:[-/](\d\d?)(?:[T ](\d\d?):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?)?)?)?(Z|[+-]\d\d:?\d\d)?$/i

function readDate(text: string): number | null {
  const match = date.exec(text)
  if (match === null) return null
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((part) => (part === undefined ? undefined : Number(part)))
  const at = new Date(2000, 0)
  const zone = match[7]
  if (zone === undefined) {
    at.setFullYear(year, month - 1, day)
    at.setHours(hour, minute, second, 0)
    return isReal(at.getMonth() + 1, at.getDate()) ? at.getTime() : null
  }
  at.setUTCFullYear(year, month - 1, day)
  at.setUTCHours(hour, minute, second, 0)
  return isReal(at.getUTCMonth() + 1, at.getUTCDate()) ? at.getTime() - offsetMs(zone) : null

  /** No 31st of February, and no 25 o'clock: a Date makes other days of them. */
  function isReal(itsMonth: number, itsDay: number): boolean {
    return itsMonth === month && itsDay === day && hour < 24 && minute < 60 && second < 60
  }
}

function offsetMs(zone: string): number {
  if (zone.toUpperCase() === 'Z') return 0
  const ms = Number(zone.slice(1, 3)) * unitMs.h + Number(zone.slice(-2)) * unitMs.m
  return zone.startsWith('-') ? -ms : ms
}

/** `500`, `10k`, `1.5m`, `1.5MB` in bytes, where k is 1,024; null: it is no size. */
export function readSize(text: string): number | null {
  const match = /^(\d{1,12}(?:\.\d{1,6})?)(?:(k|m|g)(?:i?b)?|b)?$/i.exec(text)
  if (match === null) return null
  const factor = { k: 1024, m: 1024 ** 2, g: 1024 ** 3 }[(match[2] ?? '').toLowerCase()] ?? 1
  return Math.floor(Number(match[1]) * factor)
}

/** null: neither yes nor no. */
export function readYesNo(text: string): boolean | null {
  const answer = text.toLowerCase()
  if (['yes', 'true', 'on', '1'].includes(answer)) return true
  return ['no', 'false', 'off', '0'].includes(answer) ? false : null
}
