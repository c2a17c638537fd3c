import { withoutSubaddress } from '../base/subaddress.ts'
import { sinceMs } from '../base/since.ts'
import type { MessageQuery } from '../model/query.ts'
import { type Criterion, some } from './criterion.ts'
import { quoted } from './query-check.ts'
import { wholeText } from '../base/text-test.ts'
import { matchInWords } from './text-match.ts'

// Conditions that the envelope and the session answer: nothing is parsed for them.

export function profile({ profile }: MessageQuery): Criterion[] {
  if (profile === undefined) return []
  return [
    {
      field: 'profile',
      sentence: `on the ${profile} port`,
      matches: (message) => message.origin.profile === profile,
      found: (message) => `${message.origin.profile} (port ${message.origin.port})`,
    },
  ]
}

export function listener({ listener }: MessageQuery): Criterion[] {
  if (listener === undefined) return []
  return [
    {
      field: 'listener',
      sentence: `on the listener ${quoted(listener)}`,
      matches: (message) => message.origin.listener === listener,
      found: (message) => quoted(message.origin.listener),
    },
  ]
}

export function tls({ tls }: MessageQuery): Criterion[] {
  if (tls === undefined) return []
  return [
    {
      field: 'tls',
      sentence: tls ? 'under TLS' : 'without TLS',
      matches: ({ origin }) => (origin.tls !== null) === tls,
      found: ({ origin }) => (origin.tls ? origin.tls.version : 'no TLS'),
    },
  ]
}

export function since({ since }: MessageQuery): Criterion[] {
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

export function user({ user }: MessageQuery): Criterion[] {
  if (user === undefined) return []
  const test = wholeText(user)
  return [
    {
      field: 'user',
      sentence: `sent by the user ${matchInWords(user, 'whole')}`,
      matches: ({ origin }) => origin.auth !== null && test(origin.auth.user),
      found: ({ origin }) => (origin.auth ? quoted(origin.auth.user) : 'no AUTH'),
    },
  ]
}

export function to({ to }: MessageQuery): Criterion[] {
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

export function mailbox({ mailbox }: MessageQuery): Criterion[] {
  if (mailbox === undefined) return []
  const wanted = mailbox.toLowerCase()
  return [
    {
      field: 'mailbox',
      sentence: `to the mailbox ${quoted(mailbox)}`,
      matches: ({ envelope }) =>
        envelope.rcptTo.some(
          (address) => address.toLowerCase() === wanted || withoutSubaddress(address) === wanted,
        ),
      found: (message) => some(message.envelope.rcptTo),
    },
  ]
}

function time(ms: number): string {
  const date = new Date(ms)
  return Number.isNaN(date.getTime()) ? `${ms} ms` : date.toISOString()
}
