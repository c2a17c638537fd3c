import type { Eventual } from '../base/eventual.ts'
import { longestTimerMs } from '../base/passed-in.ts'
import type { CapturedMessage } from '../model/message.ts'
import { whereThere } from './gone.ts'
import type { CompiledQuery } from './query.ts'
import type { Store } from './store.ts'

export interface CollectOptions {
  /** Stop at so many matches. */
  readonly count: number
  /** Stop after so many milliseconds; Infinity: never. 0: only what is there. */
  readonly timeoutMs: number
  readonly signal?: AbortSignal | undefined
}

/** What one watch over the store saw. */
export interface Collected {
  /** Oldest first, at most `count`. */
  readonly matched: readonly CapturedMessage[]
  /** The last messages that came meanwhile and did not match. */
  readonly others: readonly CapturedMessage[]
}

/** As many as a person reads. */
const othersKept = 20

/**
 * Matching messages, those that are there and those that come, until there are enough or the time is up.
 * One that leaves the store before it could be looked at matches nothing. Rejects with the signal's reason.
 */
export async function collect(
  store: Store,
  query: CompiledQuery,
  { count, timeoutMs, signal }: CollectOptions,
): Promise<Collected> {
  signal?.throwIfAborted()
  const matched: CapturedMessage[] = []
  const others: CapturedMessage[] = []
  const end = endOf(timeoutMs, signal)
  const arrivals = new Arrivals(store, query, end.signal)
  try {
    // Subscribed first, so nothing comes in between. What was on its way may be listed and come as well: it counts once.
    // The time limits the waiting, not the looking: what is there counts, however long the search takes.
    const there = await store.listMessages({ query: query.query, oldestFirst: true, limit: count, signal })
    matched.push(...there.messages)
    const listed = new Set(there.messages.map(({ id }) => id))
    while (matched.length < count) {
      signal?.throwIfAborted()
      const arrival = arrivals.shift()
      if (arrival) {
        if (listed.has(arrival.message.id)) continue
        if (await arrival.matches) {
          matched.push(arrival.message)
        } else {
          others.push(arrival.message)
          if (others.length > othersKept) others.shift()
        }
      } else if (end.signal.aborted || timeoutMs <= 0) {
        break
      } else {
        await arrivals.more()
      }
    }
    return { matched, others }
  } finally {
    arrivals.stop()
    end.clear()
  }
}

interface Arrival {
  readonly message: CapturedMessage
  readonly matches: Eventual<boolean>
}

/** The messages that come, in their order, until a signal ends it. */
class Arrivals {
  readonly stop: () => void
  readonly #arrived: Arrival[] = []
  #wake = (): void => {}

  constructor(store: Store, query: CompiledQuery, end: AbortSignal) {
    this.stop = store.feed.subscribe((event) => {
      if (event.type !== 'message' || end.aborted) return
      // Looked at now: it may be evicted for the next one before its turn comes.
      this.#arrived.push({ message: event.message, matches: whereThere(() => query.matches(event.message)) })
      this.#wake()
    })
    end.addEventListener('abort', () => this.#wake())
  }

  shift(): Arrival | undefined {
    return this.#arrived.shift()
  }

  /** Resolves when one has come, or none will. */
  async more(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#wake = resolve
    })
  }
}

/** A signal of its own for both ends: the time, and the caller's wish. */
function endOf(timeoutMs: number, outer?: AbortSignal): { signal: AbortSignal; clear: () => void } {
  const controller = new AbortController()
  const abort = (): void => controller.abort()
  outer?.addEventListener('abort', abort, { once: true })
  const timer =
    timeoutMs > 0 && timeoutMs !== Infinity
      ? setTimeout(abort, Math.min(timeoutMs, longestTimerMs))
      : undefined
  return {
    signal: controller.signal,
    clear: () => {
      clearTimeout(timer)
      outer?.removeEventListener('abort', abort)
    },
  }
}
