import { oneOf, type FieldKind } from '../base/fields.ts'
import { profileNames, type ProfileName } from '../model/port-profile.ts'
import type { TextMatch } from '../model/query.ts'
import { partOfText, wholeText } from '../base/text-test.ts'
import { matchInWords } from '../store/text-match.ts'
import {
  describeAttachment,
  describeWantedAttachment,
  matchesAttachment,
  readAttachment,
} from './attachment.ts'
import { expectKind, notEmpty, whole } from './expectation.ts'
import type { AttachmentExpectation, MatcherResult, TlsExpectation } from './matcher-types.ts'
import { asMessage } from './subjects.ts'
import { describeTls, describeWantedTls, matchesTls, readTls } from './tls.ts'
import { verdictOf } from './verdict-of.ts'

const profile = oneOf(profileNames)
const profileOrPort: FieldKind = {
  ...profile,
  fits: (value) =>
    profile.fits(value) || (Number.isInteger(value) && Number(value) > 0 && Number(value) < 65_536),
  expected: `a port number, or ${profile.expected}`,
}
const addressList: FieldKind = {
  fits: (value) =>
    Array.isArray(value) && value.every((address) => typeof address === 'string' && address !== ''),
  expected: 'an address or a list of addresses',
}

export async function toHaveTls(
  received: unknown,
  expectation: TlsExpectation = true,
): Promise<MatcherResult> {
  const { id, tls } = asMessage('toHaveTls', received)
  const wanted = readTls(expectation)
  return verdictOf(matchesTls(tls, wanted), `message ${id}`, describeWantedTls(wanted), describeTls(tls))
}

export async function toHaveArrivedOn(received: unknown, port: ProfileName | number): Promise<MatcherResult> {
  const message = asMessage('toHaveArrivedOn', received)
  expectKind('toHaveArrivedOn', port, profileOrPort)
  const pass = typeof port === 'number' ? message.port === port : message.profile === port
  return verdictOf(
    pass,
    `message ${message.id}`,
    `have arrived on ${port}`,
    `${message.profile}, port ${message.port}`,
  )
}

export async function toHaveSender(received: unknown, address: TextMatch): Promise<MatcherResult> {
  const message = asMessage('toHaveSender', received)
  expectKind('toHaveSender', address, whole)
  const { mailFrom } = message.envelope
  return verdictOf(
    wholeText(address)(mailFrom),
    `message ${message.id}`,
    `have the envelope sender ${matchInWords(address, 'whole')}`,
    `<${mailFrom}>`,
  )
}

export async function toHaveRecipients(
  received: unknown,
  addresses: string | readonly string[],
): Promise<MatcherResult> {
  const message = asMessage('toHaveRecipients', received)
  const wanted = typeof addresses === 'string' ? [addresses] : addresses
  expectKind('toHaveRecipients', wanted, addressList)
  const sorted = (list: readonly string[]): string =>
    list
      .map((address) => address.toLowerCase())
      .sort()
      .join(', ')
  const pass = sorted(wanted) === sorted(message.envelope.rcptTo)
  return verdictOf(
    pass,
    `message ${message.id}`,
    `have exactly the envelope recipients ${wanted.join(', ')}`,
    message.envelope.rcptTo.join(', '),
  )
}

export async function toHaveSubject(received: unknown, subject: TextMatch): Promise<MatcherResult> {
  const message = asMessage('toHaveSubject', received)
  expectKind('toHaveSubject', subject, notEmpty)
  const parsed = await message.parse()
  return verdictOf(
    partOfText(subject)(parsed.subject),
    `message ${message.id}`,
    `have a subject ${matchInWords(subject, 'part')}`,
    excerpt(parsed.subject),
  )
}

export async function toHaveText(received: unknown, text: TextMatch): Promise<MatcherResult> {
  const message = asMessage('toHaveText', received)
  expectKind('toHaveText', text, notEmpty)
  const parsed = await message.parse()
  return verdictOf(
    partOfText(text)(parsed.text),
    `message ${message.id}`,
    `have text ${matchInWords(text, 'part')}`,
    excerpt(parsed.text),
  )
}

export async function toHaveAttachment(
  received: unknown,
  expectation: TextMatch | AttachmentExpectation = {},
): Promise<MatcherResult> {
  const message = asMessage('toHaveAttachment', received)
  const wanted = readAttachment(expectation)
  const { attachments } = await message.parse()
  const pass = attachments.some((attachment) => matchesAttachment(attachment, wanted))
  const got =
    attachments.map((attachment) => `\n  ${describeAttachment(attachment)}`).join('') || 'no attachment'
  return verdictOf(pass, `message ${message.id}`, describeWantedAttachment(wanted), got)
}

/** Long texts are cut: a failed matcher is read in a terminal. */
function excerpt(text: string): string {
  return JSON.stringify(text.length > 200 ? `${text.slice(0, 200)}…` : text)
}
