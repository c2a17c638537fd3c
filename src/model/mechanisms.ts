/** What who listens on the network would read of a login: a password, a token, or neither. */
export type AuthSecret = 'password' | 'token' | 'neither'

/** In the order in which EHLO offers them (RFC 4616, 4954, 2195; XOAUTH2 as Google and Microsoft define it). */
const spoken = {
  PLAIN: 'password',
  LOGIN: 'password',
  'CRAM-MD5': 'neither',
  XOAUTH2: 'token',
} as const

/** SASL mechanisms Fourport speaks. */
export type AuthMechanism = keyof typeof spoken

/** The same as a list, in the order in which EHLO offers them. */
export const authMechanisms: readonly AuthMechanism[] = Object.freeze(Object.keys(spoken) as AuthMechanism[])

/** Of IANA's list what SMTP has seen, and what clients made known. */
const others: Readonly<Record<string, AuthSecret>> = {
  XOAUTH: 'token',
  OAUTHBEARER: 'token',
  'DIGEST-MD5': 'neither',
  'SCRAM-SHA-1': 'neither',
  'SCRAM-SHA-1-PLUS': 'neither',
  'SCRAM-SHA-224': 'neither',
  'SCRAM-SHA-224-PLUS': 'neither',
  'SCRAM-SHA-256': 'neither',
  'SCRAM-SHA-256-PLUS': 'neither',
  'SCRAM-SHA-384': 'neither',
  'SCRAM-SHA-384-PLUS': 'neither',
  'SCRAM-SHA-512': 'neither',
  'SCRAM-SHA-512-PLUS': 'neither',
  NTLM: 'neither',
  GSSAPI: 'neither',
  'GSS-SPNEGO': 'neither',
  EXTERNAL: 'neither',
  ANONYMOUS: 'neither',
  KERBEROS_V4: 'neither',
  KERBEROS_V5: 'neither',
}

/** Every mechanism that is known by name, in upper case, with what it sends. Any other word may be a secret itself. */
export const knownMechanisms: ReadonlyMap<string, AuthSecret> = new Map<string, AuthSecret>(
  Object.entries({ ...spoken, ...others }),
)
