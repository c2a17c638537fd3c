/** What an eavesdropper on the network would read of a login: a password, a token, or neither. */
export type AuthSecret = 'password' | 'token' | 'neither'

interface Spoken {
  readonly sends: AuthSecret
  /**
   * `users`: where users are configured. With SCRAM a server proves that it knows the password (RFC 5802 §3), so one
   * that accepts any cannot offer it. `always`: there too, which is all that such a server offers. `request`: where
   * users are configured and it is asked for. Some clients take the strongest that they see and then cannot bind it to
   * TLS.
   */
  readonly offered: 'always' | 'users' | 'request'
}

/**
 * In the order in which EHLO offers them (RFC 4616, 4954, 2195, 7677, 7628; XOAUTH2 as Google and Microsoft define it).
 * RFC 4954 gives that no meaning, but some clients take the first that they know: the oldest come first, the strongest last.
 */
const spoken = {
  PLAIN: { sends: 'password', offered: 'always' },
  LOGIN: { sends: 'password', offered: 'always' },
  'CRAM-MD5': { sends: 'neither', offered: 'always' },
  XOAUTH2: { sends: 'token', offered: 'always' },
  'SCRAM-SHA-256': { sends: 'neither', offered: 'users' },
  OAUTHBEARER: { sends: 'token', offered: 'users' },
  'SCRAM-SHA-256-PLUS': { sends: 'neither', offered: 'request' },
} as const satisfies Readonly<Record<string, Spoken>>

/** SASL mechanisms Fourport speaks. */
export type AuthMechanism = keyof typeof spoken

/** The same as a list, in the order in which EHLO offers them. */
export const authMechanisms: readonly AuthMechanism[] = Object.freeze(Object.keys(spoken) as AuthMechanism[])

/** Whether it is one of ours, and offered in this case. */
export function isOffered(name: string, when: Spoken['offered']): boolean {
  return Object.hasOwn(spoken, name) && spoken[name as AuthMechanism].offered === when
}

/** Those of them that are offered where users are configured at most. */
export const userMechanisms: ReadonlySet<string> = new Set(
  authMechanisms.filter((name) => spoken[name].offered !== 'always'),
)

/** Those that a server offers unless it is set to others. */
export const defaultMechanisms: readonly AuthMechanism[] = Object.freeze(
  authMechanisms.filter((name) => spoken[name].offered !== 'request'),
)

/** Names of lists, in place of the mechanisms in them. `modern`: all, those included that are offered on request. */
export const mechanismPresets = { modern: authMechanisms } as const satisfies Readonly<
  Record<string, readonly AuthMechanism[]>
>

export type MechanismPreset = keyof typeof mechanismPresets

/** What a server without users offers in EHLO, unless somebody chose the list. */
export const withoutUsers: string = authMechanisms.filter((name) => !userMechanisms.has(name)).join(' ')

/** Whether it binds the login to the channel, and so needs TLS: those that do are named so (RFC 5802 §4). */
export function bindsToChannel(mechanism: string): boolean {
  return mechanism.endsWith('-PLUS')
}

/** Of IANA's list what SMTP has seen, and what clients made known. */
const others: Readonly<Record<string, AuthSecret>> = {
  XOAUTH: 'token',
  'DIGEST-MD5': 'neither',
  'SCRAM-SHA-1': 'neither',
  'SCRAM-SHA-1-PLUS': 'neither',
  'SCRAM-SHA-224': 'neither',
  'SCRAM-SHA-224-PLUS': 'neither',
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
export const knownMechanisms: ReadonlyMap<string, AuthSecret> = new Map<string, AuthSecret>([
  ...authMechanisms.map((name) => [name, spoken[name].sends] as const),
  ...Object.entries(others),
])
