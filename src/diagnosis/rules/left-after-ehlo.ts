import type { Verb } from '../../model/verbs.ts'
import type { Exchange } from '../dialogue.ts'
import {
  comesAtFixedIntervals,
  deliveredElsewhere,
  deliversBeside,
  greetsAsMonitor,
  isIdle,
} from '../probes.ts'
import { entriesOf } from '../quote.ts'
import { clientLeft, isHello, lastEhlo, offers, serverBrokeOff } from '../queries.ts'
import type { Rule } from '../rule.ts'

/** What a client may say around EHLO and still have given up after it. */
const preliminaries: ReadonlySet<string> = new Set<Verb>(['EHLO', 'HELO', 'NOOP', 'QUIT', 'RSET'])

/** What may come after EHLO where a client gives up. */
const endings: ReadonlySet<string> = new Set<Verb>(['QUIT', 'RSET'])

/** Nodemailer's EHLO name. It never gives up here: with it EHLO and QUIT is a test of the connection (`transporter.verify()`). */
const nodemailersName = '[127.0.0.1]'

/** Whether an EHLO that QUIT follows is Nodemailer's test. */
export function isNodemailersTest({ command }: Exchange): boolean {
  return command.line.trimEnd() === `EHLO ${nodemailersName}`
}

/** They close the connection where they give up, and take leave with QUIT after a test of it. */
const quitsAfterTest: ReadonlySet<string> = new Set(['jakarta-mail', 'net-smtp', 'nodemailer'])

/**
 * EHLO, then QUIT or a close: the client did not find in the answer what it was told to insist on. On the wire
 * a single visit of a health check is the same, so the finding stays a warning: an error is what we know. Where a client
 * that is set up rightly would test the connection in just this way, which is with QUIT on a port in clear, it is a note.
 */
export const leftAfterEhlo: Rule = (facts, context) => {
  const { port } = facts.record
  if (facts.secure.length > 0 || facts.hello !== null || !clientLeft(facts) || serverBrokeOff(facts))
    return null
  const ehlo = lastEhlo(facts.clear)
  if (ehlo === null || ehlo.last?.code !== 250) return null
  if (!facts.clear.every((exchange) => preliminaries.has(exchange.command.verb))) return null
  const rest = facts.clear.slice(facts.clear.indexOf(ehlo) + 1).filter((exchange) => !isHello(exchange))
  const quits = rest.at(-1)?.command.verb === 'QUIT'
  if (isTestByNoop(rest, !quits && port.tlsRequired)) return null
  if (greetsAsMonitor(facts) || comesAtFixedIntervals(facts, context)) return null
  if (isIdle(facts) || deliversBeside(facts, context)) return null
  const how = quits ? 'sent QUIT' : 'closed the connection'
  const evidence = entriesOf(ehlo, ...rest)
  const isTest = quits && quitsAfterTest.has(context.library ?? '')
  const shared = { confidence: 'ambiguous', ...(isTest && { severity: 'note' as const }), evidence } as const

  if (port.tlsRequired && offers(ehlo, 'STARTTLS')) {
    return {
      ...shared,
      id: 'login-impossible-without-starttls',
      saw: `The EHLO answer offered STARTTLS and no AUTH, and the client ${how} without starting TLS.`,
      why: bothWays(
        isTest,
        quits,
        'The port offers a login under TLS only: a client that wants to log in without STARTTLS gives up here.',
      ),
      fix: `Set the client to STARTTLS on port ${port.port}; or use ${context.implicitTlsPort}.`,
    }
  }
  if (port.tls !== 'none' || offers(ehlo, 'AUTH')) return null
  if (quits && isNodemailersTest(ehlo)) return null
  // With the settings that it has it has sent here already, so they are not what stops it.
  if (!quits && deliveredElsewhere(facts, context)) return null
  return {
    ...shared,
    id: 'gave-up-after-ehlo-on-plain-port',
    ...(quits && { severity: 'note' as const }),
    saw: `The EHLO answer offered neither STARTTLS nor AUTH, and the client ${how} without sending mail.`,
    why: bothWays(
      isTest,
      quits,
      'A client that insists on TLS, or on a login, gives up here; the port has neither.',
    ),
    fix: `Turn TLS and login off for port ${port.port}; or (for an app) use ${context.starttlsPort} or ${context.implicitTlsPort}. If both are off, check the addresses and attachments of the message.`,
  }
}

/**
 * NOOP tests a connection; RSET clears up what there was, as PEAR Mail does when it gives up. But go-mail sends NOOP before it
 * looks for AUTH, and closes the connection where there is none.
 */
function isTestByNoop(rest: readonly Exchange[], mayLookForAuth: boolean): boolean {
  return !mayLookForAuth && rest.some(({ command }) => !endings.has(command.verb))
}

/** What it may have been, the likelier first. */
function bothWays(isTest: boolean, quits: boolean, gaveUp: string): string {
  if (isTest)
    return `This client closes the connection when it gives up, and sends QUIT after a test of the connection such as testConnection(), so this was probably a test. If it was another client: ${gaveUp}`
  const check = quits
    ? 'A test of the connection, such as testConnection() in Spring, looks the same, and so do a health check (monit sends just this) and'
    : 'A test of the connection or a health check looks the same, and so does'
  return `${gaveUp} ${check} a client that refuses what it was given: an address that it cannot parse, no recipient, an attachment that it cannot read.`
}
