import { Emitter } from '../base/emitter.ts'
import type { FeedEvent } from '../model/feed-event.ts'
import type { SessionRecord } from '../model/session-record.ts'
import type { CapturedMessage } from '../model/message.ts'
import type { Feed } from './store.ts'

/** A feed event before it has its position. */
export type FeedNews =
  | { readonly type: 'message'; readonly message: CapturedMessage }
  | { readonly type: 'session' | 'reviewed'; readonly session: SessionRecord }
  | Omit<RemovedEvent, 'position'>

/** An event as the history keeps it: by reference, so that the history never holds what the store let go. */
export type Remembered =
  /** A message, by its id: nearly all that happens. */
  string | { readonly session: string } | { readonly reviewed: string } | RemovedEvent

type RemovedEvent = Extract<FeedEvent, { type: 'removed' | 'sessions-removed' }>

/** What happened before this process: events in their order, the first of them after position `oldest`. */
export interface FeedPast {
  readonly oldest: number
  readonly events: readonly Remembered[]
}

/** Several minutes of a busy test run, in well under a megabyte. */
const defaultHistorySize = 10_000
/** Ids of removed messages and sessions in the history, all events together. */
const historyIds = 100_000

export interface FeedParts {
  readonly message: (id: string) => CapturedMessage | undefined
  readonly session: (id: string) => SessionRecord | undefined
  readonly onError: (error: unknown) => void
  /** How many events are known, at least; default 10,000. */
  readonly historySize?: number
  /** Of a store that was open before. */
  readonly past?: FeedPast
  /** Told of each event as it is remembered, for a store that keeps them elsewhere. */
  readonly keep?: (event: Remembered) => void
}

/** Numbers events, remembers the last of them, and tells every listener in one order. */
export class EventFeed implements Feed {
  readonly #parts: FeedParts
  readonly #live: Emitter<FeedEvent>
  #history: Remembered[] = []
  #oldest = 0
  #ids = 0
  #isTelling = false
  /** What listeners have caused by what they hear of now. */
  readonly #caused: FeedEvent[] = []

  constructor(parts: FeedParts) {
    this.#parts = parts
    this.#live = new Emitter(parts.onError)
    const { oldest, events } = parts.past ?? { oldest: 0, events: [] }
    this.#oldest = oldest
    for (const event of events) this.#add(event)
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
        this.#remember(news.message.id)
        this.#tell({ position, type: 'message', message: news.message })
        break
      case 'session':
        this.#remember({ session: news.session.id })
        this.#tell({ position, type: 'session', session: news.session })
        break
      case 'reviewed':
        this.#remember({ reviewed: news.session.id })
        this.#tell({ position, type: 'reviewed', session: news.session })
        break
      case 'removed':
      case 'sessions-removed': {
        // Field by field: in a full store each message removes another, and V8 looks up in its runtime what follows a spread.
        const event = { position, type: news.type, reason: news.reason, ids: news.ids }
        this.#remember(event)
        this.#tell(event)
      }
    }
  }

  #tell(event: FeedEvent): void {
    // A listener that changes the store would else tell the next listener of the change before its cause.
    if (this.#isTelling) {
      this.#caused.push(event)
      return
    }
    this.#isTelling = true
    this.#live.emit(event)
    // The loop reaches what is added while it runs.
    for (const next of this.#caused) this.#live.emit(next)
    if (this.#caused.length > 0) this.#caused.length = 0
    this.#isTelling = false
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
    // Only what is on its way now may come again, after it was told above.
    return this.#live.on(this.#isTelling ? tell : listener)
  }

  #remember(event: Remembered): void {
    this.#add(event)
    this.#parts.keep?.(event)
  }

  #add(event: Remembered): void {
    this.#history.push(event)
    this.#ids += idsIn(event)
    // By halves, so that forgetting costs next to nothing for each event.
    const { historySize = defaultHistorySize } = this.#parts
    if (this.#history.length > 2 * historySize) this.#forget(this.#history.length - historySize)
    while (this.#ids > historyIds && this.#history.length > 1)
      this.#forget(Math.ceil(this.#history.length / 2))
  }

  #forget(count: number): void {
    for (const event of this.#history.splice(0, count)) this.#ids -= idsIn(event)
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
    const [type, id] =
      'session' in news ? (['session', news.session] as const) : (['reviewed', news.reviewed] as const)
    const session = this.#parts.session(id)
    return session && { position, type, session }
  }
}

function idsIn(event: Remembered): number {
  return typeof event === 'object' && 'ids' in event ? event.ids.length : 0
}
