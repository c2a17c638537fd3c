/** The first line of a client that fetches mail. Its login is never shown, and is distinguished from a line that holds none. */
import type { Speaker } from '../../model/speaker.ts'

const imapCommand =
  /^([a-z]{0,8}\d[\w.]{0,16}|[a-z.]) (CAPABILITY|LOGIN|AUTHENTICATE|STARTTLS|NOOP|LOGOUT|ID|NAMESPACE|ENABLE|SELECT|EXAMINE|LIST)(?: (.*))?$/i
/** USER and PASS are those of FTP as well. */
const popCommand = /^(CAPA|STLS|APOP|USER|PASS|STAT|UIDL)(?: (.*))?$/i

/** IMAP (RFC 9051 §6) or POP3 (RFC 1939); null: neither. */
export function mailboxProtocolOf(line: string): Exclude<Speaker, 'nobody'> | null {
  if (imapCommand.test(line)) return 'imap'
  return popCommand.test(line) ? 'pop3' : null
}

/** The line as it may be recorded; null: it is of neither protocol. */
export function redactMailboxLine(line: string): string | null {
  const [, tag, command, words] = imapCommand.exec(line) ?? []
  if (tag !== undefined && command !== undefined) return `${tag} ${command}${words === undefined ? '' : ' …'}`
  const [, verb, argument] = popCommand.exec(line) ?? []
  return verb === undefined ? null : `${verb}${argument === undefined ? '' : ' …'}`
}

/** Whether the line held a password as anyone on the way reads it. That of APOP is hashed (RFC 1939 §7). */
export function mailboxLineCarriesSecret(line: string): boolean {
  const [, , command = '', words = ''] = imapCommand.exec(line) ?? []
  // The user is followed by the password; a mechanism by its initial response (RFC 4959).
  if (/^(?:LOGIN|AUTHENTICATE)$/i.test(command)) return /^\S+ +\S/.test(words)
  return /^PASS +\S/i.test(line)
}
