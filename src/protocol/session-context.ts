import type { Actions } from './actions.ts'
import type { SessionRecorder } from './record.ts'
import type { RefusalCount } from './refusal-count.ts'
import type { ListenerShared } from './shared.ts'
import type { Teardown } from './teardown.ts'

/** The addresses of the two ends. */
export interface SessionEnds {
  readonly remote: { readonly host: string; readonly port: number }
  /** The IP address of this machine that the client is connected to; empty: the connection is gone. Asked for where it matters: it costs a system call. */
  readonly localHost: () => string
}

/** What everything in a session knows of it: facts, and where output goes. There is no way back to who calls. */
export interface SessionContext extends SessionEnds {
  readonly listener: ListenerShared
  readonly record: SessionRecorder
  readonly refusals: RefusalCount
  readonly actions: Actions
  /** The end from our side. */
  readonly ending: Teardown
  /** Elapsed milliseconds of what is going on. */
  readonly nowMs: number
  /** Whether the connection is closed: nobody hears a reply. */
  readonly gone: boolean
}
