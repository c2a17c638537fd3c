import type { CapturedMessage } from '../../../model/message.ts'
import type { MailAddress, ParsedMessage } from '../../../model/parsed-message.ts'
import { bccOf } from '../../dto/message.ts'
import type { Labels } from './labels.ts'
import { readDate, readSize, splitSearch } from './search-words.ts'

/** A message with all that a search may ask of it. */
export interface Searched {
  readonly message: CapturedMessage
  readonly parsed: ParsedMessage
}

type Test = (searched: Searched) => boolean

/** Makes a test of a search in Mailpit's language (mailpit.axllent.org/docs/usage/search-filters). All words must hold. */
export function compileSearch(search: string, labels: Labels, timeZone?: string): Test {
  const tests = splitSearch(search).flatMap(({ negated, text }) => {
    const test = compileWord(text, labels, timeZone)
    if (test === null) return []
    return [negated ? (searched: Searched): boolean => !test(searched) : test]
  })
  return (searched) => tests.every((test) => test(searched))
}

/** null: a word that asks nothing, such as `to:` or a date that is none; Mailpit leaves those out. */
function compileWord(text: string, labels: Labels, timeZone: string | undefined): Test | null {
  const word = text.toLowerCase()
  const exact = exactWords(labels)[word]
  if (exact) return exact
  const colon = word.indexOf(':')
  const value = word.slice(colon + 1).trim()
  const make = colon > 0 ? prefixes[word.slice(0, colon)] : undefined
  if (make) return value === '' ? null : make(value, labels, timeZone)
  return ({ message, parsed }) => searchText(message, parsed).includes(word)
}

const exactWords = (labels: Labels): Readonly<Record<string, Test>> => {
  const attachments: Test = ({ parsed }) =>
    parsed.attachments.some(({ disposition }) => disposition === 'attachment')
  const inline: Test = ({ parsed }) => parsed.attachments.some(({ disposition }) => disposition === 'inline')
  return {
    'is:read': ({ message }) => labels.isRead(message.id),
    'is:unread': ({ message }) => !labels.isRead(message.id),
    'is:tagged': ({ message }) => labels.tagsOf(message.id).length > 0,
    'has:attachment': attachments,
    'has:attachments': attachments,
    'has:inline': inline,
    'has:inlines': inline,
  }
}

type Make = (value: string, labels: Labels, timeZone: string | undefined) => Test | null

const prefixes: Readonly<Record<string, Make>> = {
  to:
    (value) =>
    ({ parsed }) =>
      named(parsed.to, value),
  from:
    (value) =>
    ({ parsed }) =>
      named(parsed.from, value),
  cc:
    (value) =>
    ({ parsed }) =>
      named(parsed.cc, value),
  bcc:
    (value) =>
    ({ message, parsed }) =>
      inBcc(message, parsed, value),
  'reply-to':
    (value) =>
    ({ parsed }) =>
      named(parsed.replyTo, value),
  addressed:
    (value) =>
    ({ message, parsed }) =>
      [parsed.to, parsed.from, parsed.cc, parsed.replyTo].some((list) => named(list, value)) ||
      inBcc(message, parsed, value),
  subject:
    (value) =>
    ({ parsed }) =>
      parsed.subject.toLowerCase().includes(value),
  'message-id':
    (value) =>
    ({ parsed }) =>
      (parsed.messageId ?? '').toLowerCase().includes(value),
  tag:
    (value, labels) =>
    ({ message }) =>
      labels.tagsOf(message.id).some((tag) => tag.toLowerCase() === value),
  after: (value, _labels, zone) => byDate(readDate(value, zone), (received, date) => received >= date),
  before: (value, _labels, zone) => byDate(readDate(value, zone), (received, date) => received <= date),
  larger: (value) => bySize(readSize(value), (size, bound) => size > bound),
  smaller: (value) => bySize(readSize(value), (size, bound) => size < bound),
}

function named(addresses: readonly MailAddress[], value: string): boolean {
  return addresses.some(({ name, address }) => `${name} <${address}>`.toLowerCase().includes(value))
}

function inBcc(message: CapturedMessage, parsed: ParsedMessage, value: string): boolean {
  return (
    named(parsed.bcc, value) ||
    bccOf(message, parsed).some((address) => address.toLowerCase().includes(value))
  )
}

function byDate(date: number | null, holds: (received: number, date: number) => boolean): Test | null {
  return date === null ? null : ({ message }) => holds(message.receivedAt, date)
}

function bySize(bound: number | null, holds: (size: number, bound: number) => boolean): Test | null {
  return bound === null ? null : ({ message }) => holds(message.sizeBytes, bound)
}

/** What a bare word is looked for in: addresses, subject, text, names of attachments. */
function searchText(message: CapturedMessage, parsed: ParsedMessage): string {
  const addresses = [...parsed.from, ...parsed.to, ...parsed.cc, ...parsed.bcc, ...parsed.replyTo].map(
    ({ name, address }) => `${name} ${address}`,
  )
  const names = parsed.attachments.map(({ filename }) => filename ?? '')
  return [...addresses, ...message.envelope.rcptTo, parsed.subject, parsed.text, ...names]
    .join('\n')
    .toLowerCase()
    .replace(/\s+/g, ' ')
}
