import type { ApiFinding, ApiMessageSummary, ApiPortScenario, ApiSessionSummary } from './api.ts'
import type { FaultState } from './fault.ts'
import type { RemovalReason } from './feed-event.ts'
import type { ApiVerifyEvent } from './verify-run.ts'

/** The first event of a stream, `event: ready`. */
export interface ApiReady {
  readonly version: string
  /** Another value than before: the server was restarted, and positions begin again; load the lists again. */
  readonly startedAt: string
  /** Position of the last event at the time of connecting. */
  readonly position: number
  /** false: events after the requested position were dropped; load the lists again. */
  readonly complete: boolean
  /** `revision` of the latest event `labels`. Another value than before: read marks or tags have changed in the meantime; load the list again. */
  readonly labels: number
}

/** Events `removed` and `sessions-removed`: evictions and deletions, of messages and of sessions. */
export interface ApiRemoved {
  readonly reason: RemovalReason
  readonly ids: readonly string[]
}

/** Event `labels`: what became of read marks and tags. */
export interface ApiLabelsChanged {
  /** How many messages nobody has read, of those that were there at the position. */
  readonly unread: number
  /** Grows with each change of a read mark or of tags. */
  readonly revision: number
  readonly position: number
  readonly changes: readonly {
    readonly id: string
    readonly isRead?: boolean
    readonly tags?: readonly string[]
  }[]
}

/** The events of `GET /api/events` by their names; the SSE id is the position, which `session-open`, `fault`, `labels`, `scenario` and `verify` lack. */
export interface ApiEvents {
  readonly ready: ApiReady
  readonly message: ApiMessageSummary
  readonly session: ApiSessionSummary
  /** An open session: when it is first seen, and whenever it continues. `session` reports its end. */
  readonly 'session-open': ApiSessionSummary
  /**
   * An ended session whose verdict has been made again, since others that it depends on have ended. Its findings follow,
   * those that were sent before included; what is no longer among them is taken back.
   */
  readonly 'session-reviewed': ApiSessionSummary
  /** One for each finding of a session, right after it and with the same id. */
  readonly finding: ApiFinding
  readonly removed: ApiRemoved
  /** Sessions that have ended, and were deleted or evicted. */
  readonly 'sessions-removed': ApiRemoved
  /** A fault that was set, has fired, is over or was removed; several firings may be reported as one. */
  readonly fault: FaultState
  /** Messages were marked as read or unread, got other tags, or left; several changes may be reported as one. */
  readonly labels: ApiLabelsChanged
  /** A listener has got another scenario, or none any more. */
  readonly scenario: ApiPortScenario
  readonly verify: ApiVerifyEvent
}
