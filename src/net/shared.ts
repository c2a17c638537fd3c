import type { Clock } from '../base/passed-in.ts'
import type { Emitter } from '../base/emitter.ts'
import type { ListenerShared } from '../protocol/shared.ts'
import type { TlsContexts } from '../tls/contexts.ts'
import type { MessageStore, OpenSession } from './engine.ts'
import type { LateAnswers } from './late-answers.ts'

/** What the connections of one server share beside what their sessions do. */
export interface NetShared {
  readonly store: MessageStore
  readonly lateAnswers: LateAnswers
  readonly clock: Clock
  /** null: no listener has TLS. */
  readonly tls: TlsContexts | null
  /** Anything that should not have happened: reported, never thrown. */
  readonly onError: (error: unknown) => void
  /** Sessions that have come further, for who waits for that. */
  readonly progress: Emitter<OpenSession>
}

/** What the connections of one listener share. */
export interface ListenerParts extends NetShared {
  readonly listener: ListenerShared
  /** Told of each handshake that begins. */
  readonly handshakeBegins: () => void
}
