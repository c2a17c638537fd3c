import { isIPv4, isIPv6 } from 'node:net'
import type { Exchange } from '../dialogue.ts'
import type { Facts } from '../facts.ts'
import { codeOf, isHello } from '../queries.ts'
import { answerOf, entriesOf, quoteCommand } from '../quote.ts'
import type { Detection, Rule } from '../rule.ts'

/** EHLO or HELO refused because of the name, and no other was accepted. */
export const ehloNameRefused: Rule = (facts, context) => {
  const refusal = facts.exchanges.find((exchange) => isHello(exchange) && codeOf(exchange) === 501)
  if (refusal === undefined || isGreeted(facts)) return null
  const fault = faultOf(refusal)
  if (fault === null) return null
  return {
    id: 'ehlo-name-invalid',
    confidence: 'certain',
    saw: `The client greeted with ${quoteCommand(refusal)}, which got ${answerOf(refusal)}: ${fault.what}.`,
    ...wordsOf(fault, context.library),
    evidence: entriesOf(refusal),
  }
}

/** The same that was accepted here, of a client that came to send mail: other servers are stricter. */
export const ehloNameUnusual: Rule = (facts, context) => {
  if (!facts.exchanges.some(({ command }) => command.verb === 'MAIL' || command.verb === 'AUTH')) return null
  for (const exchange of facts.exchanges) {
    if (!isHello(exchange) || codeOf(exchange) !== 250) continue
    const fault = faultOf(exchange)
    if (fault === null) continue
    return {
      id: 'ehlo-name-invalid',
      confidence: 'certain',
      severity: 'warning',
      saw: `The client greeted with ${quoteCommand(exchange)}: ${fault.what}. This server accepts it.`,
      ...wordsOf(fault, context.library),
      evidence: entriesOf(exchange),
    }
  }
  return null
}

function isGreeted({ exchanges }: Facts): boolean {
  return exchanges.some((exchange) => isHello(exchange) && codeOf(exchange) === 250)
}

interface NameFault {
  /** What is wrong with it, after a colon. */
  readonly what: string
  /** What to greet with instead, after "Greet with"; null: a name. */
  readonly instead?: string
}

/** RFC 1123 §2.1: letters, digits and hyphens, in parts with dots between them. */
const label = /^[a-z\d](?:[a-z\d-]*[a-z\d])?$/i
const asciiAlone = /^[!-~]*$/
/** What a program makes of a value that it does not have. */
const notSet = /^(?:undefined|null|None|NaN)$/
/** RFC 5321 §4.5.3.1.2 */
const longestName = 255

/** What is wrong with the name of a client; null: nothing. */
function faultOf({ command }: Exchange): NameFault | null {
  const [, name = '', ...more] = command.line.trim().split(/\s+/)
  if (name === '') return { what: 'there is no name after it' }
  if (more.length > 0) return { what: 'a name must not contain a space' }
  if (name.startsWith('[') && name.endsWith(']')) return faultOfLiteral(name.slice(1, -1))
  if (isIPv4(name)) return { what: 'an IP address must be in brackets', instead: `[${name}]` }
  if (isIPv6(name)) return { what: 'an IP address must be in brackets', instead: `[IPv6:${name}]` }
  if (notSet.test(name)) return { what: 'that is the text of a value that was not set' }
  if (name.includes('@')) return { what: 'that is an e-mail address, not the name of a host' }
  if (name.includes('_')) return { what: 'a host name must not contain an underscore' }
  if (name.length > longestName) return { what: `a name must not be longer than ${longestName} characters` }
  if (!asciiAlone.test(name)) return { what: 'a name must be ASCII (an international one begins with xn--)' }
  if (name.split('.').every((part) => label.test(part))) return null
  return { what: 'a host name consists of letters, digits and hyphens, with single dots between its parts' }
}

function faultOfLiteral(address: string): NameFault | null {
  if (isIPv4(address)) return null
  if (isIPv6(address)) return { what: 'an IPv6 address must begin with IPv6:', instead: `[IPv6:${address}]` }
  if (/^IPv6:/i.test(address) && isIPv6(address.slice('IPv6:'.length))) return null
  return { what: 'brackets are for an IP address, not for a name' }
}

function wordsOf({ instead }: NameFault, library: string | null): Pick<Detection, 'why' | 'fix'> {
  const setting = settings[library ?? '']
  return {
    why: 'EHLO takes the full name of the client, or its address in brackets (RFC 5321 §4.1.1.1, §4.1.3). Exim refuses anything else, and so does Postfix with reject_invalid_helo_hostname; spam filters count it against the message.',
    fix: `Greet with ${instead === undefined ? '' : `${instead}, or with `}a name such as app.example.com${setting === undefined ? '. Most clients send the host name of the machine, and have a setting for another one' : `: ${setting}`}.`,
  }
}

/** Where each library has the name. */
const settings: Readonly<Record<string, string>> = {
  nodemailer: "`name: 'app.example.com'` in createTransport()",
  smtplib:
    "`smtplib.SMTP(host, port, local_hostname='app.example.com')`; Django and others send the host name of the machine",
  aiosmtplib: "`aiosmtplib.SMTP(local_hostname='app.example.com')`",
  phpmailer: "`$mail->Helo = 'app.example.com';`",
  symfony: '`?local_domain=app.example.com` in MAILER_DSN (Laravel: `MAIL_EHLO_DOMAIN=app.example.com`)',
  'net-smtp': "`Net::SMTP.start(host, port, helo: 'app.example.com')`",
  rails: "`domain: 'app.example.com'` in smtp_settings",
  go: '`client.Hello("app.example.com")`, which smtp.SendMail does not call',
  'go-mail': '`mail.WithHELO("app.example.com")`',
  'go-smtp': '`client.Hello("app.example.com")`',
  lettre: '`.hello_name(ClientId::Domain("app.example.com".into()))`',
  'jakarta-mail':
    '`mail.smtp.localhost=app.example.com` (Spring: `spring.mail.properties.mail.smtp.localhost`)',
  mailkit: '`client.LocalDomain = "app.example.com";`',
  curl: 'the path of its URL, `smtp://host:port/app.example.com`',
  swaks: '`--helo app.example.com`',
  msmtp: '`domain app.example.com`',
  postfix: '`smtp_helo_name = app.example.com`',
}
