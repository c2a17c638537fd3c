import { type AuthMechanism, authMechanisms, knownMechanisms } from '../model/mechanisms.ts'
import { type TlsMode, tlsModes } from '../model/port-profile.ts'

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
