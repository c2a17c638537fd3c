import type { Garbage } from '../base/garbage.ts'
import type { Eventual } from '../base/eventual.ts'
import type { Clock } from '../base/passed-in.ts'
import type { MessageParser } from '../capture/create-parser.ts'
import type { FourportError } from '../base/errors.ts'
import type { FeedEvent } from '../model/feed-event.ts'
import type { StoreCounts } from '../model/mailbox.ts'
import type { CapturedMessage, NewMessage } from '../model/message.ts'
import type { MessageQuery } from '../model/query.ts'
import type { SessionRecord } from '../model/session-record.ts'
import type { Labels } from './labels.ts'
import type { Notes } from './notes.ts'

export interface StoreLimits {
  readonly maxMessages: number
  readonly maxMessageBytes: number
  /** 0: no limit of age. */
  readonly maxAgeMs: number
  readonly maxSessions: number
  readonly maxSessionBytes: number
}

/** What a store is opened with. */
export interface StoreParts {
  readonly limits: StoreLimits
  readonly clock: Clock
  /** Reads what messages say, for queries that ask for it. */
  readonly parser: Pick<MessageParser, 'reader' | 'forget'>
  /** Counts the copies that are handed out, which are needed once. Default: V8 finds them by itself. */
  readonly garbage?: Garbage
  /** Told of what fails in listeners, which is never thrown. */
  readonly onError: (error: unknown) => void
}

/**
 * Opens a store; it may be used when it is there. What it kept when it was last open is in it again, where it is of that
 * kind: messages with their `seq`, sessions, and events with their positions, which go on from there.
 */
export type OpenStore = (parts: StoreParts) => Eventual<Store>

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

/** What became of a message: it is in the store, or was refused, with the reason (STORE_FULL), and its content is the caller's still. */
export type Added = { readonly kept: CapturedMessage } | { readonly refused: FourportError }

/**
 * Messages and session records, both bounded, oldest out first: the port behind which they are kept, in this process or
 * elsewhere. A store that is here answers at once, and its readers go on at once: a promise for each message and each
 * session would be a tenth of the cost of receiving one. A promise that rejects says that the store failed.
 *
 * It keeps and finds. It parses nothing but for a query, waits for nothing, judges nothing.
 */
export interface Store {
  /**
   * Keeps a message, evicting older ones. One whose id is there already is not kept twice: the answer is that of the first time.
   * @param abort - Asked for by a store that answers later: the signal tells that nobody waits for the answer any more
   */
  addMessage(message: NewMessage, abort?: () => AbortSignal): Eventual<Added>
  getMessage(id: string): Eventual<CapturedMessage | undefined>
  /** Messages matching `query`, newest first, `seq` below `before`. Text and subject need parsing, hence the promise. */
  listMessages(options?: ListOptions): Promise<MessagePage>
  /** Removes by id; answers those that were there. */
  removeMessages(ids: readonly string[]): Eventual<readonly string[]>
  /** How many there were. */
  clearMessages(): Eventual<number>
  /** Exactly the bytes between DATA and the final dot (RFC 5321 §4.5.2), the caller's own, or a range of them; undefined: they have left the store. */
  bytes(id: string, range?: ByteRange): Eventual<Buffer | undefined>

  addSession(record: SessionRecord): Eventual<void>
  /** Reports in the feed that the verdict of a session was made again; of one that is not there, nothing. */
  addReview(sessionId: string): Eventual<void>
  getSession(id: string): Eventual<SessionRecord | undefined>
  /** Newest first; an id that is not known (any more) as `before` gives nothing. */
  listSessions(options?: SessionPage): Eventual<readonly SessionRecord[]>
  /** Removes all, or those up to and with one of them, in the order in which they ended; how many there were. An id that is not known removes nothing. */
  clearSessions(upTo?: string): Eventual<number>

  /** Leaves the records of sessions that go on, for the case that the process is killed; a store that ends with it has no such call. */
  leaveOpen?(records: readonly SessionRecord[]): Eventual<void>
  /** Shows what an earlier process has left: whatever would change it is refused. Default false. */
  readonly isReadOnly?: boolean
  /** What the server needs again after a restart; left out by a store that ends with its process. */
  readonly notes?: Notes

  /** Read state and tags, which a query may ask for. */
  readonly labels: Labels

  counts(): Eventual<StoreCounts>
  /** Ends it when all that was asked of it before is done; a second time changes nothing. What is asked later may fail. */
  close(): Eventual<void>
  /** History, then live, in one order. */
  readonly feed: Feed
}

/** From a byte on, up to but not with another. */
export interface ByteRange {
  readonly from: number
  readonly to: number
}

export interface SessionPage {
  readonly limit?: number
  readonly before?: string
}

/**
 * What happened in the store, as far as this process has been told: an event carries its facts, so that a listener that hears of
 * it need not ask, and may be told before or after the answer to the call that caused it, but not during a call that is
 * answered later. Positions grow, and may have gaps.
 */
export interface Feed {
  /** Position of the last event that was told; 0 before the first. */
  readonly position: number
  /** Smallest `since` that misses nothing; events up to this position fell out. 0: none did. */
  readonly oldest: number
  /** One that is still known: undefined where there is none at this position, or what it was about has left the store. */
  at(position: number): Eventual<FeedEvent | undefined>
  /** Events after `since` that are still known, then live ones, each once. The function returned ends it. */
  subscribe(listener: (event: FeedEvent) => void, options?: { readonly since?: number }): () => void
}
