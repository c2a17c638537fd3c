import type { FirstBytesObserved } from '../../model/observation.ts'
import type { Fact } from '../record.ts'
import { printable } from '../record.ts'
import { redactText } from '../redact.ts'
import { authCarriesSecret } from '../sasl/carried-secret.ts'
import { isKnownVerb } from '../states.ts'
import { foreignProtocolOf, opensAmqp, opensLdap, opensXml } from './other-protocols.ts'
import { mailboxLineCarriesSecret, mailboxProtocolOf, redactMailboxLine } from './mailbox-protocols.ts'

export type Protocol = FirstBytesObserved['protocol']

/** Version 2 of the PROXY protocol opens with these twelve bytes. */
const proxySignature = Buffer.from('0d0a0d0a000d0a515549540a', 'hex')
const keptBytes = 32
/** Of a protocol that nobody here knows: a password may follow (a login to a SOCKS proxy has it from its fifth byte on). */
const keptOfUnknown = 4
const keptChars = 80
/** A login fits into so many. */
const loginBytes = 1024

/** TLS records that open a connection: handshake (22), or an alert (21) of a client that gives up. No SMTP command begins so. */
export function opensTls(bytes: Buffer): boolean {
  return bytes[0] === 0x16 || bytes[0] === 0x15
}

/** The protocol of the first bytes, where they are no text; null: they are text, and the whole line decides. */
export function binaryProtocol(bytes: Buffer): Protocol | null {
  if (opensTls(bytes)) return 'tls'
  if (
    bytes.length >= proxySignature.length &&
    bytes.subarray(0, proxySignature.length).equals(proxySignature)
  )
    return 'proxy'
  if (opensAmqp(bytes)) return 'amqp'
  if (opensLdap(bytes) || opensXml(bytes)) return 'other'
  const first = bytes[0] ?? 0x20
  const text = (first >= 0x20 && first < 0x7f) || first === 0x0d || first === 0x0a || first === 0x09
  return text ? null : 'other'
}

/** The protocol of a first line. */
export function protocolOfLine(line: string): Protocol {
  const [first = ''] = line.split(/\r?\n/, 1)
  const foreign = foreignProtocolOf(first)
  if (foreign !== null) return foreign
  const verb = /^[A-Za-z]+/.exec(line)?.[0].toUpperCase() ?? ''
  return isKnownVerb(verb) ? 'smtp' : (mailboxProtocolOf(first) ?? 'other')
}

/** Whether these bytes may open an SMTP dialogue: no other protocol that is known by them. */
export function mayBeSmtp(bytes: Buffer): boolean {
  if (binaryProtocol(bytes) !== null) return false
  const protocol = protocolOfLine(firstLine(bytes))
  return protocol === 'smtp' || protocol === 'other'
}

/**
 * The observation. Text is redacted and ends with its line, the hex too: a password may stand in the next. Of the lines that
 * came with the first it says only whether one held a password.
 */
export function firstBytesOf(protocol: Protocol, bytes: Buffer, beforeGreeting: boolean): Fact {
  const text = protocol === 'tls' || binaryProtocol(bytes) !== null ? null : firstLine(bytes)
  const shown = text === null ? bytes : bytes.subarray(0, text.length)
  const redacted = text === null ? null : (redactMailboxLine(text) ?? redactText(text))
  const line = redacted === null ? null : printable(redacted).slice(0, keptChars)
  const isUnknown = protocol === 'other' || protocol === 'amqp'
  const kept = text === null && isUnknown ? keptOfUnknown : keptBytes
  const harmless = redacted === text
  return {
    kind: 'first-bytes',
    protocol,
    hex: harmless ? shown.subarray(0, kept).toString('hex') : '',
    line,
    beforeGreeting,
    ...(text !== null && carriesSecret(protocol, text, bytes) && { credentialsSent: true }),
  }
}

/** A login of POP3 is two lines, and some clients do not wait between them. */
function carriesSecret(protocol: Protocol, text: string, bytes: Buffer): boolean {
  if (authCarriesSecret(text)) return true
  if (protocol !== 'imap' && protocol !== 'pop3') return false
  return bytes.toString('latin1', 0, loginBytes).split(/\r?\n/).some(mailboxLineCarriesSecret)
}

function firstLine(bytes: Buffer): string {
  const text = bytes.toString('latin1')
  const end = text.search(/\r?\n/)
  return end < 0 ? text : text.slice(0, end)
}

const knownVerb = /^(?:EHLO|HELO|MAIL|RCPT|DATA|RSET|NOOP|QUIT|AUTH|STARTTLS)(?=[ \t]|$)/i

/** Plaintext that came after STARTTLS: how much, and the verbs of its first lines, nothing else of it. */
export function discardedOf(bytes: Buffer): Fact {
  const lines = bytes.toString('latin1', 0, 512).split(/\r?\n/)
  const verbs = lines
    .map((line) => knownVerb.exec(line)?.[0]?.toUpperCase())
    .filter((verb) => verb !== undefined)
  return {
    kind: 'discarded',
    sizeBytes: bytes.length,
    verbs: verbs.slice(0, 10),
    ...(opensTls(bytes) && { tls: true }),
    ...(lines.some(authCarriesSecret) && { credentialsSent: true }),
  }
}
