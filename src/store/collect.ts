import { longestTimerMs } from '../base/clock.ts'
import type { CapturedMessage } from '../model/message.ts'
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

/** As many as a person reads; more would keep evicted messages in memory. */
const othersKept = 20

/**
 * Matching messages, those that are there and those that come, until there are enough or the time is up.
 * None can be evicted while it is looked at, nor, once matched, before this is over. Rejects with the signal's reason.
 */
export async function collect(
  store: Store,
  query: CompiledQuery,
  { count, timeoutMs, signal }: CollectOptions,
): Promise<Collected> {
  signal?.throwIfAborted()
  const matched: CapturedMessage[] = []
  const others: CapturedMessage[] = []
  const releases: (() => void)[] = []
  const end = endOf(timeoutMs, signal)
  const arrivals = new Arrivals(store, end.signal)
  try {
    // Subscribed first, and listed in the same turn: nothing comes in between, nothing comes twice.
    // The time limits the waiting, not the looking: what is there counts, however long the search takes.
    const there = await store.listMessages({ query: query.query, oldestFirst: true, limit: count, signal })
    for (const message of there.messages) {
      releases.push(store.hold(message))
      matched.push(message)
    }
    while (matched.length < count) {
      signal?.throwIfAborted()
      const message = arrivals.shift()
      if (message) {
        const release = store.hold(message)
        releases.push(release)
        if (await query.matches(message)) {
          matched.push(message)
        } else {
          release()
          releases.pop()
          others.push(message)
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
    for (const release of releases) release()
  }
}

/** The messages that come, in their order, until a signal ends it. */
class Arrivals {
  readonly stop: () => void
  readonly #messages: CapturedMessage[] = []
  #wake = (): void => {}

  constructor(store: Store, end: AbortSignal) {
    this.stop = store.feed.subscribe((event) => {
      if (event.type !== 'message' || end.aborted) return
      this.#messages.push(event.message)
      this.#wake()
    })
    end.addEventListener('abort', () => this.#wake())
  }

  shift(): CapturedMessage | undefined {
    return this.#messages.shift()
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
