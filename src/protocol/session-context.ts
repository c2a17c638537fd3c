import type { FaultTls } from '../model/fault.ts'
import type { Actions } from './actions.ts'
import type { SessionRecorder } from './record.ts'
import type { RefusalCount } from './refusal-count.ts'
import type { ListenerShared } from './shared.ts'

/** What stages and conversations know of the session they belong to. */
export interface SessionContext {
  readonly listener: ListenerShared
  readonly record: SessionRecorder
  readonly refusals: RefusalCount
  readonly actions: Actions
  readonly remote: { readonly host: string; readonly port: number }
  /** Elapsed milliseconds of what is going on. */
  readonly nowMs: number
  /** Whether our side has ended. */
  readonly lingers: boolean
  /** Whether the server is about to stop. */
  readonly stopping: boolean
  /** Whether the connection is closed: nobody hears a reply. */
  readonly gone: boolean
  /** STARTTLS was accepted, its reply is out; `behind` came in plaintext behind it. `instead`: TLS does not follow, on purpose. */
  startTls(behind: Buffer, instead: FaultTls | null): void
  /** Nothing more will be said: end our side. */
  hangUp(): void
  /** Resets the connection, behind what was said. */
  reset(): void
  /** Cut without a word. */
  destroy(): void
  /** A message is answered for; a stop that waited for it may go on. */
  messageDone(): void
  /** Nothing was said for so long, on purpose: no time-out counts it. */
  delayed(ms: number): void
  /** Ends what has gone on for too long while a message was owed its answer. */
  catchUp(): void
}
