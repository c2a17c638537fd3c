import { type Database, problemOf, type Statement } from './sqlite.ts'

/** After the last write. */
const quietMs = 500
/** Given back at a time: others write in between. */
const pagesAtOnce = 256
/** Given back at once where the disk is full: 64 MiB. What is left follows with the next message that finds no room. */
const stepsAtOnce = 64
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

  /**
   * The disk is full, so nobody waits for a pause. The log is emptied first and after each step: it counts as much as the
   * file, and giving pages back makes it longer.
   */
  now(): void {
    this.stop()
    this.#unlessNoRoom(() => {
      this.#emptyLog()
      for (let step = 0; step < stepsAtOnce && this.#freePages() > keptPages; step++) {
        this.#giveBack()
        this.#emptyLog()
      }
    })
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
  }

  #shrink(): void {
    this.#timer = null
    this.#unlessNoRoom(() => {
      if (this.#freePages() > keptPages) {
        this.#giveBack()
        this.#timer = setTimeout(() => this.#shrink(), 0)
      } else {
        this.#emptyLog()
      }
    })
  }

  #giveBack(): void {
    this.#database.exec(`PRAGMA incremental_vacuum(${pagesAtOnce})`)
  }

  /** Only then the file itself is written, and is smaller. */
  #emptyLog(): void {
    this.#database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  }

  #unlessNoRoom(work: () => void): void {
    try {
      work()
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
