import type { Remembered } from '../feed.ts'
import type { Counters } from './counters.ts'
import type { FileChange } from './operations.ts'
import type { Database, Statement } from './sqlite.ts'

/** So many of the last events are in the file, at least; and at most twice as many. */
const keptEvents = 10_000

/** What happened, numbered as the feed numbers it. */
export class EventsTable {
  readonly #counters: Counters
  readonly #insert: Statement
  readonly #forget: Statement
  #forgotten: number

  constructor(database: Database, counters: Counters) {
    this.#counters = counters
    this.#insert = database.prepare('INSERT INTO events VALUES (?, ?)')
    this.#forget = database.prepare('DELETE FROM events WHERE position <= ?')
    this.#forgotten =
      Number(database.prepare('SELECT min(position) AS first FROM events').get()?.['first'] ?? 1) - 1
  }

  /** @param id - Of the message or the session that a change is about */
  add(change: FileChange, id: string): void {
    const { now } = this.#counters
    const position = ++now.position
    this.#insert.run(position, JSON.stringify(rememberedOf(change, id, position)))
    // By halves, so that forgetting costs next to nothing for each event.
    if (now.position - this.#forgotten <= 2 * keptEvents) return
    this.#forgotten = now.position - keptEvents
    this.#forget.run(this.#forgotten)
  }
}

function rememberedOf(change: FileChange, id: string, position: number): Remembered {
  switch (change.type) {
    case 'message':
      return id
    case 'session':
      return { session: id }
    case 'reviewed':
      return { reviewed: id }
    default:
      return { ...change, position }
  }
}
