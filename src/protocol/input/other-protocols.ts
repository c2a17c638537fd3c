/** First lines of protocols that have nothing to do with mail, by the form that each has of its own. */
import type { Speaker } from '../../model/speaker.ts'

type Named = Exclude<Speaker, 'nobody'>

const lines: readonly (readonly [Named, RegExp])[] = [
  ['http', /^(?:OPTIONS|GET|HEAD|POST|PUT|DELETE|TRACE|CONNECT|PATCH|PRI) \S+ HTTP\/\d/i],
  ['proxy', /^PROXY (?:TCP[46]|UNKNOWN)\b/],
  ['ssh', /^SSH-/],
  // RFC 3261 §7.1
  ['sip', /^[A-Z]{3,10} sips?:\S+ SIP\/2\.0$/],
  // RFC 7826 §7.1, and version 1.0 alike
  ['rtsp', /^[A-Z_]{3,15} \S+ RTSP\/\d\.\d$/],
  // An array of so many words (RESP), a command as people type it, and the greeting of RESP 3.
  ['redis', /^(?:\*\d{1,7}|PING|HELLO [23])$/i],
  // What clients of FTP say first, before USER, which POP3 has as well (RFC 959, RFC 2389, RFC 4217).
  ['ftp', /^(?:AUTH (?:TLS|SSL)(?:-[PC])?|FEAT|SYST|PASV|EPSV|OPTS UTF8(?: ON)?|PBSZ 0)$/i],
]

/** The protocol of a first line; null: none of these. */
export function foreignProtocolOf(line: string): Named | null {
  return lines.find(([, form]) => form.test(line))?.[0] ?? null
}

/** Whether bytes begin as AMQP does: its name, and three or four octets of its version (AMQP 0-9-1 §4.2.2, 1.0 §2.2). */
export function opensAmqp(bytes: Buffer): boolean {
  return bytes.length > 4 && bytes.toString('latin1', 0, 4) === 'AMQP' && bytes[4]! < 4
}

/**
 * An LDAPMessage (RFC 4511 §4.1.1): a SEQUENCE, which is a "0" as text, its length, and the INTEGER 1 of the first message. It
 * has no line end, so a server that waits for its line would never know it.
 */
export function opensLdap(bytes: Buffer): boolean {
  if (bytes[0] !== 0x30) return false
  const length = bytes[1] ?? 0
  const at = length < 0x80 ? 2 : 2 + (length & 0x7f)
  return length <= 0x84 && bytes[at] === 0x02 && bytes[at + 1] === 0x01
}

/** A stream of XMPP (RFC 6120), or other XML. It has no line end either. */
export function opensXml(bytes: Buffer): boolean {
  return /^<(?:\?xml|stream:)/.test(bytes.toString('latin1', 0, 8))
}
