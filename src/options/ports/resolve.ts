import type { AuthMechanism } from '../../model/mechanisms.ts'
import {
  type AuthPolicy,
  type ByPort,
  portKeys,
  type PortProfile,
  type ProfileName,
  profiles,
  profilesByKey,
  type SubmissionKey,
  submissionKeys,
} from '../../model/port-profile.ts'

/** What options say of the listeners, all of it given. */
export interface PortOptions {
  readonly host: readonly string[]
  readonly ports: ByPort<number | 'off'>
  readonly listeners: readonly {
    readonly name: string
    readonly profile: ProfileName
    readonly port: number
    /** null: as the four. */
    readonly host: readonly string[] | null
  }[]
  readonly strictPorts: boolean
  /** Whether only the page is wanted, on what an earlier run left. */
  readonly readOnly: boolean
  readonly auth: Readonly<Record<SubmissionKey, AuthPolicy>>
  readonly authMechanisms: readonly AuthMechanism[]
  readonly relayStartTls: boolean
  /** Names of listeners. */
  readonly authWithoutTls: readonly string[]
  /** The certificate of the user; null: Fourport's own. */
  readonly cert: string | null
}

/** One listener to bind. */
export interface PlannedListener {
  readonly name: string
  readonly profile: PortProfile
  readonly hosts: readonly string[]
  readonly port: number
  readonly fallbackPort: number | null
}

/** First number that every user may bind, on systems that keep the lower ones for root. */
const firstFreePort = 1024

/** 25 becomes 10025: easy to recognise, and clear of the range from which systems take ephemeral ports. */
const fallbackOffset = 10_000

/** What to bind: the four that are on, in their order, then the user's own; nothing where mail cannot be kept. */
export function resolveListeners(options: PortOptions): readonly PlannedListener[] {
  if (options.readOnly) return []
  const four = portKeys.flatMap((key) => {
    const port = options.ports[key]
    const { name } = profilesByKey[key]
    return port === 'off' ? [] : [{ name, profile: name, port, host: null }]
  })
  return [...four, ...options.listeners].map(({ name, profile, port, host }) => ({
    name,
    profile: profileOfListener(options, name, profile),
    hosts: host ?? options.host,
    port,
    fallbackPort: port > 0 && port < firstFreePort && !options.strictPorts ? port + fallbackOffset : null,
  }))
}

/** With `authWithoutTls` a client may log in and send before TLS, wherever TLS does not come first of all. */
function profileOfListener(options: PortOptions, listener: string, name: ProfileName): PortProfile {
  const profile = profileWith(options, name)
  if (!options.authWithoutTls.includes(listener)) return profile
  const login =
    profile.role === 'relay' ? ({ auth: 'optional', mechanisms: options.authMechanisms } as const) : {}
  return Object.freeze({ ...profile, ...login, tlsRequired: false, authBeforeTls: true })
}

/**
 * A catcher offers STARTTLS with a certificate of the user alone: many clients upgrade by themselves where they can
 * (Nodemailer, Symfony Mailer, PHPMailer), and would refuse one of our own CA, which nobody told them to trust.
 */
function profileWith(options: PortOptions, name: ProfileName): PortProfile {
  const upgrades = name === 'catcher' && options.cert !== null
  const profile: PortProfile = upgrades ? { ...profiles[name], tls: 'starttls' } : profiles[name]
  const key = submissionKeys.find((one) => profilesByKey[one].name === name)
  if (key === undefined) {
    // Opportunistic, as real mail exchangers offer it: never demanded (RFC 3207 §4).
    return options.relayStartTls ? Object.freeze({ ...profile, tls: 'starttls' }) : profile
  }
  const auth = options.auth[key]
  const mechanisms = profile.mechanisms.filter((name) => options.authMechanisms.includes(name))
  return Object.freeze({ ...profile, auth, mechanisms: auth === 'off' ? [] : mechanisms })
}
