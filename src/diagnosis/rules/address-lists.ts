import type { Exchange } from '../dialogue.ts'
import type { Facts } from '../facts.ts'
import { codeOf } from '../queries.ts'
import { answerOf, entriesOf, quoteCommand } from '../quote.ts'
import type { Rule } from '../rule.ts'
import { sentAllTheSame } from '../transactions.ts'

/** More than one address in a MAIL or RCPT. */
export const severalAddresses: Rule = (facts, context) => {
  const bad = refusedFor(facts, isList)
  if (bad === undefined) return null
  const separator =
    /[,;]/.exec(bad.command.line.slice(bad.command.line.indexOf('@')))?.[0] === ';' ? 'semicolons' : 'commas'
  return {
    id: 'several-addresses-in-one',
    confidence: 'certain',
    saw: `${quoteCommand(bad)} contains several addresses with ${separator} between them, and got ${answerOf(bad)}.`,
    why: 'MAIL and RCPT take one address each: a client sends one RCPT for each recipient (RFC 5321 §4.1.1.3).',
    fix: `Give the client a list with one element for each address, not one string${listsOf[context.library ?? ''] ?? ''}.`,
    evidence: entriesOf(bad),
  }
}

/** How a list is written, where the client is known. */
const listsOf: Readonly<Record<string, string>> = {
  smtplib: ": `sendmail(sender, ['bob@app.example', 'cyd@app.example'], message)`",
  aiosmtplib: ": `send(message, recipients=['bob@app.example', 'cyd@app.example'])`",
  phpmailer: ': `$mail->addAddress()` once for each',
  symfony: ": `->to('bob@app.example', 'cyd@app.example')`",
  go: ': `[]string{"bob@app.example", "cyd@app.example"}`',
  'net-smtp': ": `send_message(message, sender, ['bob@app.example', 'cyd@app.example'])`",
  'jakarta-mail': ': `InternetAddress.parse(text)` makes one, and splits at commas only',
  nodemailer: ": `to: ['bob@app.example', 'cyd@app.example']`; in `envelope` too",
}

/** A name beside the address of a MAIL or RCPT. */
export const displayName: Rule = (facts) => {
  const bad = refusedFor(facts, (line) => /…\s*<[^<>@]+@[^<>]+>/.test(line))
  if (bad === undefined) return null
  return {
    id: 'display-name-in-address',
    confidence: 'certain',
    saw: `${quoteCommand(bad)} contains a name as well as the address (the name is not recorded), and got ${answerOf(bad)}.`,
    why: 'MAIL and RCPT take the bare address; names belong in From, To and Cc of the message (RFC 5321 §4.1.2).',
    fix: `Give the bare address as ${bad.command.verb === 'MAIL' ? 'envelope sender' : 'recipient'}: <ann@app.example>, not Ann <ann@app.example>. In Python, email.utils.parseaddr() splits it.`,
    evidence: entriesOf(bad),
  }
}

/** The first MAIL or RCPT of such a form that was refused, and whose message was not sent without it. */
function refusedFor(facts: Facts, is: (argument: string) => boolean): Exchange | undefined {
  return facts.exchanges.find((exchange) => {
    const { verb, line } = exchange.command
    if ((verb !== 'MAIL' && verb !== 'RCPT') || codeOf(exchange) !== 501) return false
    return is(line.replace(/^[^:]*:/, '')) && !sentAllTheSame(exchange, facts)
  })
}

function isList(argument: string): boolean {
  return /@[^,;@]*[,;]\s*<?[^\s<>@,;]+@/.test(argument)
}
