import type { RemovalReason } from '../../model/feed-event.ts'
import type { StoreLimits } from '../store.ts'
import type { Counters } from './counters.ts'
import type { FileChange } from './operations.ts'
import type { Database, Statement } from './sqlite.ts'

/** The session records of the file, bounded by count and bytes; the oldest go first. Written by one thread only. */
export class SessionsTable {
  readonly #limits: StoreLimits
  readonly #counters: Counters
  readonly #sql: ReturnType<typeof statements>

  constructor(database: Database, limits: StoreLimits, counters: Counters) {
    this.#limits = limits
    this.#counters = counters
    this.#sql = statements(database)
  }

  /** A record larger than the whole limit is not kept, and counts as evicted. A known id is replaced. */
  add(id: string, record: string): readonly FileChange[] {
    const { now } = this.#counters
    const { maxSessions, maxSessionBytes } = this.#limits
    this.#sql.deleteOpen.run(id)
    this.#remove(id)
    // A character counts twice, as in memory, so that the limit means the same everywhere.
    const costBytes = 2 * record.length
    if (maxSessions < 1 || costBytes > maxSessionBytes) {
      now.evictedSessions++
      return [{ type: 'session' }]
    }
    const changes = [
      ...this.#evictWhile('count', () => now.sessions >= maxSessions),
      ...this.#evictWhile('bytes', () => now.sessionBytes + costBytes > maxSessionBytes),
    ]
    this.#sql.insert.run(++now.lastSession, id, costBytes, record)
    now.sessions++
    now.sessionBytes += costBytes
    return [...changes, { type: 'session' }]
  }

  /** Leaves the records of sessions that go on, as they are now. */
  leaveOpen(records: readonly (readonly [id: string, record: string])[]): void {
    for (const [id, record] of records) this.#sql.leaveOpen.run(id, record)
  }

  /** Sessions that went on when the file was last written. */
  open(): readonly { readonly id: string; readonly record: string }[] {
    return this.#sql.open.all() as never
  }

  get(id: string): string | undefined {
    return this.#sql.get.get(id)?.['record'] as string | undefined
  }

  /** Removes those up to and with one of them, or all; their ids, oldest first. */
  clear(upTo: string | null): readonly string[] {
    const last = upTo === null ? Infinity : Number(this.#sql.get.get(upTo)?.['number'] ?? 0)
    const ids = this.#sql.upTo.all(Math.min(last, Number.MAX_SAFE_INTEGER)).map(({ id }) => id as string)
    for (const id of ids) this.#remove(id)
    return ids
  }

  #evictWhile(reason: RemovalReason, isInTheWay: () => boolean): readonly FileChange[] {
    const ids: string[] = []
    while (isInTheWay()) {
      const id = this.#sql.oldest.get()?.['id'] as string
      this.#remove(id)
      ids.push(id)
    }
    this.#counters.now.evictedSessions += ids.length
    return ids.length === 0 ? [] : [{ type: 'sessions-removed', reason, ids }]
  }

  #remove(id: string): void {
    const row = this.#sql.get.get(id)
    if (row === undefined) return
    this.#sql.delete.run(id)
    this.#counters.now.sessions--
    this.#counters.now.sessionBytes -= row['costBytes'] as number
  }
}

function statements(database: Database) {
  const sql = (text: string): Statement => database.prepare(text)
  return {
    get: sql('SELECT number, costBytes, record FROM sessions WHERE id = ?'),
    oldest: sql('SELECT id FROM sessions ORDER BY number LIMIT 1'),
    upTo: sql('SELECT id FROM sessions WHERE number <= ? ORDER BY number'),
    insert: sql('INSERT INTO sessions VALUES (?, ?, ?, ?)'),
    delete: sql('DELETE FROM sessions WHERE id = ?'),
    open: sql('SELECT id, record FROM openSessions ORDER BY id'),
    leaveOpen: sql('INSERT OR REPLACE INTO openSessions VALUES (?, ?)'),
    deleteOpen: sql('DELETE FROM openSessions WHERE id = ?'),
  } satisfies Readonly<Record<string, Statement>>
}
