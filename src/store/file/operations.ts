import type { StoreCounts } from '../../model/mailbox.ts'
import type { RemovalReason } from '../../model/feed-event.ts'
import type { StoreSync } from '../../model/store-sync.ts'
import type { StoreLimits } from '../store.ts'
import type { SqliteProblem } from './sqlite.ts'

/** What the thread that writes is started with. */
export interface WriterData {
  readonly file: string
  readonly sync: StoreSync
  readonly limits: StoreLimits
  readonly nowMs: number
}

/** One change of the file. All of a batch are committed together. */
export type FileOperation =
  | AddMessage
  | { readonly type: 'remove-messages'; readonly ids: readonly string[] }
  | { readonly type: 'clear-messages' }
  | { readonly type: 'evict-aged'; readonly nowMs: number }
  | { readonly type: 'add-session'; readonly id: string; readonly record: string }
  | { readonly type: 'add-review'; readonly id: string }
  | { readonly type: 'clear-sessions'; readonly upTo: string | null }
  | { readonly type: 'open-sessions'; readonly records: readonly (readonly [id: string, record: string])[] }
  | { readonly type: 'set-read'; readonly id: string; readonly isRead: boolean }
  | { readonly type: 'set-tags'; readonly id: string; readonly tags: readonly string[] }
  | { readonly type: 'index'; readonly seq: number; readonly text: string | null }
  | { readonly type: 'note'; readonly kind: string; readonly id: string; readonly value: string | null }

export interface AddMessage {
  readonly type: 'add-message'
  readonly id: string
  readonly nowMs: number
  readonly sizeBytes: number
  readonly costBytes: number
  /** As JSON: the facts of the message without `seq` and `sizeBytes`. */
  readonly facts: string
  /** In lower case, each once. */
  readonly places: readonly string[]
  readonly tags: readonly string[]
  /** Where its bytes are among those of the batch. */
  readonly offset: number
}

/** What happened, in its order. A message or a session that came is the one of the operation. */
export type FileChange =
  | { readonly type: 'message'; readonly seq: number }
  | { readonly type: 'session' }
  | { readonly type: 'reviewed'; readonly record: string }
  | {
      readonly type: 'removed' | 'sessions-removed'
      readonly reason: RemovalReason
      readonly ids: readonly string[]
    }

/** What came of one operation. */
export type FileOutcome =
  | {
      readonly changes: readonly FileChange[]
      /** Of the message that was there already; the ids that were removed; how many there were; whether anything changed. */
      readonly answer: number | readonly string[] | boolean | null
    }
  /** Nothing of it was done. */
  | FileProblem

/** Why something failed: what SQLite says, and its kind where that means something to a user. */
export interface FileProblem {
  readonly problem: SqliteProblem | null
  readonly text: string
}

/** To the thread, one at a time. */
export interface Batch {
  readonly operations: readonly FileOperation[]
  readonly bytes: Uint8Array
}

export interface BatchDone {
  readonly outcomes: readonly FileOutcome[]
  readonly totals: FileTotals
}

export interface FileTotals extends StoreCounts {
  readonly readMessages: number
}

/** From the thread: first whether the file could be opened, then an answer to each batch. */
export type WriterAnswer =
  | { readonly opened: FileTotals }
  | { readonly refused: { readonly code: string; readonly message: string; readonly help: string | null } }
  | BatchDone
