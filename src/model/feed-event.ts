import type { CapturedMessage } from './message.ts'
import type { SessionRecord } from './session-record.ts'

/** Why messages or sessions left the store; sessions have no age. */
export type RemovalReason = 'count' | 'bytes' | 'age' | 'deleted'

/**
 * What is reported to readers, in one order for all. `position` grows by one with every event: a reader that
 * lost its connection asks for what came after the last one it saw.
 */
export type FeedEvent = { readonly position: number } & (
  | {
      readonly type: 'message'
      /** Its facts are the reader's; its bytes stay the store's. */
      readonly message: CapturedMessage
    }
  | { readonly type: 'session'; readonly session: SessionRecord }
  /** The verdict of a session that has ended was made again. */
  | { readonly type: 'reviewed'; readonly session: SessionRecord }
  /** Messages that left the store; or sessions that did. */
  | {
      readonly type: 'removed' | 'sessions-removed'
      readonly reason: RemovalReason
      readonly ids: readonly string[]
    }
)
