import type { Observation } from '../../model/observation.ts'
import type { RemovalReason } from '../../model/feed-event.ts'
import type { SessionRecord } from '../../model/session-record.ts'
import type { ClientHello } from '../../model/tls-facts.ts'
import { EntryKeeper, type KeptEntries } from './kept-entries.ts'
import { OrderedList } from './ordered.ts'

interface StoredSession {
  readonly seq: number
  readonly id: string
  /** The record; without its entries once it is one of the older. */
  record: SessionRecord
  readonly entries: KeptEntries
  readonly costBytes: number
}

/**
 * So many of the latest records, at least, are kept with their entries: those that tests and the page look at. Of all
 * older ones only what an `EntryKeeper` keeps stays.
 */
const wholeCount = 40

/** A record beside its entries: the object and its place in two lists. A character counts twice, as it does in V8 once one is not Latin-1. */
const recordBytes = 1_000

function costOf({ characters }: KeptEntries, { clientHello }: SessionRecord): number {
  return recordBytes + 2 * (characters + (clientHello === null ? 0 : charactersOf(clientHello)))
}

/** By ClientHello: clients that say the same share one, and it is a third of what is recorded of a short session. */
const charactersByHello = new WeakMap<ClientHello, number>()

function charactersOf(hello: ClientHello): number {
  let count = charactersByHello.get(hello)
  if (count === undefined) charactersByHello.set(hello, (count = JSON.stringify(hello).length))
  return count
}

/** Session records, bounded by count and by approximate bytes; the oldest go first. */
export class StoredSessions {
  readonly #byId = new Map<string, StoredSession>()
  readonly #keeper = new EntryKeeper()
  readonly #order = new OrderedList<StoredSession>()
  /** The latest, which are whole. */
  readonly #whole: StoredSession[] = []
  readonly #maxCount: number
  readonly #maxBytes: number
  readonly #onEvicted: (reason: RemovalReason, ids: readonly string[]) => void
  #bytes = 0
  #seq = 0
  #evicted = 0

  constructor(
    limits: { readonly maxSessions: number; readonly maxSessionBytes: number },
    onEvicted: (reason: RemovalReason, ids: readonly string[]) => void,
  ) {
    this.#onEvicted = onEvicted
    this.#maxCount = limits.maxSessions
    this.#maxBytes = limits.maxSessionBytes
  }

  get size(): number {
    return this.#order.size
  }

  get evicted(): number {
    return this.#evicted
  }

  /** A record larger than the whole limit is not kept, and counts as evicted. A known id is replaced. */
  add(record: SessionRecord): void {
    this.#remove(record.id)
    // At once: later the entries would have to be fetched into the processor's cache again, and cost twice as much.
    const entries = this.#keeper.keep(record)
    const costBytes = costOf(entries, record)
    const stored: StoredSession = { seq: ++this.#seq, id: record.id, record, entries, costBytes }
    if (this.#maxCount < 1 || costBytes > this.#maxBytes) {
      this.#evicted++
      return
    }
    this.#evictWhile('count', () => this.#order.size >= this.#maxCount)
    this.#evictWhile('bytes', () => this.#bytes + costBytes > this.#maxBytes)
    this.#byId.set(record.id, stored)
    this.#order.push(stored)
    this.#bytes += costBytes
    this.#whole.push(stored)
    if (this.#whole.length > 2 * wholeCount) this.#whole.splice(0, wholeCount).forEach(letGoOfEntries)
  }

  get(id: string): SessionRecord | undefined {
    const stored = this.#byId.get(id)
    return stored && wholeOf(stored)
  }

  /** Newest first; an id that is not (or no longer) known as `before` gives nothing. */
  list(options: { readonly limit?: number; readonly before?: string }): SessionRecord[] {
    const before = options.before === undefined ? Infinity : (this.#byId.get(options.before)?.seq ?? 0)
    return this.#order.latest(options.limit ?? Infinity, before).map(wholeOf)
  }

  /** Removes those up to and with one of them, or all; their ids, oldest first. */
  clear(upTo?: string): readonly string[] {
    const last = upTo === undefined ? Infinity : (this.#byId.get(upTo)?.seq ?? 0)
    const ids = this.#order.toArray(last + 1).map(({ id }) => id)
    for (const id of ids) this.#remove(id)
    return ids
  }

  #evictWhile(reason: RemovalReason, isInTheWay: () => boolean): void {
    if (!isInTheWay()) return
    const ids: string[] = []
    while (isInTheWay()) {
      const { id } = this.#order.first() as StoredSession
      this.#remove(id)
      ids.push(id)
    }
    this.#evicted += ids.length
    this.#onEvicted(reason, ids)
  }

  #remove(id: string): void {
    const stored = this.#byId.get(id)
    if (!stored) return
    this.#byId.delete(id)
    this.#order.remove(stored.seq)
    this.#bytes -= stored.costBytes
    // It may still stand among the latest.
    letGoOfEntries(stored)
  }
}

const noEntries: readonly Observation[] = Object.freeze([])

function letGoOfEntries(stored: StoredSession): void {
  if (stored.record.entries !== noEntries) stored.record = { ...stored.record, entries: noEntries }
}

function wholeOf({ record, entries }: StoredSession): SessionRecord {
  return record.entries === noEntries ? { ...record, entries: entries.read(record.clientHello) } : record
}
