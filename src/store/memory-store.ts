import type { Clock } from '../base/clock.ts'
import { FourportError } from '../base/errors.ts'
import type { RemovalReason } from '../model/feed-event.ts'
import type { CapturedMessage, NewMessage } from '../model/message.ts'
import type { SessionRecord } from '../model/session-record.ts'
import { ByteSlabs } from './byte-slabs.ts'
import { EventFeed } from './feed.ts'
import { costOf, KeptMessage } from './kept-message.ts'
import { findMessages } from './find-messages.ts'
import { OriginPool } from './message-origin.ts'
import { MessageIndex } from './message-index.ts'
import { compileQuery, type Lookup } from './query.ts'
import type { MessageSearch } from './search.ts'
import { SeqList } from './seq-list.ts'
import { SessionShelf } from './session-shelf.ts'
import type { Feed, ListOptions, MessagePage, Store, StoreCounts, StoreLimits } from './store.ts'

export interface MemoryStoreParts {
  readonly limits: StoreLimits
  readonly clock: Clock
  readonly search: MessageSearch
  /** Faults of listeners: reported, never thrown. */
  readonly onError: (error: unknown) => void
}

/** Below this, holes are not worth the copying. */
const repackFromBytes = 8 * 1024 * 1024

/** A store in memory. See {@link Store}. */
export function createMemoryStore(parts: MemoryStoreParts): Store {
  return new MemoryStore(parts)
}

