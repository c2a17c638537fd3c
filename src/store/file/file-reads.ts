import { BoundedCache } from '../../capture/bounded-cache.ts'
import type { CapturedMessage } from '../../model/message.ts'
import type { SessionRecord } from '../../model/session-record.ts'
import type { FeedPast, Remembered } from '../feed.ts'
import type { ByteRange } from '../store.ts'
import { blockBytes, blockKey } from './schema.ts'
import type { Database, SqlRow, Statement } from './sqlite.ts'

/** Of a message: more of it is read in several turns of the event loop. */
const blocksAtOnce = 4

/** Session records that are at hand without reading JSON: a verdict looks at the latest of its host. A character counts twice. */
const recentBytes = 8 * 1024 * 1024

/** What the file has, read where it is asked for: by a key, or a few rows in their order, which takes microseconds. */
export class FileReads {
  readonly #sql: ReturnType<typeof statements>
  readonly #recent = new BoundedCache<SessionRecord>(recentBytes)

  constructor(database: Database) {
    this.#sql = statements(database)
  }

  message(id: string): CapturedMessage | undefined {
    const row = this.#sql.message.get(id)
    return row && messageOfRow(row)
  }

  bySeq(seq: number): CapturedMessage | undefined {
    const row = this.#sql.bySeq.get(seq)
    return row && messageOfRow(row)
  }

  has(id: string): boolean {
    return this.#sql.has.get(id) !== undefined
  }

  /** When the oldest message was added, milliseconds since 1970; null: there is none. */
  oldestMs(): number | null {
    return (this.#sql.oldest.get()?.['addedMs'] ?? null) as number | null
  }

  /** Short ones at once, long ones a few blocks at a time. */
  bytes(id: string, range?: ByteRange): Buffer | undefined | Promise<Buffer | undefined> {
    const row = this.#sql.size.get(id)
    if (row === undefined) return undefined
    const { seq, sizeBytes } = row as { readonly seq: number; readonly sizeBytes: number }
    const to = Math.min(range?.to ?? sizeBytes, sizeBytes)
    const from = Math.min(range?.from ?? 0, to)
    const first = Math.floor(from / blockBytes)
    const end = Math.ceil(to / blockBytes)
    const cut = (blocks: readonly Buffer[]): Buffer =>
      Buffer.concat(blocks).subarray(from - first * blockBytes, to - first * blockBytes)
    if (to <= from) return Buffer.alloc(0)
    if (end - first <= blocksAtOnce) {
      const blocks = this.#blocks(seq, first, end)
      return blocks && cut(blocks)
    }
    return this.#inTurns(seq, first, end).then((blocks) => blocks && cut(blocks))
  }

  isRead(id: string): boolean {
    return this.#sql.isRead.get(id)?.['isRead'] === 1
  }

  tagsOf(id: string): readonly string[] {
    const tags = this.#sql.tags.get(id)?.['tags'] ?? null
    return tags === null ? [] : (JSON.parse(tags as string) as string[])
  }

  countTags(): ReadonlyMap<string, number> {
    const rows = this.#sql.countTags.all() as readonly { tag: string; count: number }[]
    return new Map(rows.map(({ tag, count }) => [tag, count]))
  }

  /** Those whose text is not indexed yet, oldest first. */
  unindexed(aboveSeq: number, limit: number): readonly CapturedMessage[] {
    return this.#sql.unindexed.all(aboveSeq, limit).map(messageOfRow)
  }

  session(id: string): SessionRecord | undefined {
    return this.sessionNumber(id) === undefined ? undefined : this.#record(id)
  }

  /** The number of a session: it grows with each; undefined: it is not there. */
  sessionNumber(id: string): number | undefined {
    return this.#sql.sessionNumber.get(id)?.['number'] as number | undefined
  }

  /** Newest first, with the number of the last. */
  sessions(
    below: number,
    limit: number,
  ): { readonly records: readonly SessionRecord[]; readonly last: number } {
    const rows = this.#sql.sessions.all(below, limit)
    const records = rows.map(({ id }) => this.#record(id as string))
    return { records, last: Number(rows.at(-1)?.['number'] ?? 0) }
  }

  /** It has just been written. */
  remember(record: SessionRecord, characters: number): void {
    this.#recent.set(record.id, record, 2 * characters)
  }

  /** Of a session that is there. */
  #record(id: string): SessionRecord {
    const known = this.#recent.get(id)
    if (known !== undefined) return known
    const text = this.#sql.session.get(id)?.['record'] as string
    const record = JSON.parse(text) as SessionRecord
    this.#recent.set(id, record, 2 * text.length)
    return record
  }

  past(): FeedPast {
    const rows = this.#sql.events.all() as readonly { position: number; event: string }[]
    const position = Number(this.#sql.position.get()?.['position'] ?? 0)
    return {
      oldest: rows[0] === undefined ? position : rows[0].position - 1,
      events: rows.map(({ event }) => JSON.parse(event) as Remembered),
    }
  }

  notes(kind: string): readonly (readonly [id: string, value: string])[] {
    return this.#sql.notes.all(kind).map(({ id, value }) => [id as string, value as string] as const)
  }

  #blocks(seq: number, from: number, to: number): Buffer[] | undefined {
    const rows = this.#sql.blocks.all(blockKey(seq, from), blockKey(seq, to))
    if (rows.length < to - from) return undefined
    return rows.map(({ bytes }) => {
      const { buffer, byteOffset, byteLength } = bytes as Uint8Array<ArrayBuffer>
      return Buffer.from(buffer, byteOffset, byteLength)
    })
  }

  async #inTurns(seq: number, first: number, end: number): Promise<Buffer[] | undefined> {
    const all: Buffer[] = []
    for (let from = first; from < end; from += blocksAtOnce) {
      if (from > first) await new Promise(setImmediate)
      const some = this.#blocks(seq, from, Math.min(from + blocksAtOnce, end))
      // It has left the store meanwhile.
      if (some === undefined) return undefined
      all.push(...some)
    }
    return all
  }
}

