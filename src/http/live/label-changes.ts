import { whenThere } from '../../base/eventual.ts'
import type { ApiLabelsChanged } from '../../model/api-events.ts'
import type { Store } from '../../store/store.ts'
import { encodeEvent } from './encode-event.ts'

/** Marking all as read changes thousands of messages within one request. */
const tellEveryMs = 100
/** Changes in one event: one of 50 KB, where its page reads it in a turn. */
const maxChanges = 500

type Change = ApiLabelsChanged['changes'][number]

export interface LabelChangesParts {
  readonly store: Pick<Store, 'labels' | 'feed' | 'counts'>
  readonly tell: (text: string) => void
  readonly onError: (error: unknown) => void
}

/** Tells readers what becomes of read marks and tags. These events have no position: a reader that resumes loads its list. */
export class LabelChanges {
  readonly #parts: LabelChangesParts
  readonly #changed = new Map<string, Change>()
  #timer: NodeJS.Timeout | undefined

  constructor(parts: LabelChangesParts) {
    this.#parts = parts
  }

  /** The function returned ends it. */
  start(): () => void {
    const { labels, feed } = this.#parts.store
    const unwatch = labels.watch((change) => {
      this.#changed.set(change.id, { ...this.#changed.get(change.id), ...change })
      this.#flushSoon()
    })
    // How many of those that left were unread only the server knows.
    const unfollow = feed.subscribe((event) => event.type === 'removed' && this.#flushSoon())
    return () => {
      unwatch()
      unfollow()
      clearTimeout(this.#timer)
      this.#timer = undefined
      this.#changed.clear()
    }
  }

  #flushSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      const told = whenThere(this.#parts.store.counts(), ({ messages }) => this.#flush(messages))
      if (told instanceof Promise) told.catch(this.#parts.onError)
    }, tellEveryMs).unref()
  }

  #flush(messages: number): void {
    const { store, tell } = this.#parts
    const changes = [...this.#changed.values()]
    this.#changed.clear()
    const { readCount, revision } = store.labels
    const facts = { unread: messages - readCount, revision, position: store.feed.position }
    for (let at = 0; at === 0 || at < changes.length; at += maxChanges)
      tell(encodeEvent('labels', null, { ...facts, changes: changes.slice(at, at + maxChanges) }))
  }
}
