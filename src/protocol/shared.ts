import type { BlockPool } from '../base/buffer-list.ts'
import type { SecretForms } from '../base/secret-forms.ts'
import type { InFlight } from '../base/in-flight.ts'
import type { Ids, RandomHex } from '../base/passed-in.ts'
import type { Faults } from '../faults/faults.ts'
import type { FaultSource } from '../faults/first-of.ts'
import type { PortProfile } from '../model/port-profile.ts'
import type { ScenarioName } from '../model/scenario.ts'
import type { SessionPort } from '../model/session-record.ts'
import type { LeafFacts } from '../model/tls-facts.ts'
import type { Credentials, SmtpSettings } from './settings.ts'
import type { ConnectionHost } from './smtp-server.ts'
import type { TlsHosts } from './peers/tls-hosts.ts'
import type { UnexpectedTlsPeers } from './peers/unexpected-tls-peers.ts'
import type { TrustingPeers } from './peers/trusting-peers.ts'

/** What the sessions of one server share. */
export interface ServerShared {
  readonly settings: SmtpSettings
  readonly credentials: Credentials
  /** What is to go wrong on purpose. */
  readonly faults: Faults
  /** Wall time in milliseconds since 1970. */
  readonly wallMs: () => number
  readonly ids: Ids
  readonly random: RandomHex
  /** How long a message may wait for its answer before the client gets 451. */
  readonly answerTimeoutMs: number
  readonly inFlight: InFlight
  /** Where message bytes go as they come. */
  readonly blocks: BlockPool
  /** Peers that can be spoken to inside TLS. */
  readonly trusting: TrustingPeers
}

/** What the sessions of one listener share. */
export interface ListenerShared extends Omit<ServerShared, 'faults'> {
  /** What is to go wrong on purpose, here or on any listener. */
  readonly faults: FaultSource
  readonly profile: PortProfile
  /** What the client of this listener may not send unencrypted, which `verify` alone knows; null: nobody looks for it. */
  readonly password: SecretForms | null
  /** The scenario that is on it; null: it is as it was made. */
  readonly scenario: ScenarioName | null
  readonly port: SessionPort
  /** Where a client goes on that has refused the TLS of this listener; null: it cannot. */
  readonly afterRefusal: AfterRefusalListener | null
  /** Whether TLS can be spoken, be it to say that this port has none. */
  readonly speaksTls: boolean
  /** The certificate that clients of this port are shown; null: it has no TLS. */
  readonly leaf: LeafFacts | null
  readonly clearHost: ConnectionHost
  readonly secureHost: ConnectionHost
  /** Peers that sent a ClientHello to this plaintext port, as long as we remember it. */
  readonly unexpectedTlsPeers: UnexpectedTlsPeers
  /** Hosts that have spoken TLS on this port from the first byte. */
  readonly tlsHosts: TlsHosts
}

/** A client that refuses our TLS, and may go on without. */
export interface AfterRefusalListener {
  /** What the listener is for it then. */
  readonly unencrypted: ListenerShared
  /** Whether it has met the TLS of this listener before, and may come unencrypted at once. */
  readonly again: boolean
}
