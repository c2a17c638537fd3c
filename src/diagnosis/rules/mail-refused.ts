import type { Verb } from '../../model/verbs.ts'
import { answerOf, entriesOf, quoteCommand } from '../quote.ts'
import { codeOf, deliveredAfter, isHello, lastEhlo, mechanismsOf, offers } from '../queries.ts'
import type { Detection, Rule } from '../rule.ts'

/** AUTH has rules of its own; what a look at a server asks (HELP, VRFY), refused with 530 as well, is no mail. */
const asksForMail: ReadonlySet<string> = new Set<Verb>(['MAIL', 'RCPT', 'DATA', 'BDAT'])

/** MAIL, or another command, refused with 530: TLS is missing, or the login. */
export const mailRefused: Rule = (facts, context) => {
  const { port } = facts.record
  const refusal = facts.exchanges.find(
    (exchange) => asksForMail.has(exchange.command.verb) && codeOf(exchange) === 530,
  )
  if (refusal === undefined || deliveredAfter(facts, refusal.command.n)) return null
  const group = refusal.command.secure ? facts.secure : facts.clear
  const hello =
    group.findLast((exchange) => isHello(exchange) && exchange.command.n < refusal.command.n) ?? null
  const answer = answerOf(refusal)
  const evidence = entriesOf(hello, refusal)

  if (refusal.command.secure || !port.tlsRequired) {
    const offered = offers(hello, 'AUTH') ? ', although AUTH was offered' : ''
    const mechanisms = mechanismsOf(hello)
    return {
      id: 'login-missing',
      confidence: 'certain',
      saw: `${quoteCommand(refusal)} came without a login${offered}, and got ${answer}.`,
      why: 'This port accepts mail only after a login, as real submission servers do.',
      fix: `Give the client a user and a password${mechanisms === null ? '' : `; if it has both, it supports none of the mechanisms offered (${mechanisms}): allow it one of them`}.`,
      evidence,
    }
  }
  const fix = `Set the client to STARTTLS on port ${port.port}, and make it insist on TLS; or use ${context.implicitTlsPort}.`
  const why = 'This port accepts mail under TLS only (RFC 3207 §4).'
  const base: Pick<Detection, 'confidence' | 'fix' | 'evidence'> = { confidence: 'certain', fix, evidence }
  if (hello?.command.verb === 'HELO' && lastEhlo(facts.clear) === null) {
    return {
      ...base,
      id: 'helo-only-client',
      saw: `The client greeted with HELO, then sent ${quoteCommand(refusal)} unencrypted and got ${answer}.`,
      why: `${why} With HELO a client cannot see that STARTTLS is offered.`,
    }
  }
  return {
    ...base,
    id: 'starttls-not-used',
    saw: `${hello === null ? 'The client sent no EHLO' : 'The EHLO answer offered STARTTLS'}, then ${quoteCommand(refusal)} came unencrypted and got ${answer}.`,
    why,
  }
}
