import type { Verb } from '../../model/verbs.ts'
import { comesAtFixedIntervals, deliversBeside, greetsAsMonitor, isIdle } from '../probes.ts'
import { clientLeft, codeOf, isHello, serverBrokeOff } from '../queries.ts'
import { entriesOf } from '../quote.ts'
import type { Rule } from '../rule.ts'

/** Below this somebody chose the limit, perhaps to see what a client makes of it. */
const usualLimitBytes = 10 * 1024 * 1024

const harmless: ReadonlySet<string> = new Set<Verb>(['EHLO', 'STARTTLS', 'AUTH', 'RSET', 'QUIT'])

/** A client that could have sent, left before MAIL, and had read that this server takes small messages alone (RFC 1870). */
export const leftBeforeMail: Rule = (facts, context) => {
  const { port, user } = facts.record
  if (facts.delivered > 0 || !clientLeft(facts) || serverBrokeOff(facts)) return null
  if ((port.auth === 'required' && user === null) || (port.tlsRequired && facts.established === null))
    return null
  if (!facts.exchanges.every((one) => harmless.has(one.command.verb) && codeOf(one) < 400)) return null
  const ehlo = facts.exchanges.findLast(isHello)
  const limit = ehlo?.last?.text.map((line) => /^SIZE (\d{1,15})$/i.exec(line)?.[1]).find(Boolean)
  if (ehlo === undefined || limit === undefined || Number(limit) >= usualLimitBytes) return null
  if (greetsAsMonitor(facts) || comesAtFixedIntervals(facts, context)) return null
  if (isIdle(facts) || deliversBeside(facts, context)) return null
  return {
    id: 'left-before-mail',
    confidence: 'ambiguous',
    saw: `The EHLO answer had SIZE ${limit}, and the client left without MAIL${user === null ? '' : ', although it had logged in'}.`,
    why: `A client that measures its message first does not send one of more than ${limit} bytes (RFC 1870). A test of the connection looks the same.`,
    fix: 'Look for the error that the client reports; send a smaller message, or start the server with a higher limit (--size-limit).',
    evidence: entriesOf(ehlo),
  }
}
