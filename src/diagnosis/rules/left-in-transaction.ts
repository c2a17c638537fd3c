import type { Verb } from '../../model/verbs.ts'
import type { Exchange } from '../dialogue.ts'
import type { Facts } from '../facts.ts'
import { clientLeft, codeOf, lastEhlo, refused, serverBrokeOff } from '../queries.ts'
import { entriesOf, quoteCommand } from '../quote.ts'
import type { Rule } from '../rule.ts'

const harmless: ReadonlySet<string> = new Set<Verb>(['RCPT', 'NOOP', 'RSET', 'QUIT'])

/** MAIL, perhaps RCPT, all of it accepted, and then no message. */
export const leftInTransaction: Rule = (facts) => {
  if (!clientLeft(facts) || serverBrokeOff(facts)) return null
  const at = facts.exchanges.findLastIndex(({ command }) => command.verb === 'MAIL')
  const mail = facts.exchanges[at]
  if (mail === undefined || codeOf(mail) !== 250) return null
  const rest = facts.exchanges.slice(at + 1)
  if (rest.some((one) => refused(one) || !harmless.has(one.command.verb))) return null
  const takesLeave = rest.some(({ command }) => command.verb === 'QUIT' || command.verb === 'RSET')
  // A pool may try a connection in this way before it keeps it.
  if (takesLeave && facts.delivered > 0) return null
  const recipients = rest.filter(({ command }) => command.verb === 'RCPT')
  // A MAIL that is taken back is a look at what the server says to it.
  if (recipients.length === 0 && rest.some(({ command }) => command.verb === 'RSET')) return null
  const isCheck = takesLeave && recipients.length > 0 && /^MAIL\s+FROM:\s*<>/i.test(mail.command.line)
  const last = recipients.at(-1) ?? mail
  return {
    id: 'left-in-transaction',
    confidence: takesLeave ? 'ambiguous' : 'likely',
    ...(isCheck && { severity: 'note' as const }),
    saw: `${quoteCommand(last)} was accepted, and then the client ${takesLeave ? 'left' : 'closed the connection'} without sending a message.`,
    why: `Nothing was refused, so the client stopped by itself: a time-out, an error while it built the message (for example an attachment that it cannot read)${sizeWords(mail, facts)}.${takesLeave ? ' A check whether an address exists looks the same.' : ''}`,
    fix: 'Look for the error that the client reports.',
    evidence: entriesOf(mail, last === mail ? null : last),
  }
}

/** What a message may have, where MAIL did not show that it fits. */
function sizeWords(mail: Exchange, facts: Facts): string {
  const ehlo = lastEhlo(facts.exchanges)
  const limit = ehlo?.last?.text.map((line) => /^SIZE (\d+)$/i.exec(line)?.[1]).find(Boolean)
  if (limit === undefined || /\sSIZE=\d/i.test(mail.command.line)) return ''
  return `, or a message that is larger than the ${limit} bytes that EHLO allows (SIZE, RFC 1870)`
}
