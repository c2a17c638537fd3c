import { authMechanisms, type AuthMechanism } from './mechanisms.ts'

/**
 * How a port gets to TLS. `implicit`: from the first byte (RFC 8314 §3.3). `starttls`: by the
 * STARTTLS command (RFC 3207). `none`: never.
 */
export type TlsMode = (typeof tlsModes)[number]
export const tlsModes = Object.freeze(['none', 'implicit', 'starttls'] as const)

/** `off`: AUTH is not offered. `optional`: offered under TLS, mail without it is captured. `required`: MAIL without it gets 530. */
export type AuthPolicy = (typeof authPolicies)[number]
export const authPolicies = Object.freeze(['off', 'optional', 'required'] as const)

/** How one port behaves. */
interface Behaviour {
  /** The number IANA or custom gives this service: 25, 465, 587, 2525; 1025 for a mail catcher. */
  readonly defaultPort: number
  /** Mail exchange between servers (RFC 5321), or submission by a client (RFC 6409). */
  readonly role: 'relay' | 'submission'
  readonly tls: TlsMode
  /** With `starttls`: whether everything but EHLO, HELO, NOOP, QUIT and STARTTLS is refused before it (RFC 3207 §4). */
  readonly tlsRequired: boolean
  readonly auth: AuthPolicy
  /** Whether AUTH is offered where STARTTLS could still protect it, as none of the four does (RFC 4954 §4, RFC 8314 §4). A catcher does. */
  readonly authBeforeTls: boolean
  readonly mechanisms: readonly AuthMechanism[]
  /** `wrong`: in SCRAM it takes any proof of a client, and its own is wrong: it does not know the password (RFC 5802 §3). Default: it is right. */
  readonly serverProof?: 'wrong'
}

/** Something of each of the four, by the key it has in code: on the handle, in the options of `startServer()`. */
export interface ByPort<Value> {
  /** Port 25's behaviour: mail exchange, plaintext (RFC 5321). */
  readonly relay: Value
  /** Port 465's: submission under TLS from the first byte (RFC 8314 §3.3). */
  readonly smtps: Value
  /** Port 587's: submission, STARTTLS required (RFC 6409, RFC 3207). */
  readonly submission: Value
  /** Port 2525's: as 587. */
  readonly submissionAlt: Value
}

type Named = Behaviour & { readonly name: string }

const table = Object.freeze({
  // Mail exchange (RFC 5321). No AUTH: a mail exchanger that offers it is a submission server on the wrong port.
  relay: Object.freeze({
    name: 'relay',
    defaultPort: 25,
    role: 'relay',
    tls: 'none',
    tlsRequired: false,
    auth: 'off',
    authBeforeTls: false,
    mechanisms: Object.freeze([]),
  }),
  // Implicit TLS. Called deprecated from 1998 on; RFC 8314 §3.3 (2018) brought it back and prefers it to 587.
  smtps: Object.freeze({
    name: 'smtps',
    defaultPort: 465,
    role: 'submission',
    tls: 'implicit',
    tlsRequired: true,
    auth: 'optional',
    authBeforeTls: false,
    mechanisms: authMechanisms,
  }),
  // Submission (RFC 6409) with STARTTLS demanded (RFC 3207 §4).
  submission: Object.freeze({
    name: 'submission',
    defaultPort: 587,
    role: 'submission',
    tls: 'starttls',
    tlsRequired: true,
    auth: 'optional',
    authBeforeTls: false,
    mechanisms: authMechanisms,
  }),
  // No RFC names 2525; providers offer it where 587 is blocked, and it behaves like 587.
  submissionAlt: Object.freeze({
    name: 'submission-alt',
    defaultPort: 2525,
    role: 'submission',
    tls: 'starttls',
    tlsRequired: true,
    auth: 'optional',
    authBeforeTls: false,
    mechanisms: authMechanisms,
  }),
  // What Mailpit, MailHog and MailDev are to their clients: unencrypted, and any login is accepted. No real server does so.
  catcher: Object.freeze({
    name: 'catcher',
    defaultPort: 1025,
    role: 'submission',
    tls: 'none',
    tlsRequired: false,
    auth: 'optional',
    authBeforeTls: true,
    mechanisms: authMechanisms,
  }),
} as const satisfies ByPort<Named> & { readonly catcher: Named })

