import { type Database, problemOf, type Statement } from './sqlite.ts'

/** After the last write. */
const quietMs = 500
/** Given back at a time: others write in between. */
const pagesAtOnce = 256
/** Free pages that stay in the file for the next messages. */
const keptPages = 512

/** Gives pages that nothing uses any more back to the system, when nobody writes. */
export class Shrinker {
  readonly #database: Database
  readonly #free: Statement
  #timer: NodeJS.Timeout | null = null

  constructor(database: Database) {
    this.#database = database
    this.#free = database.prepare('PRAGMA freelist_count')
  }

  /** Something was written. */
  later(): void {
    this.stop()
    this.#timer = setTimeout(() => this.#shrink(), quietMs)
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
  }

  #shrink(): void {
    this.#timer = null
    try {
      if (this.#freePages() > keptPages) {
        this.#database.exec(`PRAGMA incremental_vacuum(${pagesAtOnce})`)
        this.#timer = setTimeout(() => this.#shrink(), 0)
      } else {
        // Only then the file itself is written, and is smaller.
        this.#database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
      }
    } catch (error) {
      const problem = problemOf(error)
      // It may take room to give some back. It is tried again after the next write.
      if (problem !== 'full' && problem !== 'busy') throw error
    }
  }

  #freePages(): number {
    return Number(this.#free.get()?.['freelist_count'])
  }
}
