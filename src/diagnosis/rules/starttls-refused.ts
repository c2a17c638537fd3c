import type { Exchange } from '../dialogue.ts'
import type { Facts } from '../facts.ts'
import { codeOf, deliveredAfter, lastEhlo, offers, refused } from '../queries.ts'
import { answerOf, entriesOf } from '../quote.ts'
import type { Detection, Rule, RuleContext } from '../rule.ts'
import { stopOfStarttls } from './starttls-unasked.ts'

/** Refused so often, a client will not stop by itself. */
const loopsAfter = 3

/** The refusals of one session, the first of which there is. */
type Refusals = readonly [Exchange, ...Exchange[]]

/** STARTTLS where it is not offered: on a port without TLS, or under TLS. */
export const starttlsRefused: Rule = (facts, context) => {
  const [first, ...others] = facts.exchanges.filter(
    (exchange) => exchange.command.verb === 'STARTTLS' && refused(exchange),
  )
  if (first === undefined) return null
  const refusals: Refusals = [first, ...others]
  if (refusals.length >= loopsAfter) return looping(refusals, facts, context)
  if (first.command.secure) return insideTls(refusals, facts)
  return notOffered(refusals, facts, context)
}

function looping(refusals: Refusals, facts: Facts, { starttlsPort }: RuleContext): Detection {
  const [first] = refusals
  return {
    id: 'starttls-loop',
    confidence: 'certain',
    saw: `The client sent STARTTLS ${refusals.length} times on one connection and was refused each time (${answerOf(first)}).`,
    why: 'The server does not offer STARTTLS here, and repeating it changes nothing.',
    fix: first.command.secure
      ? `Switch STARTTLS off: the connection is already under TLS.`
      : `Switch TLS off for port ${facts.record.port.port}, or use ${starttlsPort}.`,
    evidence: entriesOf(...refusals.slice(0, loopsAfter)),
  }
}

function insideTls(refusals: Refusals, facts: Facts): Detection {
  const [first] = refusals
  const { port } = facts.record
  return {
    id: 'starttls-inside-tls',
    confidence: 'certain',
    ...(deliveredAfter(facts, first.command.n) && { severity: 'warning' }),
    saw: `The client sent STARTTLS inside TLS and got ${answerOf(first)}.`,
    why: 'The connection is already encrypted, and TLS inside TLS is not allowed (RFC 3207 §4.2).',
    fix:
      port.tls === 'implicit'
        ? `Keep implicit TLS on port ${port.port} and switch STARTTLS off in the client.`
        : 'Send STARTTLS once, before TLS.',
    evidence: entriesOf(...refusals),
  }
}

function notOffered(
  refusals: Refusals,
  facts: Facts,
  { starttlsPort, implicitTlsPort, library }: RuleContext,
): Detection | null {
  const [first] = refusals
  const { port } = facts.record
  // A syntax error in STARTTLS itself, where it is offered, is no question of the port.
  if (port.tls !== 'none' || codeOf(first) === 501) return null
  const ehlo = lastEhlo(facts.clear)
  if (offers(ehlo, 'STARTTLS')) return null
  const delivered = deliveredAfter(facts, first.command.n)
  const stop = stopOfStarttls(library)
  return {
    id: 'starttls-required-not-offered',
    confidence: 'certain',
    ...(delivered && { severity: 'warning' }),
    saw: `The client sent STARTTLS, which EHLO had not offered, and got ${answerOf(first)}${delivered ? '; then it sent the mail unencrypted' : ''}.`,
    why: delivered
      ? 'This port has no TLS. The client uses TLS only where it can (opportunistic TLS), or was set to use it and fell back silently: what it sends is unencrypted either way.'
      : 'This port has no TLS, and the client insists on it.',
    fix: delivered
      ? `Switch TLS off for port ${port.port}${stop === null ? '' : ` by ${stop}`}; or make the client insist on TLS, and use ${starttlsPort} or ${implicitTlsPort}.`
      : `Switch TLS off for port ${port.port}, or use ${starttlsPort} or ${implicitTlsPort}.`,
    evidence: entriesOf(ehlo, ...refusals),
  }
}
