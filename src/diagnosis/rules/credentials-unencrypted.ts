import type { Facts } from '../facts.ts'
import { clean } from '../quote.ts'
import type { Rule } from '../rule.ts'
import { secretOf } from './login-rejected-words.ts'

/** A password that crossed the network without TLS. Said whatever else there is to say. */
export const credentialsUnencrypted: Rule = (facts, context) => {
  const { auths, lateLines, record } = facts
  // LOGIN refused at once, and two lines after it all the same: user and password.
  const sentBlindly = (mechanism: string): boolean => mechanism === 'LOGIN' && lateLines >= 2
  const exposed = auths.filter(
    (auth) => !auth.secure && (auth.credentialsSent || sentBlindly(auth.mechanism)),
  )
  const evidence = [...exposed.map((auth) => auth.n), ...unread(facts)]
  if (evidence.length === 0) return null
  const [first] = exposed
  const { port } = record
  const secret = first === undefined ? 'password' : secretOf(first)
  const isOffered = port.authWithoutTls === true && record.scenario === undefined
  if (isOffered && first?.outcome === 'accepted') {
    return {
      id: 'credentials-unencrypted',
      severity: 'warning',
      confidence: 'certain',
      saw: `AUTH ${clean(first.mechanism, 32)} carried a ${secret} over a connection without TLS, and port ${port.port} accepted it, as a mail catcher does.`,
      why: `A real submission server offers no login before TLS (RFC 8314 §4): there this client could not send, or would show its ${secret} to everyone on the way.`,
      fix: `Keep this for tests, and set TLS for a real server: the same client can be tried on ${context.starttlsPort} or ${context.implicitTlsPort} here.`,
      evidence,
      fixKind: 'port',
    }
  }
  return {
    id: 'credentials-unencrypted',
    confidence: 'certain',
    saw: `AUTH${first ? ` ${clean(first.mechanism, 32)}` : ''} carried a ${secret} over a connection without TLS${first?.outcome === 'accepted' ? '' : ', and the refusal came too late to protect it'}.`,
    why: `Everyone on the way can read it: on a real network that ${secret} is no longer secret.`,
    fix:
      port.tls === 'none'
        ? `Drop the login for port ${port.port}; or log in on ${context.starttlsPort} or ${context.implicitTlsPort}, under TLS.`
        : `Make the client start TLS before it logs in on port ${port.port}, and never log in without it.`,
    evidence,
    fixKind: port.tls === 'none' ? 'no-login' : 'port',
  }
}

/** Where AUTH and its password came as plaintext that no dialogue read: after STARTTLS, or first of all where TLS was due. */
function unread({ discarded, firstBytes, record }: Facts): readonly number[] {
  const after = discarded?.credentialsSent === true ? [discarded.n] : []
  const isUnread = record.port.tls === 'implicit' && firstBytes?.protocol === 'smtp'
  const first = isUnread && firstBytes.credentialsSent === true ? [firstBytes.n] : []
  return [...after, ...first]
}
