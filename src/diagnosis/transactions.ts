import type { Exchange } from './dialogue.ts'
import type { Facts } from './facts.ts'
import { refused } from './queries.ts'

/** Transactions (RFC 5321 §3.3): a MAIL, its recipients, and perhaps the message. */

/** Whether a MAIL or RCPT that was refused cost nothing: its message was sent without it, or it was taken in a further try. */
export function sentAllTheSame(bad: Exchange, facts: Facts): boolean {
  const mail = mailOf(bad, facts)
  return (
    facts.contents.some((content) => content.mail === mail && content.messageAt !== null) ||
    isTakenLater(bad, facts)
  )
}

/** Whether the same address was taken in a further try, be it with other parameters; of a MAIL without one, whether any was. */
export function isTakenLater({ command }: Exchange, { exchanges }: Facts): boolean {
  const address = addressIn(command.line)
  return exchanges.some(
    (other) =>
      other.command.n > command.n &&
      other.command.verb === command.verb &&
      (address === null ? command.verb === 'MAIL' : addressIn(other.command.line) === address) &&
      !refused(other),
  )
}

/** The MAIL before a command, or the command itself. */
export function mailOf({ command }: Exchange, { exchanges }: Facts): Exchange | null {
  return exchanges.findLast((other) => other.command.verb === 'MAIL' && other.command.n <= command.n) ?? null
}

function addressIn(line: string): string | null {
  return /(?<![^\s<>:])[^\s<>:]+@[^\s<>]+/.exec(line)?.[0] ?? null
}
