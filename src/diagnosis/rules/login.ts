import type { AuthObserved } from '../../model/observation.ts'
import type { Facts } from '../facts.ts'
import { deliveredAfter, lastEhlo, mechanismsOf } from '../queries.ts'
import { answerOf, clean } from '../quote.ts'
import type { Discovery, Rule } from '../rule.ts'
import { loginRejected } from './login-rejected-words.ts'

type Outcome = AuthObserved['outcome']

/** AUTH that did not succeed, whatever the reason. One mechanism after another is one failure. */
export const login: Rule = (facts, context) => {
  const failed = facts.auths.filter((auth) => auth.outcome !== 'accepted')
  if (failed.length === 0 || facts.auths.some((auth) => auth.outcome === 'accepted')) return null
  // The password was wrong, whatever else was tried around it.
  const auth = failed.find((one) => one.outcome === 'rejected') ?? failed[0]
  if (auth === undefined) return null
  const say = sayings[auth.outcome]
  if (say === undefined) return null
  const delivered = deliveredAfter(facts, auth.n)
  return {
    confidence: auth.outcome === 'abandoned' ? 'likely' : 'certain',
    ...(delivered && { severity: 'warning' as const }),
    evidence: evidenceOf(facts, failed),
    ...say(auth, facts, failed, context),
  }
}

type Said = Pick<Discovery, 'id' | 'saw' | 'why' | 'fix'>
type Say = (
  auth: AuthObserved,
  facts: Facts,
  failed: readonly AuthObserved[],
  context: Parameters<Rule>[1],
) => Said

const sayings: Partial<Record<Outcome, Say>> = {
  'before-tls': (auth, { record }, _failed, { implicitTlsPort }) => ({
    id: 'login-before-starttls',
    saw: `The client sent AUTH ${mechanismOf(auth)} in clear and got 530, before STARTTLS.`,
    why: 'This port takes a login under TLS only; before STARTTLS it does not even offer one.',
    fix: `Make the client use STARTTLS before it logs in on port ${record.port.port}, or use ${implicitTlsPort}.`,
  }),
  'not-offered': (auth, { record }, _failed, { starttlsPort, implicitTlsPort }) => ({
    id: 'login-not-offered-on-plain-port',
    saw: `The client sent AUTH ${mechanismOf(auth)}, which port ${record.port.port} does not offer.`,
    why: 'This port takes mail between servers (RFC 5321) and knows no login; programs submit mail on a submission port.',
    fix: `Drop the login for port ${record.port.port}; or submit on ${starttlsPort} or ${implicitTlsPort}.`,
  }),
  rejected: (_auth, _facts, failed) =>
    loginRejected(
      failed.filter((one) => one.outcome === 'rejected'),
      [...new Set(failed.map(mechanismOf))],
    ),
  unsupported: (auth, facts) => {
    const offered = mechanismsOf(lastEhlo(facts.secure.length > 0 ? facts.secure : facts.clear))
    const command = facts.exchanges.findLast(
      (exchange) => exchange.command.verb === 'AUTH' && exchange.command.n < auth.n,
    )
    const bare = command !== undefined && /^AUTH\s*$/i.test(command.command.line)
    return {
      id: 'auth-mechanism-unsupported',
      saw: `The client sent AUTH ${bare ? 'without a mechanism' : mechanismOf(auth)} and got ${command === undefined ? '504' : answerOf(command)}${offered === null ? '' : `; offered was ${clean(offered)}`}.`,
      why: bare
        ? 'AUTH takes the name of a mechanism (RFC 4954 §4).'
        : 'The server does not have this mechanism.',
      fix: 'Let the client choose the mechanism from the EHLO answer, or set it to PLAIN or LOGIN.',
    }
  },
  malformed: (auth) => ({
    id: 'auth-malformed',
    saw: `What the client sent for AUTH ${mechanismOf(auth)} could not be read and got 501.`,
    why: 'It was nothing, not base64, or not in the form of the mechanism (PLAIN: two NUL bytes, RFC 4616).',
    fix: 'Let a library do the AUTH exchange, or encode it as RFC 4954 says.',
  }),
  cancelled: (auth) => ({
    id: 'auth-cancelled',
    saw: `The client broke off AUTH ${mechanismOf(auth)} with "*".`,
    why: 'It found on its own side that it cannot log in: no password, or a mechanism it cannot do after all.',
    fix: 'Check that user and password are set in the client, and look for an error of its own.',
  }),
  abandoned: (auth) => ({
    id: 'auth-cancelled',
    saw: `The client closed the connection in the middle of AUTH ${mechanismOf(auth)}.`,
    why: 'It got a challenge and had no answer: no password, a mechanism it cannot do after all, or a time-out of its own.',
    fix: 'Check that user and password are set in the client, and look for an error of its own; where it can do another mechanism, let it.',
  }),
}

function mechanismOf(auth: AuthObserved): string {
  return clean(auth.mechanism, 32)
}

/** The AUTH commands and how each ended. */
function evidenceOf(facts: Facts, failed: readonly AuthObserved[]): readonly number[] {
  const numbers = new Set(failed.map((auth) => auth.n))
  for (const { command, last } of facts.exchanges) {
    if (command.verb !== 'AUTH') continue
    numbers.add(command.n)
    if (last !== null) numbers.add(last.n)
  }
  return [...numbers].sort((a, b) => a - b)
}
