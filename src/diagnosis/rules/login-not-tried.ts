import {
  comesAtFixedIntervals,
  deliversBeside,
  greetsAsMonitor,
  isIdle,
  quitsWhenContent,
} from '../probes.ts'
import { clean, entriesOf } from '../quote.ts'
import { clientLeft, lastEhlo, mechanismsOf, serverBrokeOff } from '../queries.ts'
import type { Rule } from '../rule.ts'

/**
 * EHLO, AUTH offered, no mail without it, and the client left: it found on its own side that it cannot log in. Where
 * it took leave with QUIT, a test of the connection looks the same.
 */
export const loginNotTried: Rule = (facts, surroundings) => {
  const { record, auths, exchanges } = facts
  const group = facts.secure.length > 0 ? facts.secure : facts.clear
  const ehlo = lastEhlo(group)
  const offered = mechanismsOf(ehlo)
  if (record.port.auth !== 'required' || ehlo === null || offered === null || auths.length > 0) return null
  if (!clientLeft(facts) || serverBrokeOff(facts)) return null
  const rest = group.slice(group.indexOf(ehlo) + 1)
  if (rest.some(({ command }) => command.verb !== 'QUIT' && command.verb !== 'RSET')) return null
  const quits = exchanges.at(-1)?.command.verb === 'QUIT'
  if (quits && quitsWhenContent(surroundings)) return null
  if (greetsAsMonitor(facts) || comesAtFixedIntervals(facts, surroundings)) return null
  if (isIdle(facts) || deliversBeside(facts, surroundings)) return null
  const mechanisms = clean(offered)
  return {
    id: 'login-not-tried',
    confidence: quits ? 'ambiguous' : 'likely',
    saw: `EHLO was answered with AUTH ${mechanisms} offered, and the client ${quits ? 'said QUIT' : 'closed the connection'} without logging in.`,
    why: `${quits ? 'A test of the connection, or a health check, takes leave so. If it was to send mail: this' : 'This'} port takes no mail without a login, and the client gave up on it by itself: it would use none of these mechanisms, has no user and password, or has them for a host of another name.`,
    fix: `Look for the error the client reports; let it choose among ${mechanisms}, and give it a user and a password for the host it connects to.`,
    evidence: entriesOf(ehlo, ...rest),
  }
}
