import type { Database, Statement } from './sqlite.ts'
import type { FileTotals } from './operations.ts'

const kept = [
  'lastSeq',
  'lastSession',
  'position',
  'messages',
  'messageBytes',
  'readMessages',
  'sessions',
  'sessionBytes',
] as const

type Kept = Record<(typeof kept)[number], number>

/** All of them, as they are in the middle of a transaction. */
export interface Counts extends Kept {
  /** Since the file was opened. */
  evictedMessages: number
  evictedSessions: number
}

/** What the file says of itself without being counted. */
export class Counters {
  readonly now: Counts
  readonly #save: Statement

  constructor(database: Database) {
    const row = database.prepare('SELECT * FROM totals').get() ?? {}
    this.now = { evictedMessages: 0, evictedSessions: 0, ...(row as Kept) }
    this.#save = database.prepare(`UPDATE totals SET ${kept.map((name) => `${name} = ?`).join(', ')}`)
  }

  save(): void {
    this.#save.run(...kept.map((name) => this.now[name]))
  }

  /** As they were: what is called puts them back. */
  mark(): () => void {
    const before = { ...this.now }
    return () => void Object.assign(this.now, before)
  }

  totals(): FileTotals {
    const { messages, messageBytes, readMessages, sessions, evictedMessages, evictedSessions } = this.now
    return { messages, messageBytes, readMessages, sessions, evictedMessages, evictedSessions }
  }
}
