import { codeOf, deliveredAfter, lastEhlo, offers, refused } from '../queries.ts'
import { answerOf, entriesOf, quoteCommand } from '../quote.ts'
import type { Rule } from '../rule.ts'

/** BDAT where EHLO offered no CHUNKING (RFC 3030). */
export const bdatNotOffered: Rule = (facts) => {
  const bdat = facts.exchanges.find((one) => one.command.verb === 'BDAT' && refused(one))
  const ehlo = lastEhlo(facts.exchanges)
  if (bdat === undefined || offers(ehlo, 'CHUNKING')) return null
  return {
    id: 'bdat-not-offered',
    confidence: 'certain',
    ...(deliveredAfter(facts, bdat.command.n) && { severity: 'warning' as const }),
    saw: `The client sent ${quoteCommand(bdat)} and got ${answerOf(bdat)}: ${ehlo === null ? 'there was no EHLO' : 'EHLO had not offered CHUNKING'}.`,
    why: 'A client may use BDAT only if EHLO offers CHUNKING (RFC 3030). The message that follows it is read as commands.',
    fix: 'Send the message with DATA if CHUNKING is not offered; many clients have a setting for it.',
    evidence: entriesOf(ehlo, bdat),
  }
}

/** AUTH after a login (RFC 4954 §4). */
export const secondLogin: Rule = (facts) => {
  const login = facts.auths.find(({ outcome }) => outcome === 'accepted')
  if (login === undefined) return null
  const again = facts.exchanges.find(
    (one) => one.command.verb === 'AUTH' && one.command.n > login.n && codeOf(one) === 503,
  )
  if (again === undefined) return null
  return {
    id: 'second-login',
    confidence: 'certain',
    ...(deliveredAfter(facts, again.command.n) && { severity: 'warning' as const }),
    saw: `The client had logged in and then sent ${quoteCommand(again)}, which got ${answerOf(again)}.`,
    why: 'A connection has one login: no other AUTH is allowed after it (RFC 4954 §4).',
    fix: 'Log in once on each connection; for another user, open another connection.',
    evidence: [login.n, ...entriesOf(again)].sort((a, b) => a - b),
  }
}
