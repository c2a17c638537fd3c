import type { CapturedMessage } from '../model/message.ts'
import type { MessageQuery } from '../model/query.ts'
import { quoted, sinceMs } from './query-check.ts'
import type { MessageSearch } from './search.ts'
import { matchInWords, partOfText, wholeText } from './text-match.ts'

/** One condition of a query: a test, and the words for it. */
export interface Criterion {
  /** The query's field, for lists: `to`, `header X-Campaign`. */
  readonly field: string
  /** In a sentence: `to "a@b.test"`. */
  readonly sentence: string
  /** At once where nothing has to be parsed or it has been before. */
  matches(message: CapturedMessage): boolean | Promise<boolean>
  /** What the message has in this place, in words. */
  found(message: CapturedMessage): string | Promise<string>
}

type Made = (query: MessageQuery, search: MessageSearch) => readonly Criterion[]

/** Cheapest first: what the envelope rules out is never parsed. */
const makers: readonly Made[] = [profile, listener, tls, since, user, to, from, subject, header, text, anyOf]

/** The conditions of a checked query. */
export function criteriaOf(query: MessageQuery, search: MessageSearch): readonly Criterion[] {
  return makers.flatMap((make) => make(query, search))
}

function profile({ profile }: MessageQuery): Criterion[] {
  if (profile === undefined) return []
  return [
    {
      field: 'profile',
      sentence: `on the ${profile} port`,
      matches: (message) => message.profile === profile,
      found: (message) => `${message.profile} (port ${message.port})`,
    },
  ]
}

function listener({ listener }: MessageQuery): Criterion[] {
  if (listener === undefined) return []
  return [
    {
      field: 'listener',
      sentence: `on the listener ${quoted(listener)}`,
      matches: (message) => message.listener === listener,
      found: (message) => quoted(message.listener),
    },
  ]
}

function tls({ tls }: MessageQuery): Criterion[] {
  if (tls === undefined) return []
  return [
    {
      field: 'tls',
      sentence: tls ? 'under TLS' : 'without TLS',
      matches: (message) => (message.tls !== null) === tls,
      found: (message) => (message.tls ? message.tls.version : 'no TLS'),
    },
  ]
}

function since({ since }: MessageQuery): Criterion[] {
  const from = sinceMs(since)
  if (from === undefined) return []
  return [
    {
      field: 'since',
      sentence: `received since ${time(from)}`,
      matches: (message) => message.receivedAt >= from,
      found: (message) => time(message.receivedAt),
    },
  ]
}

function user({ user }: MessageQuery): Criterion[] {
  if (user === undefined) return []
  const test = wholeText(user)
  return [
    {
      field: 'user',
      sentence: `sent by the user ${matchInWords(user, 'whole')}`,
      matches: (message) => message.auth !== null && test(message.auth.user),
      found: (message) => (message.auth ? quoted(message.auth.user) : 'no AUTH'),
    },
  ]
}

function to({ to }: MessageQuery): Criterion[] {
  if (to === undefined) return []
  const test = wholeText(to)
  return [
    {
      field: 'to',
      sentence: `to ${matchInWords(to, 'whole')}`,
      matches: (message) => message.envelope.rcptTo.some(test),
      found: (message) => some(message.envelope.rcptTo),
    },
  ]
}

function from({ from }: MessageQuery, search: MessageSearch): Criterion[] {
  if (from === undefined) return []
  const test = wholeText(from)
  return [
    {
      field: 'from',
      sentence: `from ${matchInWords(from, 'whole')}`,
      matches: (message) =>
        test(message.envelope.mailFrom) ||
        whenKnown(search.header(message), (header) => header.from.some(({ address }) => test(address))),
      found: (message) =>
        whenKnown(search.header(message), (header) =>
          some([...new Set([message.envelope.mailFrom, ...header.from.map(({ address }) => address)])]),
        ),
    },
  ]
}

