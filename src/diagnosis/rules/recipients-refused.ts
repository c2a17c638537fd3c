import type { DialogueContent, Exchange } from '../dialogue.ts'
import type { Facts } from '../facts.ts'
import { codeOf, refused, serverBrokeOff } from '../queries.ts'
import { answerOf, entriesOf, quoteCommand } from '../quote.ts'
import type { Rule } from '../rule.ts'
import { isTakenLater, mailOf, metFault, sentAllTheSame } from '../transactions.ts'

/** Where a client is known, the place where it reports what nobody reads. */
const reportedBy: Readonly<Record<string, string>> = {
  nodemailer: 'Nodemailer names them in `info.rejected`, and counts the mail as sent.',
  smtplib: 'smtplib returns them from `sendmail()` and `send_message()`, and raises nothing.',
  curl: 'curl goes on like this only with --mail-rcpt-allowfails.',
}

/** Some of the recipients refused, and the message sent to the others: its sender hears that it went out. */
export const recipientsRefused: Rule = (facts, context) => {
  const isLost = (one: Exchange): boolean =>
    isRecipient(one) && refused(one) && !metFault(one, facts) && !isTakenLater(one, facts)
  const lostAt = facts.exchanges.filter(isLost).map(({ command }) => command.n)
  let next = 0
  for (const content of facts.contents) {
    if (content.messageAt === null || content.mail === null) continue
    // The contents are in the order of the record, as what was lost is.
    while (next < lostAt.length && lostAt[next]! <= content.mail.command.n) next++
    if ((lostAt[next] ?? Infinity) >= content.data.n) continue
    const asked = recipientsOf(content, facts).filter((one) => !metFault(one, facts))
    const lost = asked.filter(isLost)
    const [first] = lost
    if (first === undefined) continue
    const others = asked.filter((one) => !refused(one)).length
    const count = `${lost.length} of ${asked.length} recipients ${lost.length === 1 ? 'was' : 'were'} refused`
    return {
      id: 'recipients-refused',
      confidence: 'certain',
      saw: `${count}, ${lost.length === 1 ? '' : 'the first '}at ${quoteCommand(first)} with ${answerOf(first)}, and the mail went to the other ${others === 1 ? 'one' : others}.`,
      why: `A refused recipient gets nothing, and only the reply to RCPT says so: many clients report success as soon as one recipient is accepted. ${reportedBy[context.library ?? ''] ?? ''}`.trim(),
      fix: isTooMany(first)
        ? tooManyFix
        : 'Correct the address, and make the program check which recipients its mail library reports as refused.',
      evidence: [...entriesOf(...lost.slice(0, 3)), content.messageAt],
    }
  }
  return null
}

/** More recipients than the server takes at once, and the client gave up instead of sending to those that were taken. */
export const tooManyRecipients: Rule = (facts) => {
  const over = facts.exchanges.find((one) => isTooMany(one) && !sentAllTheSame(one, facts))
  if (over === undefined || serverBrokeOff(facts)) return null
  const taken = facts.exchanges.filter(
    (one) => isRecipient(one) && !refused(one) && mailOf(one, facts) === mailOf(over, facts),
  ).length
  return {
    id: 'recipients-refused',
    confidence: 'certain',
    severity: 'error',
    saw: `${quoteCommand(over)} got ${answerOf(over)} after ${taken} ${taken === 1 ? 'recipient was' : 'recipients were'} accepted, and the client sent the message to nobody.`,
    why: 'The server accepts no more recipients for one message. A client may send to those that were accepted, and to the rest in another transaction.',
    fix: tooManyFix,
    evidence: entriesOf(mailOf(over, facts), over),
  }
}

const tooManyFix =
  'Send to the rest in a transaction of their own (RFC 5321 §4.5.3.1.10), or raise the limit of the server (--max-recipients).'

/** RFC 5321 §4.5.3.1.10, by the detail of RFC 3463 §3.6; 452 alone is a lack of memory as well. */
function isTooMany(exchange: Exchange): boolean {
  return (
    isRecipient(exchange) &&
    codeOf(exchange) === 452 &&
    (exchange.last ?? exchange.first)?.enhanced === '4.5.3'
  )
}

/** RCPT commands of the transaction that this content ended. */
function recipientsOf({ mail, data }: DialogueContent, { exchanges }: Facts): readonly Exchange[] {
  const from = mail?.command.n
  if (from === undefined) return []
  return exchanges.filter((one) => isRecipient(one) && one.command.n > from && one.command.n < data.n)
}

function isRecipient({ command }: Exchange): boolean {
  return command.verb === 'RCPT'
}
