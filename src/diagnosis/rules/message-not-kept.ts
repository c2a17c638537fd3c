import type { Exchange } from '../dialogue.ts'
import { codeOf, deliveredAfter, serverBrokeOff } from '../queries.ts'
import { answerOf, entriesOf } from '../quote.ts'
import type { Rule } from '../rule.ts'

/** A message that this server refused because it had no room for it, or could not write it. */
export const messageNotKept: Rule = (facts) => {
  const refusal = facts.exchanges.find(isRefusedByStore)
  if (refusal === undefined || deliveredAfter(facts, refusal.command.n) || serverBrokeOff(facts)) return null
  const text = (refusal.last ?? refusal.first)?.text.join(' ') ?? ''
  const content = facts.contents.findLast((one) => one.data.n > refusal.command.n)
  const size = content === undefined ? '' : ` of ${content.data.sizeBytes} bytes`
  return {
    id: 'message-not-kept',
    confidence: 'certain',
    saw: `The message${size} got ${answerOf(refusal)}.`,
    why: 'This server could not keep the message. The client did nothing wrong: a code that begins with 4 asks it to send again later (RFC 5321 §4.2.1).',
    fix: fixOf(codeOf(refusal), text),
    evidence: entriesOf(refusal),
  }
}

/** Of the mail system, not of the message (RFC 3463 §3.4). */
function isRefusedByStore(exchange: Exchange): boolean {
  const { verb } = exchange.command
  const enhanced = (exchange.last ?? exchange.first)?.enhanced
  if (verb !== 'DATA' && verb !== 'BDAT') return false
  return (
    (codeOf(exchange) === 452 && enhanced === '4.3.1') || (codeOf(exchange) === 451 && enhanced === '4.3.0')
  )
}

/** By what the server answered. */
function fixOf(code: number, text: string): string {
  if (code === 451) return 'Read what the server printed, correct that, and send the message again.'
  if (text.includes('the disk of the store'))
    return 'Free space on the disk of --store, or delete messages, and send the message again.'
  if (text.includes('store'))
    return 'Raise the limit of the store (--max-message-bytes, --max-messages), or send a smaller message.'
  return 'Send fewer large messages at once, or raise --in-flight-limit.'
}