function subject({ subject }: MessageQuery, search: MessageSearch): Criterion[] {
  if (subject === undefined) return []
  const test = partOfText(subject)
  return [
    {
      field: 'subject',
      sentence: `subject ${matchInWords(subject, 'part')}`,
      matches: (message) => whenKnown(search.header(message), (header) => test(header.subject)),
      found: (message) => whenKnown(search.header(message), (header) => quoted(header.subject)),
    },
  ]
}

function header({ header: wanted }: MessageQuery, search: MessageSearch): Criterion[] {
  return Object.entries(wanted ?? {})
    .filter(([, match]) => match !== undefined)
    .map(([name, match]) => {
      const values = (message: CapturedMessage): readonly string[] | Promise<readonly string[]> =>
        whenKnown(search.header(message), ({ fields }) =>
          fields
            .filter((field) => field.name.toLowerCase() === name.toLowerCase())
            .map((field) => field.value),
        )
      const test = match === true ? (): boolean => true : partOfText(match)
      return {
        field: `header ${name}`,
        sentence: match === true ? `with a header ${name}` : `header ${name} ${matchInWords(match, 'part')}`,
        matches: (message) => whenKnown(values(message), (found) => found.some(test)),
        found: (message) =>
          whenKnown(values(message), (found) => (found.length === 0 ? 'no such field' : some(found))),
      }
    })
}

function text({ text }: MessageQuery, search: MessageSearch): Criterion[] {
  if (text === undefined) return []
  const test = partOfText(text)
  return [
    {
      field: 'text',
      sentence: `text ${matchInWords(text, 'part')}`,
      matches: (message) => whenKnown(search.text(message), test),
      found: (message) => whenKnown(search.text(message), (found) => quoted(found.trim())),
    },
  ]
}

function anyOf({ anyOf }: MessageQuery, search: MessageSearch): Criterion[] {
  if (anyOf === undefined) return []
  const branches = anyOf.map((query) => criteriaOf(query, search))
  return [
    {
      field: 'anyOf',
      sentence: `either ${branches.map(inWords).join(' or ')}`,
      matches: (message) => anyMatches(branches, message),
      found: async (message) => {
        const fields = new Map(branches.flat().map((criterion) => [criterion.field, criterion]))
        const found = [...fields.values()].map(async ({ field, found }) => `${field} ${await found(message)}`)
        return (await Promise.all(found)).join(', ')
      },
    },
  ]
}

/** Conditions as part of a sentence. */
export function inWords(criteria: readonly Criterion[]): string {
  return criteria.map(({ sentence }) => sentence).join(', ') || 'any message'
}

/** Whether all hold; at once where each answers at once. */
export function allMatch(
  criteria: readonly Criterion[],
  message: CapturedMessage,
  from = 0,
): boolean | Promise<boolean> {
  for (let at = from; at < criteria.length; at++) {
    const held = (criteria[at] as Criterion).matches(message)
    if (held instanceof Promise) return held.then((held) => held && allMatch(criteria, message, at + 1))
    if (!held) return false
  }
  return true
}

function anyMatches(
  branches: readonly (readonly Criterion[])[],
  message: CapturedMessage,
  from = 0,
): boolean | Promise<boolean> {
  for (let at = from; at < branches.length; at++) {
    const held = allMatch(branches[at] as readonly Criterion[], message)
    if (held instanceof Promise) return held.then((held) => held || anyMatches(branches, message, at + 1))
    if (held) return true
  }
  return false
}

/** Goes on at once where the value is there, else when it comes. */
function whenKnown<Value, Result>(
  value: Value | Promise<Value>,
  derive: (value: Value) => Result,
): Result | Promise<Result> {
  return value instanceof Promise ? value.then((known) => derive(known)) : derive(value)
}

function some(values: readonly string[]): string {
  const shown = values.slice(0, 3).map((value) => quoted(value))
  return values.length > 3 ? `${shown.join(', ')} and ${values.length - 3} more` : shown.join(', ') || 'none'
}

function time(ms: number): string {
  const date = new Date(ms)
  return Number.isNaN(date.getTime()) ? `${ms} ms` : date.toISOString()
}
