import type { Eventual } from '../base/eventual.ts'
import { Fifo } from '../base/fifo.ts'
import { longestTimerMs } from '../base/passed-in.ts'
import type { CapturedMessage } from '../model/message.ts'
import { whereThere } from './gone.ts'
import type { CompiledQuery } from './query.ts'
import type { MailSource } from './near-misses.ts'
import type { Watch, WaitIndex } from './wait-index.ts'

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

/**
 * Matching messages, those that are there and those that come, until there are enough or the time is up.
 * One that leaves the store before it could be looked at matches nothing. Rejects with the signal's reason.
 */
export async function collect(
  { store, waits }: Pick<MailSource, 'store' | 'waits'>,
  query: CompiledQuery,
  { count, timeoutMs, signal }: CollectOptions,
): Promise<Collected> {
  signal?.throwIfAborted()
  const matched: CapturedMessage[] = []
  const end = endOf(timeoutMs, signal)
  const arrivals = new Arrivals(waits, query, end.signal)
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
        if (await arrival.matches) matched.push(arrival.message)
      } else if (end.signal.aborted || timeoutMs <= 0) {
        break
      } else {
        await arrivals.more()
      }
    }
    const found = new Set([...listed, ...matched.map(({ id }) => id)])
    return { matched, others: arrivals.latest().filter(({ id }) => !found.has(id)) }
  } finally {
    arrivals.stop()
    end.clear()
  }
}

interface Arrival {
  readonly message: CapturedMessage
  readonly matches: Eventual<boolean>
}

/** The messages that come and may be those waited for, in their order, until a signal ends it. */
class Arrivals {
  readonly #watch: Watch
  readonly #arrived = new Fifo<Arrival>()
  #wake = (): void => {}

  constructor(waits: WaitIndex, query: CompiledQuery, end: AbortSignal) {
    this.#watch = waits.add({
      lookups: query.lookups,
      arrived: (message) => {
        if (end.aborted) return
        // Looked at now: it may be evicted for the next one before its turn comes.
        this.#arrived.push({ message, matches: whereThere(() => query.matches(message)) })
        this.#wake()
      },
    })
    end.addEventListener('abort', () => this.#wake())
  }

  /** The last that came, whomever they concern. */
  latest(): readonly CapturedMessage[] {
    return this.#watch.latest()
  }

  stop(): void {
    this.#watch.stop()
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
