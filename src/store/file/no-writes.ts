import { storeReadOnly } from '../store-read-only.ts'
import { Counters } from './counters.ts'
import type { FileTotals } from './operations.ts'
import type { Database } from './sqlite.ts'
import type { WriteQueue } from './write-queue.ts'

/** What a store asks of those who write for it. */
export type Writes = Pick<WriteQueue, 'totals' | 'ask' | 'drained' | 'close'>

/** Writes nothing, and refuses each change. */
export class NoWrites implements Writes {
  readonly totals: FileTotals
  readonly #file: string

  constructor(database: Database, file: string) {
    this.totals = new Counters(database).totals()
    this.#file = file
  }

  /** @throws FourportError STORE_READ_ONLY */
  ask(): Promise<never> {
    return Promise.reject(storeReadOnly(this.#file))
  }

  drained(): Promise<void> {
    return Promise.resolve()
  }

  close(): Promise<void> {
    return Promise.resolve()
  }
}
