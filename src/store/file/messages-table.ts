import type { RemovalReason } from '../../model/feed-event.ts'
import type { StoreLimits } from '../store.ts'
import type { Counters } from './counters.ts'
import type { AddMessage, FileChange } from './operations.ts'
import { placesOf } from './places.ts'
import { blockBytes, blockKey } from './schema.ts'
import type { Database, SqlRow, Statement } from './sqlite.ts'

interface MessageRow {
  readonly seq: number
  readonly id: string
  readonly addedMs: number
  readonly costBytes: number
  readonly isRead: number
  readonly isIndexed: number
  readonly tags: string | null
  readonly facts: string
}

const columns = 'seq, id, addedMs, costBytes, isRead, isIndexed, tags, facts'

/** The messages of the file, with all that finds them, bounded by count, bytes and age; the oldest go first. Written by one thread only. */
export class MessagesTable {
  readonly #database: Database
  readonly #limits: StoreLimits
  readonly #counters: Counters
  readonly #sql: ReturnType<typeof statements>

  constructor(database: Database, limits: StoreLimits, counters: Counters) {
    this.#database = database
    this.#limits = limits
    this.#counters = counters
    this.#sql = statements(database)
  }

  /** What changed; a number: it was there already, with that `seq`. */
  add(message: AddMessage, bytes: Uint8Array): readonly FileChange[] | number {
    const known = this.#row(this.#sql.byId.get(message.id))
    if (known !== undefined) return known.seq
    const { now } = this.#counters
    const { maxMessages, maxMessageBytes } = this.#limits
    const changes = [
      ...this.evictAged(message.nowMs),
      ...this.#evictWhile('count', () => now.messages >= maxMessages),
      ...this.#evictWhile('bytes', () => now.messageBytes + message.costBytes > maxMessageBytes),
    ]
    const { id, nowMs, sizeBytes, costBytes, facts, places, tags } = message
    const seq = ++now.lastSeq
    const said = tags.length > 0 ? JSON.stringify(tags) : null
    this.#sql.insert.run(seq, id, nowMs, sizeBytes, costBytes, said, facts)
    this.#writeBlocks(seq, bytes.subarray(message.offset, message.offset + sizeBytes))
    for (const place of places) this.#sql.insertPlace.run(place, seq)
    for (const tag of tags) this.#sql.insertTag.run(tag, seq)
    now.messages++
    now.messageBytes += costBytes
    return [...changes, { type: 'message', seq }]
  }

  evictAged(nowMs: number): readonly FileChange[] {
    const { maxAgeMs } = this.#limits
    if (maxAgeMs <= 0) return []
    return this.#evictWhile('age', ({ addedMs }) => addedMs < nowMs - maxAgeMs)
  }

  remove(ids: readonly string[]): readonly string[] {
    const removed: string[] = []
    for (const id of ids) {
      const row = this.#row(this.#sql.byId.get(id))
      if (row === undefined) continue
      this.#remove(row)
      removed.push(id)
    }
    return removed
  }

  /** The ids of all that there were, oldest first. */
  clear(): readonly string[] {
    const ids = this.#sql.ids.all().map(({ id }) => id as string)
    this.#database.exec(
      `DELETE FROM messages; DELETE FROM blocks; DELETE FROM places; DELETE FROM tags; INSERT INTO texts (texts) VALUES ('delete-all')`,
    )
    Object.assign(this.#counters.now, { messages: 0, messageBytes: 0, readMessages: 0 })
    return ids
  }

  setRead(id: string, isRead: boolean): boolean {
    const row = this.#row(this.#sql.byId.get(id))
    if (row === undefined || (row.isRead === 1) === isRead) return false
    this.#sql.setRead.run(isRead ? 1 : 0, row.seq)
    this.#counters.now.readMessages += isRead ? 1 : -1
    return true
  }

  setTags(id: string, tags: readonly string[]): boolean {
    const row = this.#row(this.#sql.byId.get(id))
    if (row === undefined) return false
    for (const tag of tagsOf(row)) this.#sql.deleteTag.run(tag, row.seq)
    for (const tag of tags) this.#sql.insertTag.run(tag, row.seq)
    this.#sql.setTags.run(JSON.stringify(tags), row.seq)
    return true
  }

