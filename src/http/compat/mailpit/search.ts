import { whenThere } from '../../../base/eventual.ts'
import type { CapturedMessage } from '../../../model/message.ts'
import { bccOf } from '../../dto/message.ts'
import { ProblemError } from '../../problem.ts'
import { inBody } from './search-body.ts'
import { type Searched, searched, type SearchParts, type SearchTest } from './search-parts.ts'
import { readDate, readSize, splitSearch } from './search-words.ts'
import { madeMessageId } from './to-mailpit.ts'

/** Each word is looked for in each message; a person writes some ten. */
const maxWords = 100

/**
 * Makes a test of a search in Mailpit's language (mailpit.axllent.org/docs/usage/search-filters). All words must hold.
 *
 * @throws ProblemError PARAMETER_INVALID - more than 100 different words
 */
export function compileSearch(search: string, parts: SearchParts): SearchTest {
  const words = splitSearch(search)
  if (words.length > maxWords) {
    const detail = `A search has at most ${maxWords} different words; this one has ${words.length}. Search for fewer.`
    throw new ProblemError(400, 'PARAMETER_INVALID', detail, { parameter: 'query' })
  }
  const all = { ...parts, searched: searched(parts.context) }
  const tests = words.flatMap(({ negated, text }) => {
    const test = compileWord(text, all)
    if (test === null) return []
    return [negated ? (message: CapturedMessage) => whenThere(test(message), (held) => !held) : test]
  })
  return (message) =>
    tests.reduce<boolean | Promise<boolean>>(
      (before, test) => whenThere(before, (held) => held && test(message)),
      true,
    )
}

/** The words of a search that ask nothing, as they are looked for; a search of none has one. */
export function wordsThatAskNothing(search: string, parts: SearchParts): readonly string[] {
  const words = splitSearch(search)
  if (words.length === 0) return [search]
  const all = { ...parts, searched: searched(parts.context) }
  return words.filter(({ text }) => compileWord(text, all) === null).map(({ text }) => text)
}

interface SearchSources extends SearchParts {
  readonly searched: Searched
}

/** null: a word that asks nothing, such as `to:` or a date that is none; Mailpit leaves those out. */
function compileWord(word: string, parts: SearchSources): SearchTest | null {
  if (Object.hasOwn(exactWords, word)) return exactWords[word]?.(parts) ?? null
  const colon = word.indexOf(':')
  const value = word.slice(colon + 1).trim()
  const prefix = word.slice(0, Math.max(0, colon))
  if (Object.hasOwn(prefixes, prefix) && !lacksSize(prefix, value))
    return value === '' ? null : (prefixes[prefix]?.(value, parts) ?? null)
  const named = inFields(['subject', 'from', 'to', 'cc', 'bcc', 'reply-to'], word, parts)
  const said = inBody(word, parts.searched)
  return (message) => whenThere(named(message), (found) => found || said(message))
}

/** Such a word is looked for as it stands. */
function lacksSize(prefix: string, value: string): boolean {
  return (prefix === 'larger' || prefix === 'smaller') && readSize(value) === null
}

const attached =
  (kind: 'attachments' | 'inlines') =>
  ({ searched }: SearchSources): SearchTest =>
  (message) =>
    whenThere(searched.content(message), (content) => content !== undefined && content[kind] > 0)

const exactWords: Readonly<Record<string, (parts: SearchSources) => SearchTest>> = {
  'is:read':
    ({ labels }) =>
    ({ id }) =>
      labels.isRead(id),
  'is:unread':
    ({ labels }) =>
    ({ id }) =>
      !labels.isRead(id),
  'is:tagged':
    ({ labels }) =>
    (message) =>
      whenThere(labels.tagsOf(message), (tags) => tags.length > 0),
  'has:attachment': attached('attachments'),
  'has:attachments': attached('attachments'),
  'has:inline': attached('inlines'),
  'has:inlines': attached('inlines'),
}

type Make = (value: string, parts: SearchSources) => SearchTest | null

const prefixes: Readonly<Record<string, Make>> = {
  to: (value, parts) => inFields(['to'], value, parts),
  from: (value, parts) => inFields(['from'], value, parts),
  cc: (value, parts) => inFields(['cc'], value, parts),
  bcc: inBcc,
  'reply-to': (value, parts) => inFields(['reply-to'], value, parts),
  addressed: (value, parts) => {
    const named = inFields(['to', 'from', 'cc', 'reply-to'], value, parts)
    const hidden = inBcc(value, parts)
    return async (message) => (await named(message)) || (await hidden(message))
  },
  subject: (value, parts) => inFields(['subject'], value, parts),
  'message-id': inMessageId,
  tag:
    (value, { labels }) =>
    (message) =>
      whenThere(labels.tagsOf(message), (tags) => tags.some((tag) => tag.toLowerCase() === value)),
  after: (value, { timeZone }) => byDate(readDate(value, timeZone), (received, date) => received >= date),
  before: (value, { timeZone }) => byDate(readDate(value, timeZone), (received, date) => received < date),
  larger: (value) => bySize(readSize(value), (size, bound) => size >= bound),
  smaller: (value) => bySize(readSize(value), (size, bound) => size < bound),
}

/** Looks at decoded header fields alone; the body is not parsed for it. */
function inFields(names: readonly string[], value: string, { searched }: SearchSources): SearchTest {
  const ascii = /^[ -~]*$/.test(value)
  return (message) =>
    // Plain text stands in a header as it is, so the bytes tell at once where it is not; encoded words must be decoded.
    whenThere(searched.header(message), (header) => {
      if (ascii && !header.includes(value) && !header.includes('=?')) return false
      return whenThere(searched.fields(message), (fields) =>
        fields.some((field) => names.includes(field.name) && field.value.includes(value)),
      )
    })
}

/** In the Message-ID, or in the one that a message without it is given. */
function inMessageId(value: string, parts: SearchSources): SearchTest {
  const named = inFields(['message-id'], value, parts)
  return (message) =>
    whenThere(named(message), (found) => {
      if (found || !madeMessageId(message.id).includes(value)) return found
      return parts.context.reader.parse(message).then(({ messageId }) => messageId === null)
    })
}

/** A header's own Bcc, and recipients that no field names. */
function inBcc(value: string, parts: SearchSources): SearchTest {
  const named = inFields(['bcc'], value, parts)
  return async (message) => {
    if (await named(message)) return true
    if (!message.envelope.rcptTo.some((address) => address.toLowerCase().includes(value))) return false
    return bccOf(message, await parts.context.reader.parse(message)).some((address) =>
      address.toLowerCase().includes(value),
    )
  }
}

function byDate(date: number | null, holds: (received: number, date: number) => boolean): SearchTest | null {
  return date === null ? null : ({ receivedAt }) => holds(receivedAt, date)
}

function bySize(bound: number | null, holds: (size: number, bound: number) => boolean): SearchTest | null {
  return bound === null ? null : ({ sizeBytes }) => holds(sizeBytes, bound)
}
