import { answerOf, entriesOf, quoteCommand } from '../quote.ts'
import { acceptedStarttls, codeOf, deliveredAfter, refused } from '../queries.ts'
import type { Rule } from '../rule.ts'

/** The first refusal of the session is a 503: nothing before it explains it, so the order was wrong. */
export const commandsOutOfOrder: Rule = (facts) => {
  const first = facts.exchanges.find(refused)
  if (first === undefined || codeOf(first) !== 503) return null
  // After STARTTLS the missing EHLO has its own name.
  if (first === facts.secure[0] && acceptedStarttls(facts) !== null) return null
  const before = facts.exchanges[facts.exchanges.indexOf(first) - 1]
  const text = (first.last ?? first.first)?.text[0]
  return {
    id: 'commands-out-of-order',
    confidence: 'certain',
    ...(deliveredAfter(facts, first.command.n) && { severity: 'warning' as const }),
    saw: `${quoteCommand(first)} came ${before === undefined ? 'first' : `after ${quoteCommand(before)}`} and got ${answerOf(first)}${text ? ` "${text}"` : ''}.`,
    why: 'SMTP has an order: EHLO, MAIL, RCPT, DATA (RFC 5321 §4.1.4).',
    fix: 'Send the commands in their order, and look at each answer before going on.',
    evidence: entriesOf(before, first),
  }
}
