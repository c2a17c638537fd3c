import { answerOf, entriesOf, quoteCommand } from '../quote.ts'
import { codeOf, refused } from '../queries.ts'
import type { Exchange } from '../dialogue.ts'
import type { Facts } from '../facts.ts'
import { sentAllTheSame } from '../transactions.ts'
import type { Rule } from '../rule.ts'
import { formFaultOf } from './address-form.ts'

/** MAIL or RCPT with characters beyond ASCII, and no SMTPUTF8 (RFC 6531 §3.4). */
export const nonAsciiAddress: Rule = (facts) => {
  let mail: Exchange | null = null
  for (const exchange of facts.exchanges) {
    if (exchange.command.verb === 'MAIL') mail = exchange
    if (!isAddressed(exchange) || isAscii(exchange.command.line)) continue
    if (mail !== null && /\sSMTPUTF8(\s|$)/i.test(mail.command.line)) continue
    return {
      id: 'non-ascii-address-without-smtputf8',
      confidence: 'certain',
      ...(!refused(exchange) && { severity: 'warning' as const }),
      saw: `${quoteCommand(exchange)} contains non-ASCII characters, MAIL had no SMTPUTF8, and the answer was ${answerOf(exchange)}.`,
      why: 'Without SMTPUTF8 an address must be ASCII (RFC 6531 §3.4); servers refuse anything else or damage it.',
      fix: 'Use a client that supports SMTPUTF8, or write the domain as punycode (xn--…) and the local part in ASCII.',
      evidence: entriesOf(mail === exchange ? null : mail, exchange),
    }
  }
  return null
}

/** 501: it cannot be read. 555: a parameter that was not offered (RFC 5321 §4.1.1.11). */
const unreadable: ReadonlySet<number> = new Set([501, 555])

/** MAIL or RCPT that could not be read, and the message it belongs to was never sent, whatever else was. */
export const malformedAddress: Rule = (facts: Facts) => {
  const bad = facts.exchanges.find(
    (exchange) =>
      isAddressed(exchange) && unreadable.has(codeOf(exchange)) && !sentAllTheSame(exchange, facts),
  )
  if (bad === undefined) return null
  const { what, why, fix } = formFaultOf(bad, facts)
  return {
    id: 'address-malformed',
    confidence: 'certain',
    saw: `${quoteCommand(bad)} got ${answerOf(bad)}: ${what}.`,
    why,
    fix,
    evidence: entriesOf(bad),
  }
}

function isAddressed(exchange: Exchange): boolean {
  return exchange.command.verb === 'MAIL' || exchange.command.verb === 'RCPT'
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    // `…` is what the record cuts long lines with, not the client's.
    if (code > 127 && code !== 0x2026) return false
  }
  return true
}
