import type { FirstBytesObserved } from '../../model/observation.ts'
import type { Facts } from '../facts.ts'
import { clean } from '../quote.ts'
import type { Rule } from '../rule.ts'

const names: Partial<Record<FirstBytesObserved['protocol'], string>> = { imap: 'IMAP', pop3: 'POP3' }

/** A client that came to fetch mail. */
export const mailboxProtocol: Rule = ({ firstBytes, record }, context) => {
  const name = firstBytes === null ? undefined : names[firstBytes.protocol]
  if (firstBytes === null || name === undefined) return null
  const { port } = record.port
  // A client of POP3 goes on after "+OK" alone, and one of FTP after our 220.
  const isEither = /^(?:USER|PASS)\b/i.test(firstBytes.line ?? '')
  return {
    id: 'mailbox-protocol-on-smtp-port',
    confidence: 'certain',
    saw: `The first line on port ${port} was "${clean(firstBytes.line ?? '')}", which is ${name}${isEither ? ', or FTP' : ''}.`,
    why: `${name} fetches mail from a mailbox; this port speaks SMTP, which sends mail.`,
    fix: `Enter this server as the outgoing (SMTP) server of the account, with ${context.starttlsPort} or ${context.implicitTlsPort}; the incoming server is another one (IMAP usually 993, POP3 995).${isEither ? ' A client of FTP needs the address of its own server.' : ''}`,
    evidence: [firstBytes.n],
  }
}

/** Its password, where no TLS had begun. */
export const mailboxPasswordUnencrypted: Rule = (facts) => {
  const { firstBytes } = facts
  if (firstBytes?.credentialsSent !== true || names[firstBytes.protocol] === undefined) return null
  if (isUnderTls(firstBytes, facts)) return null
  return {
    id: 'credentials-unencrypted',
    confidence: 'certain',
    saw: `A password came with "${clean(firstBytes.line ?? '')}", over a connection without TLS.`,
    why: 'Everyone on the way can read it: on a real network that password is no longer secret.',
    fix: 'Set the account to use TLS before the login, and change the password if it was a real one.',
    evidence: [firstBytes.n],
  }
}

function isUnderTls({ n }: FirstBytesObserved, { established }: Facts): boolean {
  return established !== null && established.n < n
}
