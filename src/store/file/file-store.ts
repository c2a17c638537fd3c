import { type Clock, longestTimerMs } from '../../base/passed-in.ts'
import { whenThere } from '../../base/eventual.ts'
import type { MessageReader } from '../../capture/message-reader.ts'
import { messageTags } from '../../capture/message-tags.ts'
import type { StoreCounts } from '../../model/mailbox.ts'
import type { CapturedMessage, NewMessage } from '../../model/message.ts'
import type { SessionRecord } from '../../model/session-record.ts'
import type { StoreSync } from '../../model/store-sync.ts'
import { EventFeed } from '../feed.ts'
import { findMessages } from '../find-messages.ts'
import type { Labels } from '../labels.ts'
import type { Notes } from '../notes.ts'
import { compileQuery } from '../query.ts'
import { everywhere } from '../search-places.ts'
import { diskFull, storeFull } from '../store-full.ts'
import type {
  Added,
  ByteRange,
  Feed,
  ListOptions,
  MessagePage,
  SessionPage,
  Store,
  StoreLimits,
  StoreParts,
} from '../store.ts'
import { Candidates } from './candidates.ts'
import { explainedReads } from './explained-reads.ts'
import { FileLabels } from './file-labels.ts'
import { FileNotes } from './file-notes.ts'
import { FileReads } from './file-reads.ts'
import { Indexer } from './indexer.ts'
import { NoWrites, type Writes } from './no-writes.ts'
import { openForReading } from './open-database.ts'
import type { FileChange } from './operations.ts'
import { placesOf } from './places.ts'
import { type Came, publishChanges } from './publish-changes.ts'
import { type Database, sqlite } from './sqlite.ts'
import { storeClosed, WriteQueue } from './write-queue.ts'
import { writerFile } from './writer-file.ts'

/** What a message costs beside its bytes and its facts: its rows and their keys. */
const rowBytes = 200
/** Of a header, for the tags that a message comes with. */
const headerBytes = 64 * 1024
/** Read and parsed at a time: a few milliseconds. */
const messagesAtOnce = 256
const sessionsAtOnce = 50

const readerSettings = 'PRAGMA busy_timeout = 1000; PRAGMA cache_size = -8192'

export interface FileOptions {
  readonly file: string
  readonly sync: StoreSync
  /** Shows what an earlier run has left; whatever would change it is refused with STORE_READ_ONLY. Default false. */
  readonly readOnly?: boolean
}

/**
 * A store in an SQLite file. Reading is done here, a few rows at a time; writing in a thread of its own, and an answer
 * that something is kept comes when it is committed. What was there when it was closed, or its process ended, is there
 * when it is opened again.
 *
 * @throws FourportError STORE_NEEDS_NODE, STORE_IN_USE, STORE_UNUSABLE
 */
export async function openFileStore(
  { file, sync, readOnly = false }: FileOptions,
  parts: StoreParts,
): Promise<Store> {
  const { limits, clock, onError } = parts
  const { maxMessages, maxMessageBytes, maxAgeMs, maxSessions, maxSessionBytes } = limits
  const open = sqlite()
  if (readOnly) {
    const database = explainedReads(openForReading(file, open), file)
    database.exec(readerSettings)
    return new FileStore(
      { ...parts, limits: { ...limits, maxAgeMs: 0 } },
      database,
      new NoWrites(database, file),
    )
  }
  const writes = await WriteQueue.open(
    writerFile,
    {
      file,
      sync,
      nowMs: clock.now(),
      limits: { maxMessages, maxMessageBytes, maxAgeMs, maxSessions, maxSessionBytes },
    },
    onError,
  )
  const database = open(file, { readOnly: true })
  database.exec(readerSettings)
  return new FileStore(parts, explainedReads(database, file), writes)
}

class FileStore implements Store {
  readonly labels: Labels
  readonly notes: Notes
  readonly isReadOnly: boolean
  readonly #limits: StoreLimits
  readonly #clock: Clock
  readonly #parser: StoreParts['parser']
  readonly #onError: StoreParts['onError']
  readonly #reader: MessageReader
  readonly #database: Database
  readonly #reads: FileReads
  readonly #writes: Writes
  readonly #candidates: Candidates
  readonly #feed: EventFeed
  readonly #indexer: Indexer
  #ageTimer: NodeJS.Timeout | null = null
  #closed: Promise<void> | null = null

