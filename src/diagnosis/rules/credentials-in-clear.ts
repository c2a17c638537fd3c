import { clean } from '../quote.ts'
import type { Rule } from '../rule.ts'

/** A password that crossed the network without TLS. Said whatever else there is to say. */
export const credentialsInClear: Rule = ({ auths, lateLines, record }, { starttlsPort, implicitTlsPort }) => {
  // LOGIN refused at once, and two lines behind it all the same: user and password.
  const sentBlindly = (mechanism: string): boolean => mechanism === 'LOGIN' && lateLines >= 2
  const exposed = auths.filter(
    (auth) => !auth.secure && (auth.credentialsSent || sentBlindly(auth.mechanism)),
  )
  const [first] = exposed
  if (first === undefined) return null
  const { port } = record
  return {
    id: 'credentials-in-clear',
    confidence: 'certain',
    saw: `AUTH ${clean(first.mechanism, 32)} carried a password over a connection without TLS${first.outcome === 'accepted' ? '' : ', and was refused too late to protect it'}.`,
    why: 'Everyone on the way can read it; on a real network that password is no longer a secret.',
    fix:
      port.tls === 'none'
        ? `Drop the login for port ${port.port}; or log in on ${starttlsPort} or ${implicitTlsPort}, after TLS.`
        : `Make the client start TLS before it logs in on port ${port.port}, and never log in without.`,
    evidence: exposed.map((auth) => auth.n),
    situation: port.tls === 'none' ? 'no-login' : 'port',
  }
}
