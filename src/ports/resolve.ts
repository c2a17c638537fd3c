import type { AuthPolicy, PortProfile, ProfileName } from '../model/port-profile.ts'
import { profiles } from './profiles.ts'

/** The four listeners by the name they have in options and on the handle. */
export type PortKey = 'relay' | 'smtps' | 'submission' | 'submissionAlt'

/** Those of the four on which a client may log in. */
export type SubmissionKey = Exclude<PortKey, 'relay'>

/** What options say of the listeners, all of it given. */
export interface PortOptions {
  readonly host: readonly string[]
  readonly ports: Readonly<Record<PortKey, number | 'off'>>
  readonly listeners: readonly {
    readonly name: string
    readonly profile: ProfileName
    readonly port: number
    /** null: as the four. */
    readonly host: readonly string[] | null
  }[]
  readonly strictPorts: boolean
  readonly auth: Readonly<Record<SubmissionKey, AuthPolicy>>
  readonly relayStartTls: boolean
}

/** One listener to bind. */
export interface PlannedListener {
  readonly name: string
  readonly profile: PortProfile
  readonly hosts: readonly string[]
  readonly port: number
  readonly fallbackPort: number | null
}

/** The four in their order, each with its profile. */
export const portKeys: Readonly<Record<PortKey, ProfileName>> = Object.freeze({
  relay: 'relay',
  smtps: 'smtps',
  submission: 'submission',
  submissionAlt: 'submission-alt',
} as const)

/** First number that every user may bind, on systems that keep the lower ones for root. */
const firstFreePort = 1024

/** 25 becomes 10025: easy to recognise, and clear of the range from which systems take ephemeral ports. */
const fallbackOffset = 10_000

/** What to bind: the four that are on, in their order, then the user's own. */
export function resolveListeners(options: PortOptions): readonly PlannedListener[] {
  const four = Object.entries(portKeys).flatMap(([key, profile]) => {
    const port = options.ports[key as PortKey]
    return port === 'off' ? [] : [{ name: profile, profile, port, host: null }]
  })
  return [...four, ...options.listeners].map(({ name, profile, port, host }) => ({
    name,
    profile: profileWith(options, profile),
    hosts: host ?? options.host,
    port,
    fallbackPort: port > 0 && port < firstFreePort && !options.strictPorts ? port + fallbackOffset : null,
  }))
}

function profileWith(options: PortOptions, name: ProfileName): PortProfile {
  const profile = profiles[name]
  if (name === 'relay') {
    // Opportunistic, as real mail exchangers offer it: never demanded (RFC 3207 §4).
    return options.relayStartTls ? Object.freeze({ ...profile, tls: 'starttls' }) : profile
  }
  const auth = options.auth[name === 'submission-alt' ? 'submissionAlt' : name]
  return Object.freeze({ ...profile, auth, mechanisms: auth === 'off' ? [] : profile.mechanisms })
}