  constructor({ limits, clock, parser, onError }: StoreParts, database: Database, writes: Writes) {
    this.isReadOnly = writes instanceof NoWrites
    this.#limits = limits
    this.#clock = clock
    this.#parser = parser
    this.#onError = onError
    this.#database = database
    this.#writes = writes
    const reads = (this.#reads = new FileReads(database))
    this.#candidates = new Candidates(database)
    this.labels = new FileLabels(reads, writes, clock.now(), onError)
    this.notes = new FileNotes(reads, writes)
    this.#reader = parser.reader({ bytesOf: ({ id }) => reads.bytes(id), areLent: false })
    this.#feed = new EventFeed({
      message: (id) => reads.message(id),
      session: (id) => reads.session(id),
      onError,
      past: reads.past(),
    })
    const reader = this.#reader.forLists()
    const textsOf = (message: CapturedMessage) =>
      whenThere(reader.searchable(message), (found) => found && everywhere(message, found))
    this.#indexer = new Indexer({ reads, writes, textsOf, onError })
    if (!this.isReadOnly) this.#indexer.added()
    if (limits.maxAgeMs > 0) this.#watchAge()
  }

  get feed(): Feed {
    return this.#feed
  }

  async addMessage(message: NewMessage, abort?: () => AbortSignal): Promise<Added> {
    const { content, ...facts } = message
    const { id, envelope, origin, faults, subject, receivedAt } = facts
    const said = JSON.stringify({ id, receivedAt, envelope, origin, faults, subject })
    const { sizeBytes } = content
    const costBytes = sizeBytes + said.length + rowBytes
    const refused = (): Added => ({ refused: storeFull(message, costBytes, this.#limits) })
    if (costBytes > this.#limits.maxMessageBytes || this.#limits.maxMessages < 1) return refused()
    const kept = { ...facts, seq: 0, sizeBytes }
    const added = await this.#writes.ask<Added>(
      {
        type: 'add-message',
        id,
        nowMs: this.#clock.now(),
        sizeBytes,
        costBytes,
        facts: said,
        places: placesOf(facts),
        tags: messageTags(kept, content.head(headerBytes)),
        offset: 0,
      },
      ({ changes, answer }) => {
        content.release()
        if (typeof answer === 'number') return { kept: this.#reads.bySeq(answer) as CapturedMessage }
        const seq = changes.find((change) => change.type === 'message')?.seq ?? 0
        const stored: CapturedMessage = { ...kept, seq }
        this.#publish(changes, { message: stored })
        this.#indexer.added()
        if (this.#limits.maxAgeMs > 0) this.#watchAge()
        return { kept: stored }
      },
      { content, signal: abort?.(), ifFull: () => ({ refused: diskFull(message) }) },
    )
    return added
  }

  getMessage(id: string): Promise<CapturedMessage | undefined> | CapturedMessage | undefined {
    return this.#asked(() => this.#reads.message(id))
  }

  bytes(id: string, range?: ByteRange): ReturnType<FileReads['bytes']> {
    this.#checkOpen()
    return this.#reads.bytes(id, range)
  }

  async listMessages(options: ListOptions = {}): Promise<MessagePage> {
    const query = compileQuery(options.query ?? {}, this.#reader, this.labels)
    await this.#asked(() => undefined)
    const { limit = Infinity, before = Infinity, oldestFirst = false, signal } = options
    const next = this.#candidates.of(query, oldestFirst)
    // One beyond the page tells that there is another page.
    const wanted = oldestFirst ? limit : limit + 1
    const found: CapturedMessage[] = []
    let after = oldestFirst ? 0 : Math.min(before, Number.MAX_SAFE_INTEGER)
    for (let isMore = wanted > 0; isMore && found.length < wanted;) {
      this.#checkOpen()
      const read = next(after, Math.min(messagesAtOnce, options.query ? messagesAtOnce : wanted))
      after = read.at(-1)?.seq ?? after
      const some = read.filter(({ seq }) => seq < before)
      const page = await findMessages(oldestFirst ? some : some.toReversed(), query, {
        limit: wanted - found.length,
        oldestFirst,
        signal,
        isKept: ({ id }) => this.#reads.has(id),
      })
      found.push(...page.messages)
      isMore = read.length > 0 && some.length === read.length
    }
    const messages = found.slice(0, limit)
    return {
      messages,
      nextBefore: !oldestFirst && found.length > limit ? (messages.at(-1)?.seq ?? null) : null,
    }
  }

  removeMessages(ids: readonly string[]): Promise<readonly string[]> {
    return this.#writes.ask({ type: 'remove-messages', ids }, ({ changes, answer }) => {
      this.#publish(changes)
      return answer as readonly string[]
    })
  }

  clearMessages(): Promise<number> {
    return this.#writes.ask({ type: 'clear-messages' }, ({ changes, answer }) => {
      this.#publish(changes)
      return (answer as readonly string[]).length
    })
  }

  addSession(record: SessionRecord): Promise<void> {
    const text = JSON.stringify(record)
    return this.#writes.ask({ type: 'add-session', id: record.id, record: text }, ({ changes }) => {
      this.#reads.remember(record, text.length)
      this.#publish(changes, { session: record })
    })
  }

  async leaveOpen(sessions: readonly SessionRecord[]): Promise<void> {
    const records = sessions.map((record) => [record.id, JSON.stringify(record)] as const)
    await this.#writes.ask({ type: 'open-sessions', records }, () => undefined)
  }

  addReview(sessionId: string): Promise<void> {
    return this.#writes.ask({ type: 'add-review', id: sessionId }, ({ changes }) => this.#publish(changes))
  }

  getSession(id: string): SessionRecord | undefined {
    this.#checkOpen()
    return this.#reads.session(id)
  }

  /** At once where they are few. */
  listSessions({ limit = Infinity, before }: SessionPage = {}):
    readonly SessionRecord[] | Promise<readonly SessionRecord[]> {
    this.#checkOpen()
    const below = before === undefined ? Number.MAX_SAFE_INTEGER : (this.#reads.sessionNumber(before) ?? 0)
    return limit <= sessionsAtOnce ? this.#reads.sessions(below, limit).records : this.#sessions(below, limit)
  }

  async #sessions(from: number, limit: number): Promise<readonly SessionRecord[]> {
    const records: SessionRecord[] = []
    for (let below = from; records.length < limit;) {
      const read = this.#reads.sessions(below, Math.min(limit - records.length, sessionsAtOnce))
      records.push(...read.records)
      below = read.last
      if (read.records.length < sessionsAtOnce) break
      await new Promise(setImmediate)
      this.#checkOpen()
    }
    return records
  }

  clearSessions(upTo?: string): Promise<number> {
    return this.#writes.ask({ type: 'clear-sessions', upTo: upTo ?? null }, ({ changes, answer }) => {
      this.#publish(changes)
      return (answer as readonly string[]).length
    })
  }

  counts(): StoreCounts | Promise<StoreCounts> {
    const counts = (): StoreCounts => {
      const { messages, messageBytes, sessions, evictedMessages, evictedSessions } = this.#writes.totals
      return { messages, messageBytes, sessions, evictedMessages, evictedSessions }
    }
    // What there was when it was closed.
    return this.#closed === null ? this.#asked(counts) : counts()
  }

  close(): Promise<void> {
    return (this.#closed ??= this.#close())
  }

  async #close(): Promise<void> {
    if (this.#ageTimer !== null) clearTimeout(this.#ageTimer)
    this.#indexer.close()
    // Who is told what was written last may read it.
    await this.#writes.drained()
    this.#database.close()
    await this.#writes.close()
  }

  #checkOpen(): void {
    if (this.#closed !== null) throw storeClosed()
  }

  /** Aged messages go when the store is next asked. */
  #asked<Answer>(ask: () => Answer): Answer | Promise<Answer> {
    this.#checkOpen()
    const { maxAgeMs } = this.#limits
    if (maxAgeMs <= 0) return ask()
    const oldestMs = this.#reads.oldestMs()
    if (oldestMs === null || oldestMs >= this.#clock.now() - maxAgeMs) return ask()
    return this.#evictAged().then(ask)
  }

  #evictAged(): Promise<void> {
    return this.#writes.ask({ type: 'evict-aged', nowMs: this.#clock.now() }, ({ changes }) =>
      this.#publish(changes),
    )
  }

  #publish(changes: readonly FileChange[], came: Came = {}): void {
    publishChanges(changes, came, { feed: this.#feed, parser: this.#parser })
  }

  /** Ages are looked at whenever the store is asked; this is for listeners, while nobody asks. */
  #watchAge(): void {
    if (this.#closed !== null || this.#ageTimer !== null) return
    const look = (): void => {
      this.#ageTimer = null
      this.#evictAged().then(
        () => this.#writes.totals.messages > 0 && this.#watchAge(),
        (error: unknown) => this.#closed === null && this.#onError(error),
      )
    }
    this.#ageTimer = setTimeout(look, Math.min(this.#limits.maxAgeMs + 1, longestTimerMs)).unref()
  }
}
