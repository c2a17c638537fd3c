import type { MessageReader } from '../../../src/capture/message-reader.ts'
import type { RemovalReason } from '../../../src/model/feed-event.ts'
import type { StoreCounts } from '../../../src/model/mailbox.ts'
import type { CapturedMessage, NewMessage } from '../../../src/model/message.ts'
import type { SessionRecord } from '../../../src/model/session-record.ts'
import { EventFeed } from '../../../src/store/feed.ts'
import { findMessages } from '../../../src/store/find-messages.ts'
import { compileQuery } from '../../../src/store/query.ts'
import { KeptLabels } from '../../../src/store/kept-labels.ts'
import type { Labels } from '../../../src/store/labels.ts'
import { storeFull } from '../../../src/store/store-full.ts'
import type {
  Added,
  ByteRange,
  Feed,
  ListOptions,
  MessagePage,
  SessionPage,
  Store,
  StoreParts,
} from '../../../src/store/store.ts'
import { Line } from '../../support/line.ts'
import { EventFile, keptEvents } from './event-file.ts'
import { type StoredFacts, MessageFiles } from './message-files.ts'
import { SessionFiles } from './session-files.ts'

/** What a message costs beside its bytes. */
const factsBytes = 500

/**
 * A store that keeps all that it has in a folder: messages, sessions, and what happened, each in files that it reads when
 * it is asked. What was there when it was closed is there when it is opened again. It answers later, one call after the other.
 */
export function openFileStore(folder: string, parts: StoreParts): Store {
  return new FileStore(folder, parts)
}

class FileStore implements Store {
  readonly labels: Labels
  readonly #parts: StoreParts
  readonly #reader: MessageReader
  readonly #messages: MessageFiles
  readonly #sessions: SessionFiles
  readonly #feed: EventFeed
  readonly #line = new Line()
  #evicted = 0