/** The four listeners by the name they have in code. */
export type PortKey = keyof ByPort<unknown>

/** The five profiles by the name they have in code. */
export type ProfileKey = keyof typeof table

/** Those of the five on which a client may log in. */
export type SubmissionKey = {
  [Key in ProfileKey]: (typeof table)[Key]['role'] extends 'submission' ? Key : never
}[ProfileKey]

/**
 * The behaviours: those of the four, and `catcher`, which only a further listener has. A port number never decides
 * anything: it selects one of these, and code asks the profile.
 */
export type ProfileName = (typeof table)[ProfileKey]['name']

/** The usual number of a profile, as a number or as text: `587` is `submission`. */
export type UsualNumber = (typeof table)[PortKey]['defaultPort'] | `${(typeof table)[PortKey]['defaultPort']}`

export interface PortProfile extends Behaviour {
  readonly name: ProfileName
}

/** The profiles as they are without options, in their order. Options make changed copies; these never change. */
export const profilesByKey: Readonly<Record<ProfileKey, PortProfile>> = table

const profileKeys = Object.freeze(Object.keys(table) as ProfileKey[])

/** The four. */
export const portKeys: readonly PortKey[] = Object.freeze(
  profileKeys.filter((key): key is PortKey => key !== 'catcher'),
)

export const submissionKeys: readonly SubmissionKey[] = Object.freeze(
  profileKeys.filter((key): key is SubmissionKey => table[key].role === 'submission'),
)

/** The same by the name that they have everywhere but in code. */
export const profiles: Readonly<Record<ProfileName, PortProfile>> = Object.freeze(
  Object.fromEntries(profileKeys.map((key) => [table[key].name, table[key]])) as Record<
    ProfileName,
    PortProfile
  >,
)

/** What a further listener may be. */
export const listenerProfileNames: readonly ProfileName[] = Object.freeze(
  profileKeys.map((key) => table[key].name),
)

/** The four, in their order. */
export const profileNames: readonly ProfileName[] = Object.freeze(portKeys.map((key) => table[key].name))

const byNumber: ReadonlyMap<string, ProfileName> = new Map(
  portKeys.map((key) => [String(table[key].defaultPort), table[key].name]),
)

/** The usual numbers, as text: everybody knows the profiles by these, so that no listener is named so. */
export const usualNumbers: readonly string[] = Object.freeze([...byNumber.keys()])

/** A profile, or the listener that has its name, by its usual number: `587` is `submission`. Anything else stays as it is. */
export function byUsualNumber<Name>(name: Name): Name | ProfileName {
  const number = typeof name === 'number' ? String(name) : name
  return typeof number === 'string' ? (byNumber.get(number) ?? name) : name
}

/** A listener as it really is: what must be set in a client. */
export interface BoundPort {
  /** Name of the listener; the profile's own name for the four, the user's for further ones. */
  readonly name: string
  readonly profile: ProfileName
  /** The first address it listens on, for a client to connect to. */
  readonly host: string
  /** Every address it listens on. */
  readonly addresses: readonly string[]
  readonly port: number
  readonly tls: TlsMode
  readonly tlsRequired: boolean
  readonly auth: AuthPolicy
  /** A client may log in without TLS, which shows its password to everyone on the way. Left out where it may not. */
  readonly authWithoutTls?: true | undefined
}

/** Likewise, as a profile has it. */
export function takesPasswordsUnencrypted({ auth, tls, authBeforeTls }: PortProfile): boolean {
  return auth !== 'off' && (tls === 'none' || (tls === 'starttls' && authBeforeTls))
}
