import type { SecretForms } from '../base/secret-forms.ts'
import type { Eventual } from '../base/eventual.ts'
import type { InFlight } from '../base/in-flight.ts'
import type { Clock, Ids, RandomHex } from '../base/passed-in.ts'
import type { Faults } from '../faults/faults.ts'
import type { Fault } from '../model/fault.ts'
import type { NewMessage } from '../model/message.ts'
import type { BoundPort, PortProfile } from '../model/port-profile.ts'
import type { ProfilesAfterRefusal, ScenarioName } from '../model/scenario.ts'
import type { SessionRecord } from '../model/session-record.ts'
import type { Credentials, SmtpSettings } from '../protocol/settings.ts'
import type { TlsContexts } from '../tls/contexts.ts'

/** What became of a message: it is in the store, or was refused, with the reason, and its content is the caller's still. */
export type Added = { readonly kept: object } | { readonly refused: Error }

/** The store, as far as the SMTP side needs one. */
export interface MessageStore {
  /**
   * Keeps a message. Answers at once where it can: a Promise costs a tenth of the work of a message. Until a later answer
   * the client waits, and the content may be read, but only through `message.content`: its parts move.
   * @param abort - Asked for by a store that answers later: the signal tells that nobody waits for the answer any more
   */
  addMessage(message: NewMessage, abort: () => AbortSignal): Eventual<Added>
  /** Called for a message whose answer came too late; once more when it was kept after all. */
  removeMessages(ids: readonly string[]): Eventual<unknown>
}

export interface ListenerSpec {
  /** Name of the listener: the profile's, or the user's own. */
  readonly name: string
  /** Already changed by options (auth, opportunistic STARTTLS on relay). */
  readonly profile: PortProfile
  /** Addresses to bind, the first one is shown to clients. An address of `::1` is left out silently where the machine has no IPv6. */
  readonly hosts: readonly string[]
  /** 0: any free one, the same for all addresses. */
  readonly port: number
  /** Number to use where the system forbids `port` (EACCES); null: that is an error. */
  readonly fallbackPort: number | null
  /** What it is from the start. Default: what the rest says. */
  readonly scenario?: ListenerScenario | null
}

/** What replaces the settings a listener was made with. */
export interface ListenerScenario extends ScenarioName {
  readonly profile: PortProfile
  /** null: as all listeners of the server. */
  readonly tls: TlsContexts | null
  /** What it is for a client that has refused its TLS. Default null: what it is for all. */
  readonly afterRefusal?: ProfilesAfterRefusal | null
  /** Of this listener alone; they fire before those that were set for all. */
  readonly faults: readonly Fault[]
  /** Whether nobody answers. */
  readonly closed: boolean
}

/** A session that goes on. */
export interface OpenSession {
  readonly id: string
  /** As it is now. */
  snapshot(): SessionRecord
}

export interface SmtpEngine {
  /** What is on its way: its messages, and what others add. */
  readonly inFlight: InFlight
  /** Binds one listener on all its addresses, or none of them. Throws PORT_IN_USE, PORT_FORBIDDEN, PORT_UNAVAILABLE. */
  listen(spec: ListenerSpec): Promise<BoundPort>
  /**
   * What a listener is for the connections accepted from now on; null: what it was made as. Those that are open stay what
   * they are. Throws as `listen` where nobody answered, and the number is taken meanwhile.
   */
  setScenario(listener: string, scenario: ListenerScenario | null): Promise<void>
  /**
   * The client of a listener is run once more under the same scenario. One that has refused TLS is known by its connections, and
   * gets none on its third; now it gets TLS on every connection, as one that came back for the certificate would.
   */
  meetAgain(listener: string): void
  /** The scenario that is on a listener; null: it is what it was made as. */
  scenarioOf(listener: string): ListenerScenario | null
  /** For how long the event loop has been late by now, in milliseconds; in no snapshot yet. */
  readonly lateMs: number
  /** Snapshots of the sessions still open. */
  openSessions(): readonly SessionRecord[]
  /** Called when a session has begun and whenever what its client sent has been answered; the function returned ends it. */
  watch(listener: (session: OpenSession) => void): () => void
  /** Stops accepting, lets messages in flight finish within closeTimeoutMs, sends 421 4.3.2 to the rest, ends. Idempotent. */
  close(): Promise<void>
}

/** What `createSmtpEngine` (create-engine.ts) is given. */
export interface SmtpEngineParts {
  readonly settings: SmtpSettings
  readonly store: MessageStore
  /** Told of each session that has ended. Must not throw. */
  readonly sessionEnded: (record: SessionRecord) => void
  readonly credentials: Credentials
  readonly faults: Faults
  /** The password that the client of a listener was given, where it is looked for in all that is not encrypted; null: nobody looks. Default: nobody does. */
  readonly passwordOf?: (listener: string) => SecretForms | null
  /** Whether all connections to a listener are those of one client in one run, as under `verify` alone: one that has refused its TLS is known when it connects again. Default false. */
  readonly isOneClient?: boolean
  /** null: no listener has TLS. */
  readonly tls: TlsContexts | null
  readonly clock: Clock
  readonly ids: Ids
  readonly random: RandomHex
  /** How long a message may wait for its answer before the client gets 451. Default 30 s: many clients give up after a minute. */
  readonly answerTimeoutMs?: number
  /** Memory of evicted messages that is kept for those to come. Default 32 MiB. */
  readonly maxIdleBlockBytes?: number
  /** Anything that should not have happened: reported, never thrown. */
  readonly onError: (error: unknown) => void
  /** Whether listeners and connections keep the process from ending. */
  readonly holdsProcess: boolean
}
