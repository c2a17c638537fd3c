import type { SearchCondition, Place } from './condition.ts'
import { readSize, readTime, readYesNo } from './read-values.ts'

/** A field of the search language: one row for each, from which parser, help, documentation and errors are made. */
export interface SearchField {
  readonly name: string
  /** A term to copy. */
  readonly example: string
  /** What it finds. */
  readonly meaning: string
  /** What its value may be, as it goes on after “expected”. */
  readonly expected: string
  /** null: the value is none. It is never ''. */
  read(value: string, nowMs: number): SearchCondition | null
}

const part = (of: Place, example: string, meaning: string): SearchField => ({
  name: of,
  example: `${of}:${example}`,
  meaning,
  expected: 'a part of it',
  read: (text) => ({ type: 'part', of, text }),
})

const time = (name: string, type: 'since' | 'before', example: string, meaning: string): SearchField => ({
  name,
  example: `${name}:${example}`,
  meaning,
  expected:
    'a date such as 2026-01-31 or 2026-01-31T10:30, a time ago such as 15m, 2h, 2d or 1w, today or yesterday',
  read(value, nowMs) {
    const ms = readTime(value, nowMs)
    return ms === null ? null : { type, ms }
  },
})

const size = (type: 'larger' | 'smaller', meaning: string): SearchField => ({
  name: type,
  example: `${type}:1m`,
  meaning,
  expected: 'a size in bytes such as 500, 10k or 1.5m',
  read(value) {
    const bytes = readSize(value)
    return bytes === null ? null : { type, bytes }
  },
})

export const searchFields: readonly SearchField[] = Object.freeze([
  part('from', 'shop', 'part of an address or a name: the sender of the envelope, or From'),
  part('to', 'ada', 'part of an address or a name: a recipient of the envelope, so also Bcc, or To'),
  part('cc', 'ada', 'part of an address or a name in Cc'),
  part('bcc', 'ada', 'part of an address: a recipient that neither To nor Cc names, or Bcc'),
  part('subject', '"your code"', 'part of the subject'),
  part('text', 'welcome', 'part of the text'),
  part('attachment', 'invoice.pdf', 'part of the file name of an attachment'),
  {
    ...part('message-id', '123@shop', 'part of the Message-ID'),
    read(value) {
      const text = value.replace(/^<|>$/g, '')
      return text === '' ? null : { type: 'part', of: 'message-id', text }
    },
  },
  {
    name: 'inbox',
    example: 'inbox:i1a2b3c4d000001',
    meaning: 'an inbox, by its id or a part of its address: mail to it, and mail sent with its login',
    expected: 'its id, or a part of its address',
    read: (text) => ({ type: 'part', of: 'inbox', text }),
  },
  part('user', 'alice', 'part of the name of who logged in'),
  {
    name: 'port',
    example: 'port:587',
    meaning: 'the port it came on: its usual number, its name (submission), or the number it listens on',
    expected: 'a number such as 587, or a name such as submission',
    read: (port) => (/^\d+$/.test(port) && !(Number(port) <= 65_535) ? null : { type: 'port', port }),
  },
  {
    name: 'tls',
    example: 'tls:no',
    meaning: 'whether it came under TLS: yes or no',
    expected: 'yes or no',
    read(value) {
      const tls = readYesNo(value)
      return tls === null ? null : { type: 'tls', tls }
    },
  },
  {
    name: 'session',
    example: 'session:s1a2b3c4d000001',
    meaning: 'the session that brought it, by its id',
    expected: 'its id',
    read: (id) => ({ type: 'session', id }),
  },
  {
    name: 'tag',
    example: 'tag:welcome',
    meaning: 'a tag: of a plus-address, of X-Tags, or one that was set',
    expected: 'a whole tag',
    read: (tag) => ({ type: 'tag', tag }),
  },
  {
    name: 'has',
    example: 'has:attachment',
    meaning: 'messages with an attachment',
    expected: 'attachment',
    read: (value) => (/^attachments?$/i.test(value) ? { type: 'attached' } : null),
  },
  {
    name: 'is',
    example: 'is:unread',
    meaning:
      'messages that nobody has opened on the page, or marked as read as clients of Mailpit do; is:read for the others',
    expected: 'read or unread',
    read: (value) => (/^(?:un)?read$/i.test(value) ? { type: 'read', isRead: value.length === 4 } : null),
  },
  time('after', 'since', '2d', 'received then or later: also 15m, 2h, 1w, today, yesterday, 2026-01-31'),
  time('before', 'before', '2026-01-31', 'received before that time'),
  time('since', 'since', '15m', 'the same as after:'),
  size('larger', 'of that size or more: also 500, 10k'),
  size('smaller', 'smaller than that'),
])

/** What a search has beside its fields, with an example to copy. */
export const searchForms: readonly { readonly example: string; readonly meaning: string }[] = Object.freeze([
  {
    example: 'code',
    meaning:
      'part of an address, the subject, the text, the file name of an attachment, the Message-ID, an inbox or a login',
  },
  { example: '"your code"', meaning: 'words that follow each other' },
  { example: '-from:shop', meaning: 'what does not match: a minus before any term' },
])
