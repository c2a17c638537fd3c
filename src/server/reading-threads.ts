import { heldForLater } from '../base/eventual.ts'
import { lazyModule } from '../base/lazy-module.ts'
import type { Threads } from '../base/thread-work.ts'
import type { ThreadLimits } from '../threads/thread-pool.ts'

const loadPool = lazyModule(() => import('../threads/thread-pool.ts'))

export interface ReadingThreads extends Threads {
  /** Ends them; what they do fails. */
  close(): Promise<void>
}

/** Threads that read messages: nothing of them is loaded, and none starts, before there is something to read. */
export function createReadingThreads(limits: ThreadLimits): ReadingThreads {
  let pool: ReadingThreads | null = null
  return {
    run(work, begin, rank) {
      if (pool !== null) return pool.run(work, begin, rank)
      // At once: what is to be read may leave the store before the pool is there.
      const piece = heldForLater(begin())
      return loadPool().then(({ openPool }) => (pool ??= openPool(limits)).run(work, () => piece, rank))
    },
    close: async () => pool?.close(),
  }
}
