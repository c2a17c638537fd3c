import type { ProfileName } from '../model/port-profile.ts'
import type { TextMatch } from '../model/query.ts'
import type { AttachmentExpectation, MatcherResult, TlsExpectation } from './matcher-types.ts'
import { describeAttachment, matchesAttachment } from './attachment.ts'
import { asMessage } from './subjects.ts'
import { contains, equals, excerpt, quote } from './text-match.ts'
import { verdictOf } from './verdict-of.ts'

export async function toHaveTls(
  received: unknown,
  expectation: TlsExpectation = true,
): Promise<MatcherResult> {
  const message = asMessage('toHaveTls', received)
  const { tls } = message
  const wanted = typeof expectation === 'object' ? Object.entries(expectation) : []
  const pass =
    expectation === false
      ? tls === null
      : tls !== null && wanted.every(([name, value]) => tls[name as keyof typeof tls] === value)
  const claim =
    expectation === false
      ? 'have come in plaintext'
      : `have come under TLS${wanted.map(([name, value]) => ` with ${name} ${String(value)}`).join(',')}`
  const got =
    tls === null ? 'plaintext' : `${tls.version}, ${tls.cipher}, name asked for: ${tls.sni ?? 'none'}`
  return verdictOf(pass, `message ${message.id}`, claim, got)
}

export async function toHaveArrivedOn(received: unknown, port: ProfileName | number): Promise<MatcherResult> {
  const message = asMessage('toHaveArrivedOn', received)
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
  const { mailFrom } = message.envelope
  return verdictOf(
    equals(mailFrom, address),
    `message ${message.id}`,
    `have envelope sender ${quote(address)}`,
    `<${mailFrom}>`,
  )
}

export async function toHaveRecipients(
  received: unknown,
  addresses: readonly string[],
): Promise<MatcherResult> {
  const message = asMessage('toHaveRecipients', received)
  const sorted = (list: readonly string[]): string =>
    list
      .map((address) => address.toLowerCase())
      .sort()
      .join(', ')
  const pass = sorted(addresses) === sorted(message.envelope.rcptTo)
  return verdictOf(
    pass,
    `message ${message.id}`,
    `have exactly the envelope recipients ${addresses.join(', ')}`,
    message.envelope.rcptTo.join(', '),
  )
}

export async function toHaveSubject(received: unknown, subject: TextMatch): Promise<MatcherResult> {
  const message = asMessage('toHaveSubject', received)
  const parsed = await message.parse()
  const pass = contains(parsed.subject, subject)
  return verdictOf(pass, `message ${message.id}`, `have subject ${quote(subject)}`, excerpt(parsed.subject))
}

export async function toHaveText(received: unknown, text: TextMatch): Promise<MatcherResult> {
  const message = asMessage('toHaveText', received)
  const parsed = await message.parse()
  return verdictOf(
    contains(parsed.text, text),
    `message ${message.id}`,
    `have text ${quote(text)}`,
    excerpt(parsed.text),
  )
}

export async function toHaveAttachment(
  received: unknown,
  expectation: AttachmentExpectation = {},
): Promise<MatcherResult> {
  const message = asMessage('toHaveAttachment', received)
  const { attachments } = await message.parse()
  const pass = attachments.some((attachment) => matchesAttachment(attachment, expectation))
  const got =
    attachments.map((attachment) => `\n  ${describeAttachment(attachment)}`).join('') || 'no attachment'
  const claim =
    Object.keys(expectation).length === 0 ? 'have an attachment' : 'have an attachment like the expected one'
  return verdictOf(pass, `message ${message.id}`, claim, got)
}
