import { type AuthMechanism, authMechanisms, knownMechanisms } from '../model/mechanisms.ts'
import { type TlsMode, tlsModes } from '../model/port-profile.ts'
import type { Scenario } from '../model/scenario.ts'

/** Ways to TLS on which a scenario makes sense. */
export const everywhere: readonly TlsMode[] = tlsModes
export const underTls: readonly TlsMode[] = Object.freeze(tlsModes.filter((mode) => mode !== 'none'))
export const plaintextOnly: readonly TlsMode[] = Object.freeze(['none'])
export const starttlsOnly: readonly TlsMode[] = Object.freeze(['starttls'])
export const implicitOnly: readonly TlsMode[] = Object.freeze(['implicit'])

/** What somebody in between asks for: a password or a token, and no proof that keeps it. Some clients would take CRAM-MD5 first. */
export const secretsAsked: readonly AuthMechanism[] = Object.freeze(
  authMechanisms.filter((name) => knownMechanisms.get(name) !== 'neither'),
)

/** Somebody in between asks for a login, and takes the mail without one all the same. */
const pretending = { auth: 'optional', mechanisms: secretsAsked, tlsRequired: false } as const
/** No word of TLS, and everything is taken unencrypted. STARTTLS gets 502: there are clients that send it unasked. */
export const noTls = { ...pretending, tls: 'none' } as const satisfies Scenario['profile']
/** TLS is there for who insists, and everything is taken unencrypted. */
export const bothWays = { ...pretending, authBeforeTls: true } as const satisfies Scenario['profile']
