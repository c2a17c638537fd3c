import { userMechanisms, withoutUsers } from '../../model/mechanisms.ts'
import {
  comesAtFixedIntervals,
  deliversBeside,
  greetsAsMonitor,
  isIdle,
  quitsWhenContent,
} from '../probes.ts'
import { entriesOf } from '../quote.ts'
import { clientLeft, lastEhlo, mechanismsOf, serverBrokeOff } from '../queries.ts'
import type { Rule } from '../rule.ts'

/**
 * EHLO, AUTH offered, and the client left: it found on its own side that it cannot log in. Where it took leave with QUIT,
 * a test of the connection looks the same; and nothing else is likely where the port takes mail without a login.
 */
export const loginNotTried: Rule = (facts, context) => {
  const { record, auths, exchanges } = facts
  const group = facts.secure.length > 0 ? facts.secure : facts.clear
  const ehlo = lastEhlo(group)
  const offered = mechanismsOf(ehlo)
  if (ehlo === null || offered === null || auths.length > 0 || facts.delivered > 0) return null
  if (!clientLeft(facts) || serverBrokeOff(facts)) return null
  const rest = group.slice(group.indexOf(ehlo) + 1)
  if (rest.some(({ command }) => command.verb !== 'QUIT' && command.verb !== 'RSET')) return null
  const quits = exchanges.at(-1)?.command.verb === 'QUIT'
  const demanded = record.port.auth === 'required'
  if (quits && !demanded) return null
  if (greetsAsMonitor(facts) || comesAtFixedIntervals(facts, context)) return null
  if (isIdle(facts) || deliversBeside(facts, context)) return null
  // With users, or with a list that somebody chose, it offers something else.
  const hasUsers = offered !== withoutUsers
  const binds = wantsBinding(offered, context)
  // Vert.x, which stands on Java too, says QUIT when it gives up: a test is the likelier, and no fault.
  const content = quits && quitsWhenContent(context)
  return {
    id: 'login-not-tried',
    confidence: quits || !demanded ? 'ambiguous' : 'likely',
    ...(content && { severity: 'note' as const }),
    saw: `The EHLO answer offered AUTH ${offered}, and the client ${quits ? 'sent QUIT' : 'closed the connection'} without logging in.`,
    why: `${whyOf(quits, demanded, content)}${binds ? ' msmtp on Debian 13 with `auth on` stops here, because it wants SCRAM-SHA-256-PLUS.' : ''}${hasUsers ? '' : offeredWithUsers}`,
    fix: `${binds ? 'In msmtp write `auth plain`, or start the server with --auth-mechanism modern. Otherwise: ' : ''}Look for the error that the client reports. Let it use one of these, with a user and a password for this host.${hasUsers ? '' : ' If it needs another, start the server with users (--user).'}`,
    evidence: entriesOf(ehlo, ...rest),
  }
}

/** GNU SASL up to 2.2, told of a channel binding as by msmtp of Debian 13, does not begin SCRAM-SHA-256 without the -PLUS form beside it. */
function wantsBinding(offered: string, { library, stack }: Parameters<Rule>[1]): boolean {
  const names = offered.split(' ')
  if (!names.includes('SCRAM-SHA-256') || names.includes('SCRAM-SHA-256-PLUS')) return false
  return library === 'msmtp' || (library === null && stack?.stack === 'gnutls')
}

/** Where the server has no users, it offers less. */
const offeredWithUsers = ` A server with users also offers ${[...userMechanisms].join(' and ')}.`

/** What it may have been, the likelier first. */
function whyOf(quits: boolean, demanded: boolean, content: boolean): string {
  if (content)
    return 'A test of the connection ends like this. So does a client that gives up because it supports none of these mechanisms, or has no user and password: this port accepts no mail without a login.'
  const reasons =
    'by itself: it supports none of these mechanisms, has no user and password, or has them for a host of another name.'
  if (!demanded)
    return `The client gave up ${reasons} An error in its own message, or a check that leaves without QUIT, looks the same: this port also accepts mail without a login.`
  const gaveUp = `port accepts no mail without a login, and the client gave up ${reasons}`
  return quits
    ? `A test of the connection or a health check ends like this. If the client should have sent mail: this ${gaveUp}`
    : `This ${gaveUp}`
}
