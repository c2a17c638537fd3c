import { whenThere } from '../../base/eventual.ts'
import { type Clock, longestTimerMs } from '../../base/passed-in.ts'
import type { MessageReader } from '../../capture/message-reader.ts'
import type { RemovalReason } from '../../model/feed-event.ts'
import type { StoreCounts } from '../../model/mailbox.ts'
import type { CapturedMessage, NewMessage } from '../../model/message.ts'
import type { SessionRecord } from '../../model/session-record.ts'
import { EventFeed } from '../feed.ts'
import { findMessages } from '../find-messages.ts'
import { KeptLabels } from '../kept-labels.ts'
import type { Labels } from '../labels.ts'
import { costOf, StoredMessage, StoredMessages } from './stored-messages.ts'
import { StoredSessions } from './stored-sessions.ts'
import { compileQuery } from '../query.ts'
import { everywhere } from '../search-places.ts'
import { probesOf } from './signature.ts'
import { signedFrom, Signer } from './signer.ts'
import { storeFull } from '../store-full.ts'
import type {
  Added,
  ByteRange,
  Feed,
  ListOptions,
  MessagePage,
  SessionPage,
  Store,
  StoreLimits,
  StoreParts,
} from '../store.ts'

/** A store in the memory of this process: every answer of it but that of a search is there at once. See {@link Store}. */
export function openMemoryStore(parts: StoreParts): Store {
  return new MemoryStore(parts)
}

class MemoryStore implements Store {
  readonly labels: Labels
  readonly #parser: StoreParts['parser']
  readonly #garbage: StoreParts['garbage']
  readonly #reader: MessageReader
  readonly #limits: StoreLimits
  readonly #clock: Clock
  readonly #feed: EventFeed
  readonly #messages: StoredMessages
  readonly #sessions: StoredSessions
  readonly #signer: Signer
  #ageTimer: NodeJS.Timeout | null = null
  #isClosed = false

  constructor({ limits, clock, parser, garbage, onError }: StoreParts) {
    this.labels = new KeptLabels({ store: this, bytesOf: ({ id }) => this.#lend(id), onError })
    this.#limits = limits
    this.#clock = clock
    this.#parser = parser
    this.#garbage = garbage
    this.#reader = parser.reader({ bytesOf: ({ id }) => this.#lend(id), areLent: true })
    this.#messages = new StoredMessages(limits, (reason, messages) => this.#left(reason, messages))
    const reader = this.#reader.forLists()
    this.#signer = new Signer({
      messages: this.#messages,
      textsOf: (message) =>
        whenThere(reader.searchable(message), (found) => found && everywhere(message, found)),
      onError,
    })
    this.#sessions = new StoredSessions(limits, (reason, ids) => this.#sessionsLeft(reason, ids))
    this.#feed = new EventFeed({
      message: (id) => this.#messages.get(id),
      session: (id) => this.#sessions.get(id),
      onError,
    })
  }

  get feed(): Feed {
    return this.#feed
  }

  addMessage(message: NewMessage): Added {
    // Nobody pays for a clock where no message is ever too old.
    const nowMs = this.#limits.maxAgeMs > 0 ? this.#clock.elapsedMs() : 0
    const known = this.#messages.get(message.id)
    if (known !== undefined) {
      message.content.release()
      return { kept: known }
    }
    const kept = this.#messages.add(message, nowMs)
    if (kept === undefined)
      return {
        refused: storeFull(message, costOf(message.content.sizeBytes, message.envelope.rcptTo), this.#limits),
      }
    this.#feed.publish({ type: 'message', message: kept })
    if (kept.seq > signedFrom) this.#signer.added()
    if (this.#limits.maxAgeMs > 0) this.#watchAge()
    return { kept }
  }

  getMessage(id: string): CapturedMessage | undefined {
    this.#evictAged()
    return this.#messages.get(id)
  }

  bytes(id: string, range?: ByteRange): Buffer | undefined {
    const message = this.#messages.get(id)
    if (message === undefined) return undefined
    const copy = StoredMessage.copy(message, range)
    this.#garbage?.left(copy?.length ?? 0)
    return copy
  }

  async listMessages(options: ListOptions = {}): Promise<MessagePage> {
    this.#evictAged()
    const query = compileQuery(options.query ?? {}, this.#reader, this.labels)
    const probes = probesOf(query.said)
    const candidates = this.#messages.list(query.lookups, options.before ?? Infinity)
    return findMessages(candidates, query, {
      limit: options.limit ?? Infinity,
      oldestFirst: options.oldestFirst ?? false,
      signal: options.signal,
      isKept: (message) => this.#messages.get(message.id) === message,
      mayMatch: probes === null ? undefined : (message) => StoredMessage.maySay(message, probes),
    })
  }

  removeMessages(ids: readonly string[]): readonly string[] {
    const found = new Set(ids.map((id) => this.#messages.get(id)).filter((message) => message !== undefined))
    const removed = [...found]
    this.#messages.delete(removed)
    this.#left('deleted', removed)
    return removed.map(({ id }) => id)
  }

  clearMessages(): number {
    return this.removeMessages(this.#messages.ids()).length
  }

  addSession(record: SessionRecord): void {
    this.#sessions.add(record)
    this.#feed.publish({ type: 'session', session: record })
  }

  addReview(sessionId: string): void {
    const session = this.#sessions.get(sessionId)
    if (session !== undefined) this.#feed.publish({ type: 'reviewed', session })
  }

  getSession(id: string): SessionRecord | undefined {
    return this.#sessions.get(id)
  }

  listSessions(options: SessionPage = {}): readonly SessionRecord[] {
    return this.#sessions.list(options)
  }

  clearSessions(upTo?: string): number {
    const ids = this.#sessions.clear(upTo)
    this.#sessionsLeft('deleted', ids)
    return ids.length
  }

  /** It goes on answering: who has its messages in hand when the server closes may read them. */
  close(): void {
    if (this.#ageTimer !== null) clearTimeout(this.#ageTimer)
    this.#ageTimer = null
    this.#isClosed = true
    this.#signer.close()
  }

  counts(): StoreCounts {
    this.#evictAged()
    return {
      messages: this.#messages.size,
      messageBytes: this.#messages.bytes,
      sessions: this.#sessions.size,
      evictedMessages: this.#messages.evicted,
      evictedSessions: this.#sessions.evicted,
    }
  }

  #evictAged(): void {
    this.#messages.evictAged(this.#clock.elapsedMs())
  }

  #lend(id: string): Buffer | undefined {
    const message = this.#messages.get(id)
    return message && StoredMessage.lend(message)
  }

  /** They are no longer in the store. */
  #left(reason: RemovalReason, messages: readonly StoredMessage[]): void {
    if (messages.length === 0) return
    for (const message of messages) this.#parser.forget(message)
    this.#feed.publish({ type: 'removed', reason, ids: messages.map(({ id }) => id) })
  }

  #sessionsLeft(reason: RemovalReason, ids: readonly string[]): void {
    if (ids.length > 0) this.#feed.publish({ type: 'sessions-removed', reason, ids })
  }

  /** Ages are looked at whenever the store is asked; this is for listeners, while nobody asks. */
  #watchAge(): void {
    const { maxAgeMs } = this.#limits
    if (this.#isClosed || this.#ageTimer) return
    const look = (): void => {
      this.#ageTimer = null
      this.#evictAged()
      if (this.#messages.size > 0) this.#watchAge()
    }
    this.#ageTimer = setTimeout(look, Math.min(maxAgeMs + 1, longestTimerMs)).unref()
  }
}
