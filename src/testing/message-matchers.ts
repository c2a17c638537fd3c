import type { FieldKind } from '../base/fields.ts'
import { choice } from '../base/kinds/scalars.ts'
import { listenerProfileNames, type ProfileName } from '../model/port-profile.ts'
import type { TextMatch } from '../model/query.ts'
import { partOfText, wholeText } from '../base/text-test.ts'
import { matchInWords } from '../store/text-match.ts'
import {
  describeAttachment,
  describeWantedAttachment,
  fieldsLike,
  matchesAttachment,
  readAttachment,
} from './attachment.ts'
import { expectKind, notEmpty, whole } from './expectation.ts'
import type { AttachmentExpectation, MatcherResult, TlsExpectation } from './matcher-types.ts'
import { asMessage } from './subjects.ts'
import { describeTls, describeWantedTls, factsLike, matchesTls, readTls } from './tls.ts'
import { verdictOf } from './verdict-of.ts'

const profile = choice(listenerProfileNames)
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
  return verdictOf({
    name: 'toHaveTls',
    pass: matchesTls(tls, wanted),
    subject: `message ${id}`,
    claim: describeWantedTls(wanted),
    received: describeTls(tls),
    expected: wanted,
    actual: factsLike(tls, wanted),
  })
}

export async function toHaveArrivedOn(received: unknown, port: ProfileName | number): Promise<MatcherResult> {
  const message = asMessage('toHaveArrivedOn', received)
  expectKind('toHaveArrivedOn', port, profileOrPort)
  const pass = typeof port === 'number' ? message.port === port : message.profile === port
  return verdictOf({
    name: 'toHaveArrivedOn',
    pass,
    subject: `message ${message.id}`,
    claim: `have arrived on ${port}`,
    received: `${message.profile}, port ${message.port}`,
    expected: port,
    actual: typeof port === 'number' ? message.port : message.profile,
  })
}

export async function toHaveSender(received: unknown, address: TextMatch): Promise<MatcherResult> {
  const message = asMessage('toHaveSender', received)
  expectKind('toHaveSender', address, whole)
  const { mailFrom } = message.envelope
  return verdictOf({
    name: 'toHaveSender',
    pass: wholeText(address)(mailFrom),
    subject: `message ${message.id}`,
    claim: `have the envelope sender ${matchInWords(address, 'whole')}`,
    received: `<${mailFrom}>`,
    expected: address,
    actual: mailFrom,
  })
}

export async function toHaveRecipients(
  received: unknown,
  addresses: string | readonly string[],
): Promise<MatcherResult> {
  const message = asMessage('toHaveRecipients', received)
  const wanted = typeof addresses === 'string' ? [addresses] : addresses
  expectKind('toHaveRecipients', wanted, addressList)
  const sorted = (list: readonly string[]): readonly string[] =>
    list.map((address) => address.toLowerCase()).toSorted()
  const [expected, actual] = [sorted(wanted), sorted(message.envelope.rcptTo)]
  return verdictOf({
    name: 'toHaveRecipients',
    pass: expected.join(', ') === actual.join(', '),
    subject: `message ${message.id}`,
    claim: `have exactly the envelope recipients ${wanted.join(', ')}`,
    received: message.envelope.rcptTo.join(', '),
    expected,
    actual,
  })
}

export async function toHaveSubject(received: unknown, subject: TextMatch): Promise<MatcherResult> {
  const message = asMessage('toHaveSubject', received)
  expectKind('toHaveSubject', subject, notEmpty)
  const parsed = await message.parse()
  return verdictOf({
    name: 'toHaveSubject',
    pass: partOfText(subject)(parsed.subject),
    subject: `message ${message.id}`,
    claim: `have a subject ${matchInWords(subject, 'part')}`,
    received: excerpt(parsed.subject),
    expected: subject,
    actual: parsed.subject,
  })
}

export async function toHaveText(received: unknown, text: TextMatch): Promise<MatcherResult> {
  const message = asMessage('toHaveText', received)
  expectKind('toHaveText', text, notEmpty)
  const parsed = await message.parse()
  return verdictOf({
    name: 'toHaveText',
    pass: partOfText(text)(parsed.text),
    subject: `message ${message.id}`,
    claim: `have text ${matchInWords(text, 'part')}`,
    received: excerpt(parsed.text),
    expected: text,
    actual: parsed.text,
  })
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
  return verdictOf({
    name: 'toHaveAttachment',
    pass,
    subject: `message ${message.id}`,
    claim: describeWantedAttachment(wanted),
    received: got,
    expected: wanted,
    actual: attachments.map((attachment) => fieldsLike(attachment, wanted)),
  })
}

/** Long texts are cut: a failed matcher is read in a terminal. */
function excerpt(text: string): string {
  return JSON.stringify(text.length > 200 ? `${text.slice(0, 200)}…` : text)
}
