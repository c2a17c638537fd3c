import type { CommandObserved } from '../../model/observation.ts'
import type { Facts } from '../facts.ts'
import { clean } from '../quote.ts'
import type { Rule } from '../rule.ts'

/**
 * What a command may hold with all the extensions offered here: 512 octets (RFC 5321 §4.5.3.1.4) and 500 more
 * for MAIL (RFC 4954 §3) and RCPT (RFC 3461 §4.2). AUTH has 12,288 of its own (RFC 4954 §4).
 */
const maxCommandBytes = 1024

/** Lines of a message, or commands, over their limit. */
export const lineTooLong: Rule = (facts) => {
  const command = facts.exchanges.find(
    ({ command }) => command.sizeBytes > maxCommandBytes && isReadable(command) && command.verb !== 'AUTH',
  )
  if (command !== undefined) {
    return {
      id: 'line-too-long',
      confidence: 'certain',
      saw: `The client sent a command of ${command.command.sizeBytes} bytes: "${clean(command.command.line, 40)}".`,
      why: 'A command may have 512 bytes, and a few hundred more with extensions (RFC 5321 §4.5.3.1.4).',
      fix: 'Find out what the client puts into this command.',
      evidence: [command.command.n],
    }
  }
  const content = facts.contents.find(({ data }) => data.faults.longLines > 0)
  if (content === undefined) return null
  const count = content.data.faults.longLines
  return {
    id: 'line-too-long',
    confidence: 'certain',
    saw: `${count} ${count === 1 ? 'line' : 'lines'} of the message had more than 998 bytes.`,
    why: 'RFC 5322 §2.1.1 forbids it; servers on the way may refuse the message or break the line.',
    fix: 'Encode the text as quoted-printable or base64, and fold long header fields.',
    evidence: contentEvidence(content),
  }
}

/** A header in raw UTF-8, which SMTPUTF8 alone allows (RFC 6532): BODY=8BITMIME is about the body. */
export const rawUtf8InHeader: Rule = ({ contents }) => {
  const content = contents.find(
    ({ header, mail }) =>
      header?.eightBit === true && mail !== null && !/\sSMTPUTF8(\s|$)/i.test(mail.command.line),
  )
  if (!content?.mail) return null
  return {
    id: 'raw-utf8-in-header',
    confidence: 'certain',
    saw: `The header of the message contains bytes above 127, and "${clean(content.mail.command.line)}" had no SMTPUTF8.`,
    why: 'Header fields must be ASCII unless MAIL has SMTPUTF8 (RFC 6532 §3); BODY=8BITMIME covers the body only. Some servers refuse such a message, and some mail programs show broken characters.',
    fix: 'Encode Subject and names as RFC 2047 describes (=?UTF-8?B?…?=), which mail libraries do by themselves; or send MAIL with SMTPUTF8.',
    evidence: [content.mail.command.n, ...contentEvidence(content)],
  }
}

/** Octets above 127 that MAIL did not announce. */
export const eightBitUndeclared: Rule = (facts) => {
  const content = facts.contents.find(
    ({ data, mail, header }) =>
      data.complete &&
      data.faults.eightBit &&
      header?.eightBit !== true &&
      mail !== null &&
      !/\s(BODY=8BITMIME|SMTPUTF8)(\s|$)/i.test(mail.command.line),
  )
  if (!content?.mail) return null
  return {
    id: 'eight-bit-undeclared',
    confidence: 'certain',
    saw: `The message contains bytes above 127, and "${clean(content.mail.command.line)}" had no BODY=8BITMIME.`,
    why: '8-bit content must be declared (RFC 6152 §3); most servers pass it on all the same, some strip the eighth bit.',
    fix: 'Send MAIL with BODY=8BITMIME, or encode the text as quoted-printable or base64.',
    evidence: [content.mail.command.n, ...contentEvidence(content)],
  }
}

/** A line without a readable verb is no command: TLS records in clear (after a refused STARTTLS) hold an LF here and there. */
export function isReadable({ verb }: CommandObserved): boolean {
  return verb !== '…'
}

/** The content, and the message it became. */
export function contentEvidence(content: Facts['contents'][number]): readonly number[] {
  return content.messageAt === null ? [content.data.n] : [content.data.n, content.messageAt]
}
