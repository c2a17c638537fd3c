import type { CertificateKind } from './certificate-kind.ts'
import type { Fault } from './fault.ts'
import type { PortProfile, TlsMode } from './port-profile.ts'
import type { ScenarioGroup } from './scenario-group.ts'
import type { TlsVersion } from './tls-version.ts'

/**
 * What is asked of a client. `deliver`: the message arrives exactly once, the client says so, and nothing was in clear
 * that TLS was there for. `refuse`: it leaves before AUTH and MAIL, and says so. `no-clear`: neither password nor mail in
 * clear, and it says so. `tell`: what was not taken, for all recipients or for some, is said. `tell-once`: likewise, and
 * not tried again. `tell-or-retry`: said, or delivered by trying again. `not-used`: replies from before TLS are not taken
 * for those under it. `quit-quiet`: delivered once and no error, for the message was taken before the trouble.
 * `report`: nothing.
 */
export type DemandKind = (typeof demandKinds)[number]
export const demandKinds = Object.freeze([
  'deliver',
  'refuse',
  'no-clear',
  'tell',
  'tell-once',
  'tell-or-retry',
  'not-used',
  'quit-quiet',
  'report',
] as const)

export interface Demand {
  /** `must`: a client that does otherwise is at fault. `observation`: standards leave it open; what was seen is told. */
  readonly rule: 'must' | 'observation'
  readonly what: DemandKind
  /**
   * Where it is not there, nothing more than an observation: `password`, the client logs in; `tls-asked`, it was told to
   * use TLS, or logs in. One that does neither may do without TLS (RFC 7435).
   */
  readonly needs?: 'password' | 'tls-asked'
}

/** A scenario as those know it who only have to say which it is. */
export type ScenarioName = Pick<Scenario, 'name' | 'group' | 'title'>

/** A scenario that is on a listener. */
export interface SetScenario extends AsyncDisposable {
  readonly name: string
  /** Name of the listener. */
  readonly listener: string
  /** The listener is again what it was before, unless it has got another one since. Idempotent. */
  off(): Promise<void>
}

/** What a listener's TLS becomes. */
export interface ScenarioTls {
  readonly minVersion?: TlsVersion
  readonly maxVersion?: TlsVersion
  /** As OpenSSL writes them. */
  readonly ciphers?: string
}

/** How a server can be, and what is to be expected of a client that meets it. A row of a table: it does nothing itself. */
export interface Scenario {
  /** `cert-expired`: lower case and hyphens, at most 24 characters. */
  readonly name: string
  readonly group: ScenarioGroup
  /** Part of a sentence: `an expired certificate`. */
  readonly title: string
  /** Where the demand comes from: `RFC 5280 §6.1.3`. */
  readonly source: string
  /** The ways to TLS on which it makes sense. */
  readonly on: readonly TlsMode[]
  readonly demand: Demand
  /** How the client has to name the host, where that matters. */
  readonly connectBy?: 'name' | 'address'
  /** Recipients that the message has to have. Default 1. */
  readonly recipients?: number
  /** What changes in the listener's profile. Where the profile has no AUTH, none comes of this. */
  readonly profile?: Partial<
    Pick<PortProfile, 'tls' | 'tlsRequired' | 'auth' | 'authBeforeTls' | 'mechanisms'>
  >
  /** In place of the server's own. */
  readonly certificate?: CertificateKind
  readonly tls?: ScenarioTls
  /** What goes wrong on this listener, before what was set for all. */
  readonly faults?: readonly Fault[]
  /** Nobody listens. */
  readonly closed?: true
}
