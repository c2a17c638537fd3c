import type { Observation } from './observation.ts'
import type { AuthPolicy, ProfileName, TlsMode } from './port-profile.ts'
import type { ScenarioName } from './scenario.ts'
import type { Speaker } from './speaker.ts'
import type { ClientHello, LeafFacts, TlsFacts } from './tls-facts.ts'

/** Version of the JSON form. It grows by new optional fields; a change of meaning raises it. */
export const sessionRecordVersion = 1

/** The port as the client met it. Copied, so that a record explains itself in a file. */
export interface SessionPort {
  readonly name: string
  readonly profile: ProfileName
  readonly host: string
  readonly port: number
  readonly tls: TlsMode
  readonly tlsRequired: boolean
  readonly auth: AuthPolicy
  /** As options had it, a client could log in without TLS. Left out where it could not. */
  readonly authWithoutTls?: true | undefined
}

/** How a connection ended. */
export interface SessionClose {
  readonly by: 'client' | 'server'
  /** `fin`: orderly. `rst`: reset. `destroyed`: we cut it. */
  readonly how: 'fin' | 'rst' | 'destroyed'
  /**
   * The client completed the TLS handshake, sent no command, and ended TLS with close_notify (RFC 8446 §6.1). Left out where
   * it sent none, and where it had sent something before: then nobody looked.
   */
  readonly closeNotify?: true
  readonly atMs: number
}

/**
 * Everything one connection did, credentials left out. The diagnosis reads nothing else, so a record
 * from a file is explained like a live one.
 */
export interface SessionRecord {
  readonly version: typeof sessionRecordVersion
  readonly id: string
  readonly port: SessionPort
  /** The scenario that was on the listener, where one was: what the server did wrong, it did on purpose. */
  readonly scenario?: ScenarioName
  readonly remote: { readonly host: string; readonly port: number }
  /** ISO 8601. */
  readonly startedAt: string
  /** null while it is open. */
  readonly durationMs: number | null
  /** Who spoke first, and what: `smtp` also where the client waited for our greeting, then answered it. */
  readonly speaker: Speaker
  /** Milliseconds from the connect to the client's first byte; null where none came. */
  readonly firstByteMs: number | null
  /** EHLO or HELO argument of the last greeting. */
  readonly clientName: string | null
  readonly clientHello: ClientHello | null
  readonly tls: TlsFacts | null
  /** User of the last accepted AUTH. */
  readonly user: string | null
  /** Ids of the captured messages. */
  readonly messages: readonly string[]
  readonly close: SessionClose | null
  /** The certificate this listener presented, null where it has no TLS. */
  readonly leaf: LeafFacts | null
  /** Octets both ways, TLS records counted as they crossed the wire where TLS was in use. */
  readonly bytesIn: number
  readonly bytesOut: number
  readonly entries: readonly Observation[]
  /** Entries that were dropped from the middle. */
  readonly dropped: number
  /**
   * The password that the client was given crossed the network unencrypted, in whatever form: as it is, reversed, in hex or
   * in base64, in a login or anywhere else. Only `fourport verify` knows the password and looks for it.
   */
  readonly passwordUnencrypted?: true
  /**
   * For how long the event loop of the server was late while the session was open, in milliseconds: times in the record are
   * wrong by up to as much. Left out where it never was late by more than 50 ms.
   */
  readonly lateMs?: number
  /** The server's listeners, in records that were written to a file: a fix names the port to use instead. */
  readonly ports?: readonly Pick<SessionPort, 'profile' | 'port' | 'tls'>[]
}
