import type { Exchange } from '../dialogue.ts'
import type { Facts } from '../facts.ts'
import { codeOf, lastEhlo, offers } from '../queries.ts'

/** What is wrong with a MAIL or RCPT that was refused for its form. */
export interface FormFault {
  /** After a colon. */
  readonly what: string
  readonly why: string
  readonly fix: string
}

const aboutAddress =
  'MAIL and RCPT take one address, in angle brackets directly after the colon, with an @ and a domain (RFC 5321 §4.1.2).'
const correct = 'Correct the address that the client was given.'
const writeWhole = 'Give the client the whole address, such as root@app.example.'

/** The extension that offers a parameter: RFC 1870, 6152, 6531, 3461, 4954, 8689, 6710, 4865, 2852. */
const extensions: ReadonlyMap<string, string> = new Map([
  ['SIZE', 'SIZE'],
  ['BODY', '8BITMIME'],
  ['SMTPUTF8', 'SMTPUTF8'],
  ['RET', 'DSN'],
  ['ENVID', 'DSN'],
  ['NOTIFY', 'DSN'],
  ['ORCPT', 'DSN'],
  ['AUTH', 'AUTH'],
  ['REQUIRETLS', 'REQUIRETLS'],
  ['MT-PRIORITY', 'MT-PRIORITY'],
  ['HOLDFOR', 'FUTURERELEASE'],
  ['HOLDUNTIL', 'FUTURERELEASE'],
  ['BY', 'DELIVERBY'],
])

/** The likeliest fault of a command that got 501 or 555, by its recorded line. */
export function formFaultOf(exchange: Exchange, facts: Facts): FormFault {
  if (codeOf(exchange) === 555) return unofferedParameter(exchange, facts)
  if ((exchange.last ?? exchange.first)?.enhanced === '5.5.4')
    return {
      what: 'one of its parameters cannot be read',
      why: 'A parameter is KEYWORD or KEYWORD=value, without spaces and control characters (RFC 5321 §4.1.2).',
      fix: 'Look at the parameters that the client adds, and at its setting for them.',
    }
  const [what, fix] = faultOfPath(exchange.command.line.trimEnd())
  return { what, why: aboutAddress, fix }
}

function unofferedParameter({ command }: Exchange, facts: Facts): FormFault {
  const ehlo = lastEhlo(facts.exchanges.filter((one) => one.command.n < command.n))
  const names = command.line
    .slice(command.line.lastIndexOf('>') + 1)
    .split(/\s+/)
    .map((parameter) => parameter.split('=', 1)[0]!.toUpperCase())
  const name = names.find((one) => /^[A-Z]/.test(one) && !offers(ehlo, extensions.get(one) ?? one))
  return {
    what:
      name === undefined ? 'the server does not know one of its parameters' : `EHLO had not offered ${name}`,
    why: 'A client may use only parameters of the extensions that EHLO offers (RFC 5321 §4.1.1.11).',
    fix: 'Remove the parameter: look for the setting of the client that adds it, such as one for delivery reports.',
  }
}

/** What is wrong after the colon, and how it should be. */
function faultOfPath(line: string): readonly [what: string, fix: string] {
  const [, argument] = /^(?:MAIL\s+FROM|RCPT\s+TO)\s*:\s*(.*)$/is.exec(line) ?? []
  const isMail = /^MAIL/i.test(line)
  const form = isMail ? 'MAIL FROM:<ann@app.example>' : 'RCPT TO:<bob@app.example>'
  if (argument === undefined)
    return [`${isMail ? 'MAIL' : 'RCPT'} is not followed by ${isMail ? 'FROM' : 'TO'}:`, `Write ${form}.`]
  if (!argument.startsWith('<'))
    return [
      'the address is not in angle brackets',
      `Write ${form}, or let a mail library send: it adds the brackets.`,
    ]
  const end = argument.lastIndexOf('>')
  if (end < 0) return ['the closing angle bracket is missing', `Write ${form}.`]
  return faultOfAddress(argument.slice(1, end))
}

function faultOfAddress(address: string): readonly [what: string, fix: string] {
  const at = address.lastIndexOf('@')
  const local = address.slice(0, Math.max(at, 0))
  const domain = address.slice(at + 1)
  if (address.trim() === '') return ['there is no address in the angle brackets', correct]
  if (/[<>]/.test(address)) return ['there are angle brackets inside the address', correct]
  if (/\s/.test(address) && !local.startsWith('"')) return ['there is a space in the address', correct]
  if (at < 0) return ['the address has no domain', writeWhole]
  if (domain === '') return ['there is nothing after the @', writeWhole]
  if (local === '') return ['there is nothing before the @', correct]
  if (local.includes('@') && !local.startsWith('"')) return ['the address has more than one @', correct]
  if (/[,;]/.test(address)) return ['there is a comma or a semicolon in the address', correct]
  if (address.includes('..')) return ['there are two dots in a row in the address', correct]
  if (/^\.|\.$/.test(local)) return ['a dot begins or ends the part before the @', correct]
  if (/^[.-]|[.-]$/.test(domain)) return ['the domain begins or ends with a dot or a hyphen', correct]
  return ['the address is not spelled as RFC 5321 §4.1.2 allows', correct]
}
