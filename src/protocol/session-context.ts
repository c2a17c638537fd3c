import type { Actions } from './actions.ts'
import type { SessionRecorder } from './record.ts'
import type { RefusalCount } from './refusal-count.ts'
import type { ListenerShared } from './shared.ts'
import type { Teardown } from './teardown.ts'

/** What everything in a session knows of it: facts, and where output goes. There is no way back to who calls. */
export interface SessionContext {
  readonly listener: ListenerShared
  readonly remote: { readonly host: string; readonly port: number }
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
