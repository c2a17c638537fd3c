import { Emitter } from '../../src/base/emitter.ts'
import type { FeedEvent } from '../../src/model/feed-event.ts'
import type { StoreCounts } from '../../src/model/mailbox.ts'
import type { CapturedMessage, NewMessage } from '../../src/model/message.ts'
import type { SessionRecord } from '../../src/model/session-record.ts'
import { openMemoryStore } from '../../src/store/memory/memory-store.ts'
import type { Labels } from '../../src/store/labels.ts'
import type {
  Added,
  ByteRange,
  Feed,
  ListOptions,
  MessagePage,
  SessionPage,
  Store,
  StoreParts,
} from '../../src/store/store.ts'
import { Line } from './line.ts'

/** From one position to the next. */
const gap = 3
/**
 * A store as one behind a connection is: it does one thing after the other, answers and tells later, hands out copies,
 * and its positions have gaps.
 */
export function openSlowStore(parts: StoreParts): Store {
  return new SlowStore(parts)
}

class SlowStore implements Store {
  readonly feed: Feed
  readonly #store: Store
  readonly #line = new Line()
  #closed: Promise<void> | undefined

  get labels(): Labels {
    return this.#store.labels
  }

  constructor(parts: StoreParts) {
    this.#store = openMemoryStore(parts)
    this.feed = new SlowFeed(this.#store.feed, this.#line, parts.onError)
  }

  addMessage(message: NewMessage, abort?: () => AbortSignal): Promise<Added> {
    const signal = abort?.()
    return this.#line.call(async () => {
      signal?.throwIfAborted()
      const added = await this.#store.addMessage(message)
      return 'kept' in added ? { kept: factsOf(added.kept) } : added
    })
  }

  getMessage(id: string): Promise<CapturedMessage | undefined> {
    return this.#line.call(async () => {
      const message = await this.#store.getMessage(id)
      return message && factsOf(message)
    })
  }

  listMessages(options?: ListOptions): Promise<MessagePage> {
    return this.#line.call(async () => {
      const page = await this.#store.listMessages(options)
      return { ...page, messages: page.messages.map(factsOf) }
    })
  }

  removeMessages(ids: readonly string[]): Promise<readonly string[]> {
    return this.#line.call(() => this.#store.removeMessages(ids))
  }

  clearMessages(): Promise<number> {
    return this.#line.call(() => this.#store.clearMessages())
  }

  bytes(id: string, range?: ByteRange): Promise<Buffer | undefined> {
    return this.#line.call(() => this.#store.bytes(id, range))
  }

  addSession(record: SessionRecord): Promise<void> {
    return this.#line.call(() => this.#store.addSession(structuredClone(record)))
  }

  addReview(sessionId: string): Promise<void> {
    return this.#line.call(() => this.#store.addReview(sessionId))
  }

  getSession(id: string): Promise<SessionRecord | undefined> {
    return this.#line.call(async () => structuredClone(await this.#store.getSession(id)))
  }

  listSessions(options?: SessionPage): Promise<readonly SessionRecord[]> {
    return this.#line.call(async () => structuredClone(await this.#store.listSessions(options)))
  }

  clearSessions(upTo?: string): Promise<number> {
    return this.#line.call(() => this.#store.clearSessions(upTo))
  }

  counts(): Promise<StoreCounts> {
    return this.#line.call(() => this.#store.counts())
  }

  close(): Promise<void> {
    return (this.#closed ??= this.#close())
  }

  async #close(): Promise<void> {
    // What was asked before tells of what it did, and that is told as well.
    await this.#line.call(() => undefined)
    await this.#line.close()
    await this.#store.close()
  }
}

class SlowFeed implements Feed {
  /** Of the last event told. */
  position = 0
  readonly #feed: Feed
  readonly #line: Line
  readonly #live: Emitter<FeedEvent>
  readonly #onError: (error: unknown) => void

  constructor(feed: Feed, line: Line, onError: (error: unknown) => void) {
    this.#feed = feed
    this.#line = line
    this.#onError = onError
    this.#live = new Emitter(onError)
    feed.subscribe((event) => {
      const sent = copyOf(event)
      void this.#line.call(() => {
        this.position = sent.position
        this.#live.emit(sent)
      })
    })
  }

  get oldest(): number {
    return this.#feed.oldest * gap
  }

  at(position: number): Promise<FeedEvent | undefined> {
    return this.#line.call(async () => {
      const event = position % gap === 0 ? await this.#feed.at(position / gap) : undefined
      return event && copyOf(event)
    })
  }

  subscribe(listener: (event: FeedEvent) => void, { since }: { readonly since?: number } = {}): () => void {
    let seen = since ?? this.position
    const tell = (event: FeedEvent): void => {
      if (event.position <= seen) return
      seen = event.position
      listener(event)
    }
    if (seen >= this.position) return this.#live.on(tell)
    const { position } = this
    const meanwhile: FeedEvent[] = []
    let past = true
    const ended = new AbortController()
    const stop = this.#live.on((event) => (past ? void meanwhile.push(event) : tell(event)))
    const tellPast = async (): Promise<void> => {
      for (let next = Math.max(seen, this.oldest) + 1; next <= position; next++) {
        const event = next % gap === 0 ? await this.at(next) : undefined
        if (ended.signal.aborted) return
        if (event) tell(event)
      }
      past = false
      meanwhile.forEach(tell)
    }
    tellPast().catch(this.#onError)
    return () => {
      ended.abort()
      stop()
    }
  }
}

/** What a message says of itself, without the message. */
function factsOf(message: CapturedMessage): CapturedMessage {
  const { id, seq, sizeBytes, receivedAt, envelope, origin, faults, subject } = message
  return structuredClone({ id, seq, sizeBytes, receivedAt, envelope, origin, faults, subject })
}

/** An event as it is sent on: with all that it tells of. */
function copyOf(event: FeedEvent): FeedEvent {
  const position = event.position * gap
  if (event.type !== 'message') return structuredClone({ ...event, position })
  return { type: 'message', position, message: factsOf(event.message) }
}