  /** @param text - All that it says, folded; null: it is too long to be indexed */
  index(seq: number, text: string | null): void {
    const row = this.#row(this.#sql.bySeq.get(seq))
    if (row === undefined || row.isIndexed !== 0) return
    if (text !== null) this.#sql.insertText.run(seq, text)
    this.#sql.setIndexed.run(text === null ? 2 : 1, seq)
  }

  #writeBlocks(seq: number, bytes: Uint8Array): void {
    for (let block = 0; block * blockBytes < bytes.length; block++)
      this.#sql.insertBlock.run(
        blockKey(seq, block),
        bytes.subarray(block * blockBytes, (block + 1) * blockBytes),
      )
  }

  #evictWhile(reason: RemovalReason, isInTheWay: (oldest: MessageRow) => boolean): readonly FileChange[] {
    const ids: string[] = []
    for (let oldest = this.#oldest(isInTheWay); oldest !== undefined; oldest = this.#oldest(isInTheWay)) {
      this.#remove(oldest)
      ids.push(oldest.id)
    }
    this.#counters.now.evictedMessages += ids.length
    return ids.length === 0 ? [] : [{ type: 'removed', reason, ids }]
  }

  #oldest(isInTheWay: (oldest: MessageRow) => boolean): MessageRow | undefined {
    if (this.#counters.now.messages === 0) return undefined
    const row = this.#row(this.#sql.oldest.get())
    return row !== undefined && isInTheWay(row) ? row : undefined
  }

  #remove(row: MessageRow): void {
    const { seq } = row
    for (const place of placesOf(JSON.parse(row.facts) as Parameters<typeof placesOf>[0]))
      this.#sql.deletePlace.run(place, seq)
    for (const tag of tagsOf(row)) this.#sql.deleteTag.run(tag, seq)
    if (row.isIndexed === 1) this.#sql.deleteText.run(seq)
    this.#sql.deleteBlocks.run(blockKey(seq, 0), blockKey(seq + 1, 0))
    this.#sql.delete.run(seq)
    const { now } = this.#counters
    now.messages--
    now.messageBytes -= row.costBytes
    now.readMessages -= row.isRead
  }

  #row(row: SqlRow | undefined): MessageRow | undefined {
    return row as MessageRow | undefined
  }
}

function tagsOf({ tags }: MessageRow): readonly string[] {
  return tags === null ? [] : (JSON.parse(tags) as string[])
}

function statements(database: Database) {
  const sql = (text: string): Statement => database.prepare(text)
  return {
    byId: sql(`SELECT ${columns} FROM messages WHERE id = ?`),
    bySeq: sql(`SELECT ${columns} FROM messages WHERE seq = ?`),
    oldest: sql(`SELECT ${columns} FROM messages ORDER BY seq LIMIT 1`),
    ids: sql('SELECT id FROM messages ORDER BY seq'),
    insert: sql(
      'INSERT INTO messages (seq, id, addedMs, sizeBytes, costBytes, tags, facts) VALUES (?, ?, ?, ?, ?, ?, ?)',
    ),
    delete: sql('DELETE FROM messages WHERE seq = ?'),
    insertBlock: sql('INSERT INTO blocks VALUES (?, ?)'),
    deleteBlocks: sql('DELETE FROM blocks WHERE key >= ? AND key < ?'),
    insertPlace: sql('INSERT INTO places VALUES (?, ?)'),
    deletePlace: sql('DELETE FROM places WHERE key = ? AND seq = ?'),
    insertTag: sql('INSERT INTO tags VALUES (?, ?)'),
    deleteTag: sql('DELETE FROM tags WHERE tag = ? AND seq = ?'),
    insertText: sql('INSERT INTO texts (rowid, text) VALUES (?, ?)'),
    deleteText: sql('DELETE FROM texts WHERE rowid = ?'),
    setRead: sql('UPDATE messages SET isRead = ? WHERE seq = ?'),
    setTags: sql('UPDATE messages SET tags = ? WHERE seq = ?'),
    setIndexed: sql('UPDATE messages SET isIndexed = ? WHERE seq = ?'),
  } satisfies Readonly<Record<string, Statement>>
}