  constructor(folder: string, parts: StoreParts) {
    this.labels = new KeptLabels({
      store: this,
      bytesOf: ({ id }) => this.#messages.bytes(id),
      onError: parts.onError,
    })
    this.#parts = parts
    this.#messages = new MessageFiles(folder)
    this.#sessions = new SessionFiles(folder, parts.limits)
    this.#reader = parts.parser.reader({ bytesOf: ({ id }) => this.#messages.bytes(id), areLent: false })
    const events = new EventFile(folder)
    this.#feed = new EventFeed({
      message: (id) => this.#messages.get(id)?.message,
      session: (id) => this.#sessions.get(id),
      onError: parts.onError,
      historySize: keptEvents,
      past: events.past(),
      keep: (event) => events.append(event),
    })
  }

  get feed(): Feed {
    return this.#feed
  }

  addMessage(message: NewMessage, abort?: () => AbortSignal): Promise<Added> {
    const signal = abort?.()
    return this.#line.call(() => {
      signal?.throwIfAborted()
      return this.#add(message)
    })
  }

  getMessage(id: string): Promise<CapturedMessage | undefined> {
    return this.#asked(() => this.#messages.get(id)?.message)
  }

  async listMessages(options: ListOptions = {}): Promise<MessagePage> {
    const query = compileQuery(options.query ?? {}, this.#reader, this.labels)
    return this.#asked(() => {
      const candidates = this.#messages.below(options.before ?? Infinity)
      return findMessages(candidates, query, {
        limit: options.limit ?? Infinity,
        oldestFirst: options.oldestFirst ?? false,
        signal: options.signal,
        isKept: ({ id }) => this.#messages.has(id),
      })
    })
  }

  removeMessages(ids: readonly string[]): Promise<readonly string[]> {
    return this.#line.call(() => this.#remove(ids, 'deleted'))
  }

  clearMessages(): Promise<number> {
    return this.#line.call(() => this.#remove(this.#messages.ids(), 'deleted').length)
  }

  bytes(id: string, range?: ByteRange): Promise<Buffer | undefined> {
    return this.#line.call(() => this.#messages.bytes(id)?.subarray(range?.from, range?.to))
  }

  addSession(record: SessionRecord): Promise<void> {
    return this.#line.call(() => {
      const evicted = this.#sessions.add(record)
      if (evicted === null) return
      this.#tellSessions('count', evicted.count)
      this.#tellSessions('bytes', evicted.bytes)
      this.#feed.publish({ type: 'session', session: record })
    })
  }

  addReview(sessionId: string): Promise<void> {
    return this.#line.call(() => {
      const session = this.#sessions.get(sessionId)
      if (session !== undefined) this.#feed.publish({ type: 'reviewed', session })
    })
  }

  getSession(id: string): Promise<SessionRecord | undefined> {
    return this.#line.call(() => this.#sessions.get(id))
  }

  listSessions(options: SessionPage = {}): Promise<readonly SessionRecord[]> {
    return this.#line.call(() => this.#sessions.list(options))
  }

  clearSessions(upTo?: string): Promise<number> {
    return this.#line.call(() => {
      const ids = this.#sessions.clear(upTo)
      this.#tellSessions('deleted', ids)
      return ids.length
    })
  }

  counts(): Promise<StoreCounts> {
    return this.#asked(() => ({
      messages: this.#messages.count,
      messageBytes: this.#messages.costBytes,
      sessions: this.#sessions.count,
      evictedMessages: this.#evicted,
      evictedSessions: this.#sessions.evicted,
    }))
  }

  close(): Promise<void> {
    return this.#line.close()
  }

  /** Aged messages go when the store is next asked. */
  #asked<Answer>(ask: () => Answer | Promise<Answer>): Promise<Answer> {
    return this.#line.call(() => {
      this.#evictAged()
      return ask()
    })
  }

  #add(message: NewMessage): Added {
    const known = this.#messages.get(message.id)
    if (known !== undefined) {
      message.content.release()
      return { kept: known.message }
    }
    const { limits, clock } = this.#parts
    const costBytes = message.content.sizeBytes + factsBytes
    if (costBytes > limits.maxMessageBytes || limits.maxMessages < 1)
      return { refused: storeFull(message, costBytes, limits) }
    this.#evictAged()
    this.#evictWhile('count', () => this.#messages.count >= limits.maxMessages)
    this.#evictWhile('bytes', () => this.#messages.costBytes + costBytes > limits.maxMessageBytes)
    const kept = this.#messages.add(message, costBytes, clock.now())
    message.content.release()
    this.#feed.publish({ type: 'message', message: kept })
    return { kept }
  }

  #evictAged(): void {
    const { limits, clock } = this.#parts
    if (limits.maxAgeMs <= 0) return
    this.#evictWhile('age', ({ addedMs }) => addedMs < clock.now() - limits.maxAgeMs)
  }

  #evictWhile(reason: RemovalReason, over: (oldest: StoredFacts) => boolean): void {
    const ids: string[] = []
    for (const id of this.#messages.ids()) {
      if (!over(this.#messages.get(id) as StoredFacts)) break
      this.#messages.remove(id)
      ids.push(id)
    }
    this.#evicted += ids.length
    this.#tell(reason, ids)
  }

  #remove(ids: readonly string[], reason: RemovalReason): readonly string[] {
    const removed = [...new Set(ids)].filter((id) => this.#messages.remove(id))
    this.#tell(reason, removed)
    return removed
  }

  #tellSessions(reason: RemovalReason, ids: readonly string[]): void {
    if (ids.length > 0) this.#feed.publish({ type: 'sessions-removed', reason, ids })
  }

  #tell(reason: RemovalReason, ids: readonly string[]): void {
    if (ids.length === 0) return
    for (const id of ids) this.#parts.parser.forget({ id })
    this.#feed.publish({ type: 'removed', reason, ids })
  }
}
