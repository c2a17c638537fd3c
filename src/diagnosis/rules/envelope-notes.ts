import type { Exchange } from '../dialogue.ts'
import { refused } from '../queries.ts'
import { clean, entriesOf, quoteCommand } from '../quote.ts'
import type { Rule } from '../rule.ts'

/** `MAIL FROM:<>` of somebody who has logged in, with a message that is no automatic reply. */
export const emptySender: Rule = (facts) => {
  const { user } = facts.record
  if (user === null) return null
  const content = facts.contents.find(
    ({ mail, header, messageAt }) =>
      messageAt !== null &&
      mail !== null &&
      addressOf(mail) === '' &&
      header !== null &&
      header.partial !== true &&
      !header.names.some((name) => name.toLowerCase() === 'auto-submitted'),
  )
  if (!content?.mail) return null
  return {
    id: 'empty-sender',
    confidence: 'likely',
    saw: `The client had logged in as "${clean(user)}", and then sent ${quoteCommand(content.mail)}.`,
    why: 'The empty sender is for bounces and other automatic replies (RFC 5321 §4.5.5). Submission servers refuse it, because it is not the address of an account, and nobody is notified of mail that cannot be delivered.',
    fix: 'Give the client the address of the account as its envelope sender (often called "from", "return path" or "sender").',
    evidence: [...entriesOf(content.mail), content.messageAt ?? content.data.n],
  }
}

/** An envelope sender that is not the login, though From is; only where the login is an address at all. */
export const senderUnlikeLogin: Rule = (facts) => {
  const { user } = facts.record
  if (user === null || !user.includes('@')) return null
  const content = facts.contents.find(({ mail, messageAt }) => {
    const sender = mail === null || messageAt === null ? null : addressOf(mail)
    return sender !== null && sender !== '' && sender.toLowerCase() !== user.toLowerCase()
  })
  if (!content?.mail) return null
  return {
    id: 'from-unlike-login',
    confidence: 'certain',
    saw: `The client logged in as "${clean(user)}" and sent ${quoteCommand(content.mail)}.`,
    why: 'Many submission servers refuse an envelope sender that is not an address of the account (Postfix: reject_sender_login_mismatch).',
    fix: 'Send from the address of the account, or make sure that the account may send for the other one.',
    evidence: [
      ...facts.auths.filter((auth) => auth.outcome === 'accepted').map((auth) => auth.n),
      ...entriesOf(content.mail),
    ],
  }
}

/** The same RCPT twice in one transaction. */
export const recipientRepeated: Rule = (facts) => {
  let seen = new Map<string, Exchange>()
  for (const exchange of facts.exchanges) {
    const { verb } = exchange.command
    if (verb === 'MAIL') seen = new Map()
    if (verb !== 'RCPT' || refused(exchange)) continue
    const address = addressOf(exchange)?.toLowerCase()
    if (address === undefined) continue
    const before = seen.get(address)
    seen.set(address, exchange)
    if (before === undefined) continue
    return {
      id: 'recipient-repeated',
      confidence: 'certain',
      saw: `${quoteCommand(exchange)} came twice for one message.`,
      why: 'Most servers deliver to a recipient once; some deliver it twice, or count it twice towards a limit.',
      fix: 'Remove addresses that are in To, Cc and Bcc more than once before sending.',
      evidence: entriesOf(before, exchange),
    }
  }
  return null
}

/** The address in angle brackets; null: there is none. */
function addressOf({ command }: Exchange): string | null {
  return /:\s*<([^<>]*)>/.exec(command.line)?.[1] ?? null
}
