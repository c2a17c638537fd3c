import type { ApiPort } from '../../model/api.ts'

export interface Term {
  /** '' for a word without a field. */
  readonly field: string
  readonly value: string
}

export interface ReadQuery {
  /** What to ask the API; more than one where their union is meant. */
  readonly questions: readonly URLSearchParams[]
  /** What could not be understood, in words for the reader. */
  readonly problems: readonly string[]
}

export const fields: readonly string[] = [
  'to',
  'from',
  'subject',
  'text',
  'port',
  'tls',
  'user',
  'since',
  'inbox',
]

/** Splits `subject:"two words" to:a@b.test word` at blanks outside quotes. */
export function terms(query: string): readonly Term[] {
  return [...query.matchAll(/([a-z]+):(?!\/\/)("[^"]*"?|[^\s"]*)|("[^"]*"?|[^\s"]+)/gi)].map((match) => ({
    field: (match[1] ?? '').toLowerCase(),
    value: (match[2] ?? match[3] ?? '').replaceAll('"', ''),
  }))
}

/** The query with one field set, or taken out where `value` is null. */
export function withTerm(query: string, field: string, value: string | null): string {
  const kept = terms(query).filter((term) => term.field !== field)
  const all = value === null ? kept : [...kept, { field, value }]
  return all
    .map((term) => {
      const text = /\s/.test(term.value) ? `"${term.value}"` : term.value
      return term.field === '' ? text : `${term.field}:${text}`
    })
    .join(' ')
}

export function termOf(query: string, field: string): string | null {
  return terms(query).find((term) => term.field === field)?.value ?? null
}

const yes = ['yes', 'true', 'on', '1']
const no = ['no', 'false', 'off', '0']

/** `15m`, `2h`, `1d` ago, `today`, or a date as ISO 8601 has it. */
function since(value: string, now: number): string | null {
  const ago = /^(\d+)([smhd])$/.exec(value)
  if (ago) {
    const unit = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }[ago[2] as 's' | 'm' | 'h' | 'd']
    return new Date(now - Number(ago[1]) * unit).toISOString()
  }
  if (value === 'today') return new Date(new Date(now).setHours(0, 0, 0, 0)).toISOString()
  const date = new Date(value)
  return Number.isNaN(date.getTime()) ? null : date.toISOString()
}

/** A port by its number, its listener's name or its profile. */
function listener(value: string, ports: readonly ApiPort[]): string | null {
  return ports.find((port) => [String(port.port), port.name, port.profile].includes(value))?.name ?? null
}

/** Turns what was typed into questions for the API. */
export function readQuery(query: string, ports: readonly ApiPort[], now: number = Date.now()): ReadQuery {
  const params = new URLSearchParams()
  const words: string[] = []
  const problems: string[] = []
  for (const { field, value } of terms(query)) {
    if (field === '') words.push(value)
    else if (!fields.includes(field))
      problems.push(`“${field}:” is no field; fields are ${fields.join(', ')}`)
    else if (value === '') problems.push(`“${field}:” has no value yet`)
    else if (field === 'port') {
      const name = listener(value, ports)
      if (name !== null) params.set('listener', name)
      else problems.push(`port “${value}” is not one of ${ports.map((port) => port.port).join(', ')}`)
    } else if (field === 'tls') {
      if (yes.includes(value) || no.includes(value)) params.set('tls', String(yes.includes(value)))
      else problems.push(`tls “${value}” is neither yes nor no`)
    } else if (field === 'since') {
      const date = since(value, now)
      if (date !== null) params.set('since', date)
      else problems.push(`since “${value}” is no time: try 15m, 2h, today or 2026-01-31`)
    } else params.set(field, value)
  }
  if (words.length === 0) return { questions: [params], problems }
  const phrase = words.join(' ')
  const free = ['subject', 'text'].filter((field) => !params.has(field))
  const questions = free.map((field) => new URLSearchParams([...params, [field, phrase]]))
  return { questions: questions.length > 0 ? questions : [params], problems }
}
