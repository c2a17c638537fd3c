/** A word of Mailpit's search language: `-to:"A b"` is `{ negated: true, text: 'to:a b' }`. */
export interface SearchWord {
  readonly negated: boolean
  /** In lower case, quotes taken out. */
  readonly text: string
}

/** Splits a search at spaces, but not within double quotes; a leading `-` or `!` turns a word round. A word said twice counts once. */
export function splitSearch(search: string): SearchWord[] {
  const words = new Map<string, SearchWord>()
  for (const [word] of search.matchAll(/(?:"[^"]*"?|[^\s"])+/g)) {
    const plain = word.replaceAll('"', '').trim()
    const negated = plain.length > 1 && /^[-!]/.test(plain)
    const text = (negated ? plain.slice(1) : plain).toLowerCase()
    if (text !== '') words.set(`${negated ? '-' : '+'}${text}`, { negated, text })
  }
  return [...words.values()]
}

/** `10`, `10k`, `1.5 MB` in bytes; null: no size. */
export function readSize(text: string): number | null {
  const match = /^(\d+(?:\.\d+)?)\s?(k|kb|m|mb)?$/i.exec(text)
  if (!match) return null
  const factor = { k: 1024, m: 1024 * 1024 }[(match[2] ?? '').charAt(0).toLowerCase()] ?? 1
  return Math.floor(Number(match[1]) * factor) || null
}

/** A date of a `before:` or `after:`, read in a time zone (IANA name) where it names none itself; null: no date. */
export function readDate(text: string, timeZone: string | undefined): number | null {
  const normal = text.toUpperCase().replaceAll('/', '-')
  const match =
    /^(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(\.\d+)?)?)?(Z|[+-]\d{2}:?\d{2})?$/.exec(
      normal,
    )
  if (!match) {
    const other = Date.parse(text)
    return Number.isNaN(other) ? null : other
  }
  const [year, month, day, hour, minute, second] = match
    .slice(1, 7)
    .map((part) => (part === undefined ? undefined : Number(part)))
  const utc = Date.UTC(year as number, (month ?? 1) - 1, day ?? 1, hour ?? 0, minute ?? 0, second ?? 0)
  const zone = match[8]
  if (zone === 'Z') return utc
  if (zone) {
    const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2))
    return utc - (zone.startsWith('-') ? -minutes : minutes) * 60_000
  }
  return utc - offsetMs(utc, timeZone)
}

/** How far the clocks of a zone are before UTC at that time; the local zone where the name is none. */
function offsetMs(atMs: number, timeZone: string | undefined): number {
  const parts = formatter(timeZone).formatToParts(atMs)
  const part = (type: string): number => Number(parts.find((one) => one.type === type)?.value)
  const shown = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  )
  return shown - Math.floor(atMs / 1000) * 1000
}

function formatter(timeZone: string | undefined): Intl.DateTimeFormat {
  const options = {
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
    hourCycle: 'h23',
  } as const
  try {
    return new Intl.DateTimeFormat('en-US', timeZone ? { ...options, timeZone } : options)
  } catch {
    return new Intl.DateTimeFormat('en-US', options) // an unknown zone is ignored, as Mailpit does
  }
}
