import { Emitter } from '../../base/emitter.ts'
import type { FeedEvent } from '../../model/feed-event.ts'
import type { SessionRecord } from '../../model/session-record.ts'
import type { StoredMessage } from './stored-messages.ts'
import type { Feed } from '../store.ts'

/** A feed event before it has its position. */
export type FeedNews =
  | { readonly type: 'message'; readonly message: StoredMessage }
  | { readonly type: 'session'; readonly session: SessionRecord }
  | Omit<Extract<FeedEvent, { type: 'removed' }>, 'position'>

/** An event as the history keeps it: by reference, so that the history never holds what the store let go. */
type Remembered =
  /** A message, by its id: nearly all that happens. */
  string | { readonly session: string } | Extract<FeedEvent, { type: 'removed' }>

/** Several minutes of a busy test run, in well under a megabyte. */
const historySize = 10_000
/** Ids of removed messages in the history, all events together. */
const historyIds = 100_000

export interface FeedParts {
  readonly message: (id: string) => StoredMessage | undefined
  readonly session: (id: string) => SessionRecord | undefined
  readonly onError: (error: unknown) => void
}

/** Numbers events, remembers the last of them, and tells every listener in one order. */
export class EventFeed implements Feed {
  readonly #parts: FeedParts
  readonly #live: Emitter<FeedEvent>
  #history: Remembered[] = []
  #oldest = 0
  #ids = 0
  #waiting: FeedEvent[] = []
  #telling = false

  constructor(parts: FeedParts) {
    this.#parts = parts
    this.#live = new Emitter(parts.onError)
  }

  get position(): number {
    return this.#oldest + this.#history.length
  }

  get oldest(): number {
    return this.#oldest
  }

  publish(news: FeedNews): void {
    const position = this.position + 1
    switch (news.type) {
      case 'message':
        this.#remember(news.message.id, 0)
        this.#waiting.push({ ...news, position })
        break
      case 'session':
        this.#remember({ session: news.session.id }, 0)
        this.#waiting.push({ ...news, position })
        break
      case 'removed': {
        const event = { ...news, position }
        this.#remember(event, news.ids.length)
        this.#waiting.push(event)
      }
    }
    // A listener that changes the store would else tell the next listener of the change before its cause.
    if (this.#telling) return
    this.#telling = true
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) this.#live.emit(next)
    this.#telling = false
  }

  subscribe(listener: (event: FeedEvent) => void, options: { readonly since?: number } = {}): () => void {
    let seen = options.since ?? this.position
    const tell = (event: FeedEvent): void => {
      if (event.position <= seen) return
      seen = event.position
      listener(event)
    }
    // What a listener causes while it is told the past joins the history and is reached by this loop.
    while (seen < this.position) {
      const position: number = Math.max(seen, this.#oldest) + 1
      const event = this.at(position)
      try {
        if (event) tell(event)
      } catch (error) {
        this.#parts.onError(error)
      }
      seen = Math.max(seen, position)
    }
    return this.#live.on(tell)
  }

  #remember(news: Remembered, ids: number): void {
    this.#history.push(news)
    this.#ids += ids
    // By halves, so that forgetting costs next to nothing for each event.
    if (this.#history.length > 2 * historySize) this.#forget(this.#history.length - historySize)
    while (this.#ids > historyIds && this.#history.length > 1)
      this.#forget(Math.ceil(this.#history.length / 2))
  }

  #forget(count: number): void {
    for (const news of this.#history.splice(0, count)) {
      if (typeof news === 'object' && 'ids' in news) this.#ids -= news.ids.length
    }
    this.#oldest += count
  }

  at(position: number): FeedEvent | undefined {
    const news = this.#history[position - this.#oldest - 1]
    if (news === undefined) return undefined
    if (typeof news === 'string') {
      const message = this.#parts.message(news)
      return message && { position, type: 'message', message }
    }
    if ('ids' in news) return news
    const session = this.#parts.session(news.session)
    return session && { position, type: 'session', session }
  }
}