/** A row with `seq`, `sizeBytes` and `facts`. */
export function messageOfRow({ seq, sizeBytes, facts }: SqlRow): CapturedMessage {
  return {
    ...(JSON.parse(facts as string) as CapturedMessage),
    seq: Number(seq),
    sizeBytes: Number(sizeBytes),
  }
}

function statements(database: Database) {
  const sql = (text: string): Statement => database.prepare(text)
  return {
    message: sql('SELECT seq, sizeBytes, facts FROM messages WHERE id = ?'),
    bySeq: sql('SELECT seq, sizeBytes, facts FROM messages WHERE seq = ?'),
    has: sql('SELECT 1 FROM messages WHERE id = ?'),
    size: sql('SELECT seq, sizeBytes FROM messages WHERE id = ?'),
    oldest: sql('SELECT addedMs FROM messages ORDER BY seq LIMIT 1'),
    blocks: sql('SELECT bytes FROM blocks WHERE key >= ? AND key < ? ORDER BY key'),
    isRead: sql('SELECT isRead FROM messages WHERE id = ?'),
    tags: sql('SELECT tags FROM messages WHERE id = ?'),
    countTags: sql('SELECT tag, count(*) AS count FROM tags GROUP BY tag'),
    unindexed: sql(
      'SELECT seq, sizeBytes, facts FROM messages WHERE isIndexed <> 1 AND isIndexed = 0 AND seq > ? ORDER BY seq LIMIT ?',
    ),
    session: sql('SELECT record FROM sessions WHERE id = ?'),
    sessionNumber: sql('SELECT number FROM sessions WHERE id = ?'),
    sessions: sql('SELECT number, id FROM sessions WHERE number < ? ORDER BY number DESC LIMIT ?'),
    events: sql('SELECT position, event FROM events ORDER BY position'),
    position: sql('SELECT position FROM totals'),
    notes: sql('SELECT id, value FROM notes WHERE kind = ? ORDER BY id'),
  } satisfies Readonly<Record<string, Statement>>
}
