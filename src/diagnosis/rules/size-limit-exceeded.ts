import { answerOf, entriesOf, quoteCommand } from '../quote.ts'
import { codeOf, lastEhlo } from '../queries.ts'
import type { Rule } from '../rule.ts'

/** A message over the SIZE of the EHLO answer (RFC 1870), refused with 552. */
export const sizeLimitExceeded: Rule = (facts) => {
  const refusal = facts.exchanges.find(
    (exchange) =>
      codeOf(exchange) === 552 && ['MAIL', 'DATA', 'BDAT', 'RCPT'].includes(exchange.command.verb),
  )
  if (refusal === undefined) return null
  const ehlo = lastEhlo(facts.exchanges)
  const limit = ehlo?.last?.text.find((line) => line.toUpperCase().startsWith('SIZE '))?.slice('SIZE '.length)
  const content = facts.contents.findLast((one) => one.data.n > refusal.command.n)
  const announced = refusal.command.verb === 'MAIL'
  const size = content === undefined ? '' : ` of ${content.data.sizeBytes} bytes`
  return {
    id: 'size-limit-exceeded',
    confidence: 'certain',
    saw: announced
      ? `${quoteCommand(refusal)} announced more than the limit${limit ? ` of ${limit} bytes` : ''} and got ${answerOf(refusal)}.`
      : `The client sent a message${size} and got ${answerOf(refusal)}; the limit is ${limit === undefined ? 'lower' : `${limit} bytes`}.`,
    why: 'The EHLO answer says how large a message may be (SIZE, RFC 1870), and the server refuses a larger one.',
    fix: 'Send a smaller message, or start the server with a higher limit (--size-limit).',
    evidence: entriesOf(ehlo, refusal),
  }
}
