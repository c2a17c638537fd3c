import type { CertificateKind } from './certificate-kind.ts'
import type { Fault } from './fault.ts'
import type { PortProfile, TlsMode } from './port-profile.ts'
import type { ScenarioGroup } from './scenario-group.ts'
import type { TlsVersion } from './tls-version.ts'

/**
 * What a client must do. `deliver`: the message arrives exactly once, the client reports success, and nothing that
 * TLS was there for was sent unencrypted. `refuse`: it leaves before AUTH and MAIL, and reports it. `no-plaintext`: it
 * sends neither password nor mail unencrypted, and reports it. `report`: it reports what was not accepted, for all
 * recipients or for some. `report-once`: likewise, and it does not try again. `report-or-retry`: it reports, or delivers
 * by trying again. `not-used`: it discards replies from before TLS. `break-off`: it breaks off a login in which the
 * server proves nothing, and reports it. `quit-quiet`: it delivers once, without an error, for
 * the message was accepted before the trouble. `observe`: nothing.
 */
export type DemandKind = (typeof demandKinds)[number]
export const demandKinds = Object.freeze([
  'deliver',
  'refuse',
  'no-plaintext',
  'report',
  'report-once',
  'report-or-retry',
  'not-used',
  'break-off',
  'quit-quiet',
  'observe',
] as const)

export interface Demand {
  /** `must`: a client that does otherwise is at fault. `observation`: standards leave it open; the report says what was seen. */
  readonly rule: 'must' | 'observation'
  readonly what: DemandKind
  /**
   * Where it is not there, nothing more than an observation: `password`, the client logs in; `tls-asked`, it was set to
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
  /** The groups for key exchange that the server knows, as OpenSSL writes them. */
  readonly groups?: string
  /** The client is asked for a certificate, and may send none. */
  readonly requestClientCertificate?: true
}

/** How a listener treats a client that has refused its TLS. */
export interface ProfilesAfterRefusal {
  /** TLS may be tried once more. */
  readonly again: PortProfile
  /** There is none any more. */
  readonly unencrypted: PortProfile
}

/** How a server behaves, and what a client that meets it must do. A row of a table: it does nothing itself. */
export interface Scenario {
  /** `cert-expired`: lower case and hyphens, at most 24 characters. */
  readonly name: string
  readonly group: ScenarioGroup
  /** Part of a sentence: `an expired certificate`. */
  readonly title: string
  /** Source of the requirement: `RFC 5280 §6.1.3`. */
  readonly source: string
  /** The TLS modes to which it applies. */
  readonly on: readonly TlsMode[]
  readonly demand: Demand
  /** How the client must name the host, if that matters. */
  readonly connectBy?: 'name' | 'address'
  /** The least number of labels in the name of the host: `mail.example.test` has 3. Default 1. */
  readonly labels?: number
  /** Recipients that the message must have. Default 1. */
  readonly recipients?: number
  /** What changes in the listener's profile. Where the profile has no AUTH, none comes of this. */
  readonly profile?: Partial<
    Pick<PortProfile, 'tls' | 'tlsRequired' | 'auth' | 'authBeforeTls' | 'mechanisms' | 'serverProof'>
  >
  /** In place of the server's own. */
  readonly certificate?: CertificateKind
  readonly tls?: ScenarioTls
  /** A client that has refused this TLS finds that everything is taken unencrypted too. */
  readonly afterRefusal?: 'unencrypted'
  /** What goes wrong on this listener, before what was set for all. */
  readonly faults?: readonly Fault[]
  /** Nobody listens. */
  readonly closed?: true
}
