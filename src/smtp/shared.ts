import type { BlockPool } from '../base/block-pool.ts'
import type { Emitter } from '../base/emitter.ts'
import type { PortProfile } from '../model/port-profile.ts'
import type { SessionPort } from '../model/session-record.ts'
import type { ConnectionHost } from './connection.ts'
import type { OpenSession, SmtpEngineParts } from './engine.ts'
import type { Knocks } from './knocks.ts'
import type { TrustingPeers } from './trusting-peers.ts'

/** Bytes of messages still arriving, all listeners of one server together. */
export interface InFlight {
  bytes: number
}

/** What the sessions of one engine share. */
export interface EngineShared extends SmtpEngineParts {
  readonly inFlight: InFlight
  readonly answerTimeoutMs: number
  /** Where message bytes go as they come. */
  readonly blocks: BlockPool
  /** Sessions that have come further, for who waits for that. */
  readonly progress: Emitter<OpenSession>
  /** Peers that can be spoken to inside TLS. */
  readonly trusting: TrustingPeers
}

/** What the sessions of one listener share. */
export interface ListenerShared extends EngineShared {
  readonly profile: PortProfile
  readonly port: SessionPort
  readonly clearHost: ConnectionHost
  readonly secureHost: ConnectionHost
  /** Peers that sent a ClientHello to this plaintext port, as long as we remember it. */
  readonly knocks: Knocks
}
