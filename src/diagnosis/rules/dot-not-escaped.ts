import type { Exchange } from '../dialogue.ts'
import { codeOf } from '../queries.ts'
import { entriesOf } from '../quote.ts'
import type { Rule } from '../rule.ts'

/** `.` and CRLF. */
const dotBytes = 3

/** A line with a dot alone ended the message, and what the client held for its rest came as commands (RFC 5321 §4.5.2). */
export const dotNotEscaped: Rule = (facts) => {
  const { exchanges } = facts
  let next = 0
  for (const { data, messageAt } of facts.contents) {
    if (messageAt === null) continue
    // Contents and commands are in the order of the record.
    while (next < exchanges.length && exchanges[next]!.command.n < messageAt) next++
    const lines = linesFrom(next, exchanges)
    const [first] = lines
    if (first === undefined) continue
    const howMany = lines.length === 1 ? 'a line' : `${lines.length} lines`
    const isRefused = lines.every((line) => codeOf(line) === 500)
    const isCut = lines.some(({ command }) => command.sizeBytes > dotBytes)
    const hasDot = lines.some(({ command }) => command.sizeBytes === dotBytes)
    // An empty line too many harms nobody.
    if (!isCut && !hasDot) continue
    const evidence = [data.n, messageAt, ...entriesOf(...lines.slice(0, 3))]
    if (!isCut) {
      return {
        id: 'dot-not-escaped',
        confidence: 'certain',
        severity: 'warning',
        saw: 'The final dot came twice: the second one was read as a command and got 500.',
        why: 'The message ends at the first line that is a single dot (RFC 5321 §4.1.1.4).',
        fix: 'Let the mail library send the final dot, and leave it out of the text that the library gets.',
        evidence,
      }
    }
    return {
      id: 'dot-not-escaped',
      confidence: hasDot ? 'certain' : 'likely',
      saw: `After the end of the message ${howMany} of text came as ${lines.length === 1 ? 'a command' : 'commands'}${isRefused ? ' and got 500' : ''}: the message was kept without ${lines.length === 1 ? 'it' : 'them'}.`,
      why: 'A line that is a single dot ends the message. A dot at the start of a line of text needs a second one before it, which the server removes (RFC 5321 §4.5.2).',
      fix: 'Put a dot before each line that begins with one, or let a mail library send the message.',
      evidence,
    }
  }
  return null
}

/** Lines that followed the message and were no commands, or only begin like one, as "Help is near" does. */
function linesFrom(start: number, exchanges: readonly Exchange[]): readonly Exchange[] {
  let end = start
  while (end < exchanges.length && mayBeText(exchanges[end]!)) end++
  const lines = exchanges.slice(start, end)
  return lines.some((line) => codeOf(line) === 500) ? lines : []
}

/** A client waits for the answer to its message; the rest of a text comes with it. */
function mayBeText(exchange: Exchange): boolean {
  const code = codeOf(exchange)
  if (code === 500) return true
  const { pipelined, verb } = exchange.command
  return pipelined && verb !== 'QUIT' && code !== null && (code >= 500 || verb === 'HELP')
}
