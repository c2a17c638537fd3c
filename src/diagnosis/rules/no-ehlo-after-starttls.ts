import type { Verb } from '../../model/verbs.ts'
import { answerOf, entriesOf, quoteCommand } from '../quote.ts'
import { acceptedStarttls } from '../queries.ts'
import type { Rule } from '../rule.ts'

const needsHello: ReadonlySet<string> = new Set<Verb>(['AUTH', 'MAIL', 'RCPT', 'DATA', 'BDAT'])

/** The conversation starts over under TLS, and the client did not (RFC 3207 §4.2). */
export const noEhloAfterStarttls: Rule = (facts) => {
  const starttls = acceptedStarttls(facts)
  const [first] = facts.secure
  if (starttls === null || first === undefined || !needsHello.has(first.command.verb)) return null
  return {
    id: 'no-ehlo-after-starttls',
    confidence: 'certain',
    ...(facts.delivered === 0 && { severity: 'error' as const }),
    saw: `The first command under TLS was ${quoteCommand(first)}, not EHLO, and got ${answerOf(first)}.`,
    why: 'Everything that the server said before TLS is void (RFC 3207 §4.2): the client does not know yet what it offers under TLS.',
    fix: 'Send EHLO again after the handshake.',
    evidence: entriesOf(starttls, first),
  }
}
