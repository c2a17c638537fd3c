import type { Verb } from '../../model/verbs.ts'
import type { Exchange } from '../dialogue.ts'
import type { Facts } from '../facts.ts'
import {
  comesAtFixedIntervals,
  deliversBeside,
  deliveredElsewhere,
  greetsAsMonitor,
  isIdle,
  quitsWhenContent,
} from '../probes.ts'
import { clientLeft, codeOf, isHello, serverBrokeOff } from '../queries.ts'
import { clean, entriesOf } from '../quote.ts'
import type { Detection, Rule, RuleContext } from '../rule.ts'
import { isNodemailersTest } from './left-after-ehlo.ts'

/** Below this somebody chose the limit, perhaps to see what a client makes of it. */
const usualLimitBytes = 10 * 1024 * 1024

const harmless: ReadonlySet<string> = new Set<Verb>([
  'EHLO',
  'HELO',
  'STARTTLS',
  'AUTH',
  'NOOP',
  'RSET',
  'QUIT',
])

/**
 * A client that could have sent, and left before MAIL: it had read that this server takes small messages alone (RFC 1870), or
 * it failed by itself, mostly over an address or an attachment. A test of the connection looks the same, so it is a note.
 */
export const leftBeforeMail: Rule = (facts, context) => {
  if (!couldHaveSent(facts) || greetsAsMonitor(facts) || comesAtFixedIntervals(facts, context)) return null
  if (isIdle(facts) || isTestByNoop(facts)) return null
  // What came before TLS shows no more than that it wanted TLS.
  const ehlo = (facts.established === null ? facts.clear : facts.secure).findLast(isHello)
  if (ehlo === undefined || deliversBeside(facts, context)) return null
  const limit = ehlo.last?.text.map((line) => /^SIZE (\d{1,15})$/i.exec(line)?.[1]).find(Boolean)
  return limit !== undefined && Number(limit) < usualLimitBytes
    ? tooLarge(ehlo, limit, facts)
    : failedByItself(ehlo, facts, context)
}

/** Whether nothing was refused, and all is done that the port asks for before MAIL. */
function couldHaveSent(facts: Facts): boolean {
  const { port, user } = facts.record
  if (facts.delivered > 0 || !clientLeft(facts) || serverBrokeOff(facts)) return false
  if ((port.auth === 'required' && user === null) || (port.tlsRequired && facts.established === null))
    return false
  return facts.exchanges.every((one) => harmless.has(one.command.verb) && codeOf(one) < 400)
}

function tooLarge(ehlo: Exchange, limit: string, { record: { user } }: Facts): Detection {
  return {
    id: 'left-before-mail',
    confidence: 'ambiguous',
    saw: `The EHLO answer had SIZE ${limit}, and the client left without MAIL${user === null ? '' : ', although it had logged in'}.`,
    why: `A client that measures its message first does not send one of more than ${limit} bytes (RFC 1870). A test of the connection looks the same.`,
    fix: 'Look for the error that the client reports; send a smaller message, or start the server with a higher limit (--size-limit).',
    evidence: entriesOf(ehlo),
  }
}

function failedByItself(ehlo: Exchange, facts: Facts, context: RuleContext): Detection | null {
  const quits = facts.exchanges.at(-1)?.command.verb === 'QUIT'
  if (quits && isTest(ehlo, facts, context)) return null
  const { user } = facts.record
  const hasSent = deliveredElsewhere(facts, context)
  return {
    id: 'left-before-mail',
    confidence: hasSent && !quits ? 'likely' : 'ambiguous',
    saw: `The client ${user === null ? 'read the EHLO answer' : `logged in as "${clean(user)}"`}, and ${quits ? 'left with QUIT' : 'closed the connection'} before MAIL, although nothing had been refused${hasSent ? ' and a client with the same greeting has delivered mail on this port' : ''}. Either it refused an address or an attachment that it was given, or it was a test of the connection.`,
    why: 'The client stopped by itself. Most libraries stop here if they refuse what they were given: an address that they cannot parse, no recipient at all, an attachment that they cannot read. A test of the connection, such as `verify()` in Nodemailer or `testConnection()` in Spring, looks the same.',
    fix: 'Look for the error that the client reports, and check the addresses and attachments of the message. If this was a test, nothing is wrong.',
    evidence: entriesOf(ehlo),
  }
}

/** NOOP tests a connection, if QUIT follows. */
function isTestByNoop({ exchanges }: Facts): boolean {
  const verbs = exchanges.map(({ command }) => command.verb)
  return verbs.includes('NOOP') && verbs.at(-1) === 'QUIT'
}

/** Of a session that ends with QUIT: without a login that is no sign of more than a test, and some clients close without it when they fail. */
function isTest(ehlo: Exchange, { record }: Facts, context: RuleContext): boolean {
  return record.user === null || isNodemailersTest(ehlo) || quitsWhenContent(context)
}
