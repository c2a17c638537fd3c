import { bindsToChannel, isOffered, userMechanisms, withoutUsers } from '../../model/mechanisms.ts'
import type { AuthObserved } from '../../model/observation.ts'
import type { Facts } from '../facts.ts'
import { codeOf, deliveredAfter, lastEhlo, mechanismsOf } from '../queries.ts'
import { answerOf, clean } from '../quote.ts'
import type { Detection, Rule } from '../rule.ts'
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

type Said = Pick<Detection, 'id' | 'saw' | 'why' | 'fix'>
type Say = (
  auth: AuthObserved,
  facts: Facts,
  failed: readonly AuthObserved[],
  context: Parameters<Rule>[1],
) => Said

const sayings: Partial<Record<Outcome, Say>> = {
  'before-tls': (auth, { record }, _failed, { implicitTlsPort }) => ({
    id: 'login-before-starttls',
    saw: `The client sent AUTH ${mechanismOf(auth)} unencrypted and got 530, before STARTTLS.`,
    why: 'This port accepts a login under TLS only, and does not offer one before STARTTLS.',
    fix: `Make the client use STARTTLS before it logs in on port ${record.port.port}, or use ${implicitTlsPort}.`,
  }),
  'not-offered': (auth, { record }, _failed, { starttlsPort, implicitTlsPort }) => ({
    id: 'login-not-offered-on-plain-port',
    saw: `The client sent AUTH ${mechanismOf(auth)}, which port ${record.port.port} does not offer.`,
    why: 'This port is for mail between servers (RFC 5321) and has no login; apps submit mail on a submission port.',
    fix: `Drop the login for port ${record.port.port}; or submit on ${starttlsPort} or ${implicitTlsPort}.`,
  }),
  rejected: (_auth, { exchanges }, failed) =>
    loginRejected(
      failed.filter((one) => one.outcome === 'rejected'),
      [...new Set(failed.map(mechanismOf))],
      exchanges.some((exchange) => exchange.command.verb === 'AUTH' && codeOf(exchange) === 535),
    ),
  unsupported: (auth, facts) => {
    const offered = mechanismsOf(lastEhlo(facts.secure.length > 0 ? facts.secure : facts.clear))
    const command = facts.exchanges.findLast(
      (exchange) => exchange.command.verb === 'AUTH' && exchange.command.n < auth.n,
    )
    // What a server without users offers; with any other list it has users, or somebody chose the list.
    const isWithoutUsers = offered === null || offered === withoutUsers
    const needsUsers = userMechanisms.has(auth.mechanism) && isWithoutUsers
    const needsTls = bindsToChannel(auth.mechanism) && !auth.secure
    const isOnRequest = !needsUsers && auth.secure && isOffered(auth.mechanism, 'request')
    const bare = command !== undefined && /^AUTH\s*$/i.test(command.command.line)
    return {
      id: 'auth-mechanism-unsupported',
      saw: `The client sent AUTH ${bare ? 'without a mechanism' : mechanismOf(auth)} and got ${command === undefined ? '504' : answerOf(command)}${offered === null ? '' : `; the server offered ${offered}`}.`,
      why: bare
        ? 'AUTH takes the name of a mechanism (RFC 4954 §4).'
        : needsUsers
          ? 'The server offers this mechanism only if it has users. Without users it accepts any password, so it has none to compare a token with, or to prove that it knows.'
          : needsTls
            ? 'The mechanism binds the login to TLS, and the connection has none.'
            : isOnRequest
              ? 'The server offers this mechanism on request only.'
              : 'The server does not have this mechanism.',
      fix: `${needsUsers ? `Start the server with the user and password of the client (--user)${bindsToChannel(auth.mechanism) ? ' and --auth-mechanism modern' : ''}; or let` : isOnRequest ? 'Start the server with --auth-mechanism modern; or let' : 'Let'} the client choose the mechanism from the EHLO answer, or set it to PLAIN or LOGIN.`,
    }
  },
  malformed: (auth) => ({
    id: 'auth-malformed',
    saw: `What the client sent for AUTH ${mechanismOf(auth)} could not be read and got 501.`,
    why:
      auth.hints.flatMap((hint) => misread[hint] ?? [])[0] ??
      'It was empty, not base64, or not in the form of the mechanism (PLAIN needs two NUL bytes, RFC 4616).',
    fix: 'Let a library do the AUTH exchange, or encode it as RFC 4954 describes.',
  }),
  cancelled: (auth) => ({
    id: 'auth-cancelled',
    saw: `The client broke off AUTH ${mechanismOf(auth)} with "*".`,
    ...brokenOff(
      auth,
      'The server had proved that it knows the password, and the client did not accept the proof.',
      'It found that it cannot log in: it has no password, or does not support the mechanism after all.',
      'Check that user and password are set in the client, and look for an error of its own.',
    ),
  }),
  abandoned: (auth) => ({
    id: 'auth-cancelled',
    saw: `The client closed the connection in the middle of AUTH ${mechanismOf(auth)}.`,
    ...brokenOff(
      auth,
      'The server had proved that it knows the password, and the client did not accept the proof, or did not wait for the end.',
      'It got a challenge and sent no answer: it has no password, does not support the mechanism after all, or ran into a time-out of its own.',
      'Check that user and password are set in the client, and look for an error of its own; if it supports another mechanism, let it use that.',
    ),
  }),
}

type Cause = Pick<Said, 'why' | 'fix'>

/** Who broke off doubts the server's proof, has nothing to bind the login to, or fails for a reason of its own. */
function brokenOff(auth: AuthObserved, doubt: string, why: string, fix: string): Cause {
  if (auth.hints.includes('server-proof-refused')) return { why: doubt, fix: readSignature }
  return bindsToChannel(auth.mechanism) ? withoutBinding : { why, fix }
}

/** Mutt does so: GNU SASL suggests the strongest, and who calls it would have to know the channel. */
const withoutBinding: Cause = {
  why: 'It chose the mechanism that binds the login to the TLS connection, and then had nothing to bind it to. Usually its SASL library supports the mechanism, and the client itself does not.',
  fix: 'Name another mechanism in the client (Mutt: `set smtp_authenticators="scram-sha-256"`), or start the server without `--auth-mechanism modern`, which offers this mechanism.',
}

/** What was wrong with a response that has the form of its mechanism. */
const misread: Readonly<Partial<Record<AuthObserved['hints'][number], string>>> = {
  'nonce-wrong': 'Its nonce is not the one that the server had sent (RFC 5802 §5.1).',
  'channel-binding-wrong':
    'Its channel binding (c=) is not that of the first message, in base64 (RFC 5802 §5.1).',
  'channel-binding-unoffered':
    'It asked for channel binding, which only mechanisms with names that end in -PLUS have (RFC 5802 §6).',
  'channel-binding-missing':
    'It asked for no channel binding; with a mechanism whose name ends in -PLUS it must begin with "p=" and a type of binding (RFC 5802 §6).',
  'server-proof-refused':
    'The server had proved that it knows the password; then the client must send an empty line (RFC 4954 §4).',
}

const readSignature =
  "Look at how the client checks the server's signature (v=, RFC 5802 §3): it is the base64 of an HMAC over the same text as the client's own proof."

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