class MemoryStore implements Store {
  readonly search: MessageSearch
  readonly feed: Feed
  readonly #limits: StoreLimits
  readonly #clock: Clock
  readonly #feed: EventFeed
  readonly #sessions: SessionShelf
  readonly #slabs = new ByteSlabs()
  readonly #origins = new OriginPool()
  readonly #byId = new Map<string, KeptMessage>()
  readonly #order = new SeqList<KeptMessage>()
  readonly #indexes = {
    recipient: new MessageIndex((message) => message.envelope.rcptTo),
    user: new MessageIndex((message) => (message.auth ? [message.auth.user] : [])),
  }
  /** How many readers hold each message, by id. */
  readonly #held = new Map<string, number>()
  #seq = 0
  #bytes = 0
  /** Bytes of packed messages that have gone since the last repacking. */
  #holeBytes = 0
  #evicted = 0

  constructor({ limits, clock, search, onError }: MemoryStoreParts) {
    this.#limits = limits
    this.#clock = clock
    this.search = search
    this.#sessions = new SessionShelf(limits)
    this.#feed = new EventFeed({
      message: (id) => this.#byId.get(id),
      session: (id) => this.#sessions.get(id),
      onError,
    })
    this.feed = this.#feed
  }

  addMessage(message: NewMessage): CapturedMessage {
    const costBytes = costOf({ sizeBytes: message.raw.length, envelope: message.envelope })
    const { maxMessages, maxMessageBytes } = this.#limits
    if (costBytes > maxMessageBytes || maxMessages < 1) throw tooLarge(message, costBytes, this.#limits)
    this.#evictAged()
    this.#evictWhile('count', () => this.#order.size >= maxMessages)
    this.#evictWhile('bytes', () => this.#bytes + costBytes > maxMessageBytes)
    const place = this.#slabs.put(message.raw)
    const kept = new KeptMessage(
      message,
      this.#origins.of(message),
      ++this.#seq,
      this.#clock.elapsedMs(),
      place,
    )
    this.#byId.set(kept.id, kept)
    this.#order.push(kept)
    this.#indexes.recipient.add(kept)
    this.#indexes.user.add(kept)
    this.#bytes += costBytes
    this.#feed.publish({ type: 'message', message: kept })
    return kept
  }

  getMessage(id: string): CapturedMessage | undefined {
    this.#evictAged()
    return this.#byId.get(id)
  }

  async listMessages(options: ListOptions = {}): Promise<MessagePage> {
    this.#evictAged()
    const query = compileQuery(options.query ?? {}, this.search)
    const before = options.before ?? Infinity
    const candidates = query.lookups ? this.#lookUp(query.lookups, before) : this.#order.toArray(before)
    return findMessages(candidates, query, {
      limit: options.limit ?? Infinity,
      oldestFirst: options.oldestFirst ?? false,
      signal: options.signal,
      isKept: (message) => this.#byId.get(message.id) === message,
      hold: (message) => this.hold(message),
    })
  }

  removeMessages(ids: readonly string[]): readonly string[] {
    const removed: string[] = []
    for (const id of ids) {
      const message = this.#byId.get(id)
      if (!message) continue
      this.#take(message)
      removed.push(id)
    }
    this.#tidy()
    if (removed.length > 0) this.#feed.publish({ type: 'removed', reason: 'deleted', ids: removed })
    return removed
  }

  clearMessages(): number {
    return this.removeMessages([...this.#byId.keys()]).length
  }

  hold(message: CapturedMessage): () => void {
    this.#held.set(message.id, (this.#held.get(message.id) ?? 0) + 1)
    let holding = true
    return () => {
      if (!holding) return
      holding = false
      const others = (this.#held.get(message.id) ?? 0) - 1
      if (others > 0) this.#held.set(message.id, others)
      else this.#held.delete(message.id)
    }
  }

  addSession(record: SessionRecord): void {
    this.#sessions.add(record)
    this.#feed.publish({ type: 'session', session: record })
  }

  getSession(id: string): SessionRecord | undefined {
    return this.#sessions.get(id)
  }

  listSessions(
    options: { readonly limit?: number; readonly before?: string } = {},
  ): readonly SessionRecord[] {
    return this.#sessions.list(options)
  }

  clearSessions(): number {
    return this.#sessions.clear()
  }

  counts(): StoreCounts {
    this.#evictAged()
    return {
      messages: this.#order.size,
      messageBytes: this.#bytes,
      sessions: this.#sessions.size,
      evictedMessages: this.#evicted,
      evictedSessions: this.#sessions.evicted,
    }
  }

  /** Oldest first, each once. */
  #lookUp(lookups: readonly Lookup[], before: number): KeptMessage[] {
    const found = lookups.map(({ by, key }) => this.#indexes[by].get(key, before))
    if (found.length === 1) return found[0] as KeptMessage[]
    return [...new Set(found.flat())].sort((one, other) => one.seq - other.seq)
  }

  #evictAged(): void {
    if (this.#limits.maxAgeMs <= 0) return
    const since = this.#clock.elapsedMs() - this.#limits.maxAgeMs
    // The oldest that is free to go; behind it all are younger.
    const aged = (): boolean => {
      const oldest = this.#oldestFree()
      return oldest !== undefined && KeptMessage.addedMs(oldest) < since
    }
    this.#evictWhile('age', aged)
  }

  /** Where every message is held, the limit is passed for as long as they are. */
  #evictWhile(reason: RemovalReason, over: () => boolean): void {
    const ids: string[] = []
    while (over()) {
      const oldest = this.#oldestFree()
      if (!oldest) break
      this.#take(oldest)
      ids.push(oldest.id)
    }
    if (ids.length === 0) return
    this.#evicted += ids.length
    this.#tidy()
    this.#feed.publish({ type: 'removed', reason, ids })
  }

  #oldestFree(): KeptMessage | undefined {
    if (this.#held.size === 0) return this.#order.first()
    return this.#order.find((message) => !this.#held.has(message.id))
  }

  #take(message: KeptMessage): void {
    this.#byId.delete(message.id)
    this.#order.remove(message.seq)
    this.#indexes.recipient.remove(message)
    this.#indexes.user.remove(message)
    this.#bytes -= costOf(message)
    this.#holeBytes += message.sizeBytes
    this.search.forget(message)
  }

  /** Eviction empties slabs from the front and they go by themselves; deletion here and there leaves holes. */
  #tidy(): void {
    if (this.#order.size === 0) this.#holeBytes = 0
    if (this.#holeBytes < this.#bytes + repackFromBytes) return
    for (const message of this.#order.toArray()) KeptMessage.repack(message, this.#slabs)
    this.#holeBytes = 0
  }
}

function tooLarge(message: NewMessage, costBytes: number, limits: StoreLimits): FourportError {
  return new FourportError(
    'STORE_FULL',
    limits.maxMessages < 1
      ? `The message ${message.id} was not kept: the store is limited to ${limits.maxMessages} messages.`
      : `The message ${message.id} of ${message.raw.length} bytes takes ${costBytes} with its envelope, ` +
          `more than the whole store may hold (${limits.maxMessageBytes} bytes).`,
  )
}
