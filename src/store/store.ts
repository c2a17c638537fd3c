import type { Eventual } from '../base/eventual.ts'
import type { FeedEvent } from '../model/feed-event.ts'
import type { StoreCounts } from '../model/mailbox.ts'
import type { CapturedMessage, NewMessage } from '../model/message.ts'
import type { MessageQuery } from '../model/query.ts'
import type { SessionRecord } from '../model/session-record.ts'

export interface StoreLimits {
  readonly maxMessages: number
  readonly maxMessageBytes: number
  /** 0: no limit of age. */
  readonly maxAgeMs: number
  readonly maxSessions: number
  readonly maxSessionBytes: number
}

/** A page of messages, newest first. */
export interface MessagePage {
  readonly messages: readonly CapturedMessage[]
  /** Pass as `before` for the next page; null: there is none. */
  readonly nextBefore: number | null
}

export interface ListOptions {
  readonly query?: MessageQuery
  /** Default: all that match. */
  readonly limit?: number
  /** Only messages whose `seq` is below. */
  readonly before?: number
  /** Oldest first instead; there is no next page then (`nextBefore` is null). */
  readonly oldestFirst?: boolean
  /** Ends a long search; it rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined
}

/** Messages and session records, both bounded, oldest out first. Everything is in memory. */
export interface Store {
  /** Keeps a message, evicting older ones; answers its id. Throws STORE_FULL for one larger than the whole limit: its content is the caller's still. */
  addMessage(message: NewMessage): string
  getMessage(id: string): CapturedMessage | undefined
  /** Messages matching `query`, newest first, `seq` below `before`. Text and subject need parsing, hence the promise. */
  listMessages(options?: ListOptions): Promise<MessagePage>
  /** Removes by id; answers those that were there. */
  removeMessages(ids: readonly string[]): readonly string[]
  clearMessages(): number
  /** Exactly the bytes between DATA and the final dot (RFC 5321 §4.5.2), the caller's own; undefined: they have left the store. */
  bytes(id: string): Eventual<Buffer | undefined>

  addSession(record: SessionRecord): void
  getSession(id: string): SessionRecord | undefined
  /** Newest first. */
  listSessions(options?: { readonly limit?: number; readonly before?: string }): readonly SessionRecord[]
  clearSessions(): number

  counts(): StoreCounts
  /** History, then live, in one order. */
  readonly feed: Feed
}

export interface Feed {
  /** Position of the last event; 0 before the first. */
  readonly position: number
  /** Smallest `since` that misses nothing; events up to this position fell out. 0: none did. */
  readonly oldest: number
  /** One that is still known, as its reference in the history says: undefined where what it was about has left the store. */
  at(position: number): FeedEvent | undefined
  /** Events after `since` that are still known, then live ones. The function returned ends it. */
  subscribe(listener: (event: FeedEvent) => void, options?: { readonly since?: number }): () => void
}
