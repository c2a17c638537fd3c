import type { Observation } from '../model/observation.ts'
import type { SessionRecord } from '../model/session-record.ts'
import { SeqList } from './seq-list.ts'

interface Shelved {
  readonly seq: number
  readonly id: string
  /** The record; its entries apart once they were packed. */
  kept: SessionRecord
  /** The entries as JSON: one text where there were a hundred objects. */
  packed: string | null
  readonly costBytes: number
}

/**
 * So many of the latest records are kept as objects: those that tests and the page look at. All older ones are packed,
 * or the collector walks through a million objects each time that messages have filled a few dozen megabytes.
 */
const unpackedCount = 40

function unpack({ kept, packed }: Shelved): SessionRecord {
  return packed === null ? kept : { ...kept, entries: JSON.parse(packed) as Observation[] }
}

/** Session records, bounded by count and by approximate bytes; the oldest go first. */
export class SessionShelf {
  readonly #byId = new Map<string, Shelved>()
  readonly #order = new SeqList<Shelved>()
  readonly #unpacked: Shelved[] = []
  readonly #maxCount: number
  readonly #maxBytes: number
  #bytes = 0
  #seq = 0
  #evicted = 0

  constructor(limits: { readonly maxSessions: number; readonly maxSessionBytes: number }) {
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
  add(record: SessionRecord): boolean {
    this.#remove(record.id)
    const shelved: Shelved = {
      seq: ++this.#seq,
      id: record.id,
      kept: record,
      packed: null,
      costBytes: approximateBytes(record),
    }
    if (this.#maxCount < 1 || shelved.costBytes > this.#maxBytes) {
      this.#evicted++
      return false
    }
    while (this.#order.size >= this.#maxCount || this.#bytes + shelved.costBytes > this.#maxBytes) {
      this.#remove((this.#order.first() as Shelved).id)
      this.#evicted++
    }
    this.#byId.set(record.id, shelved)
    this.#order.push(shelved)
    this.#bytes += shelved.costBytes
    this.#unpacked.push(shelved)
    if (this.#unpacked.length > 2 * unpackedCount) this.#pack(this.#unpacked.splice(0, unpackedCount))
    return true
  }

  get(id: string): SessionRecord | undefined {
    const shelved = this.#byId.get(id)
    return shelved && unpack(shelved)
  }

  /** Newest first; an id that is not (or no longer) known as `before` gives nothing. */
  list(options: { readonly limit?: number; readonly before?: string }): SessionRecord[] {
    const before = options.before === undefined ? Infinity : (this.#byId.get(options.before)?.seq ?? 0)
    const older = this.#order.toArray(before)
    return older
      .slice(Math.max(0, older.length - (options.limit ?? Infinity)))
      .toReversed()
      .map(unpack)
  }

  clear(): number {
    const count = this.#order.size
    this.#order.clear()
    this.#byId.clear()
    this.#unpacked.length = 0
    this.#bytes = 0
    return count
  }

  #pack(shelved: readonly Shelved[]): void {
    for (const one of shelved) {
      // One that was removed meanwhile has no entries to pack.
      if (this.#byId.get(one.id) !== one) continue
      one.packed = JSON.stringify(one.kept.entries)
      one.kept = { ...one.kept, entries: [] }
    }
  }

  #remove(id: string): void {
    const shelved = this.#byId.get(id)
    if (!shelved) return
    this.#byId.delete(id)
    this.#order.remove(shelved.seq)
    this.#bytes -= shelved.costBytes
    // It may still stand in line to be packed.
    if (shelved.packed === null) shelved.kept = { ...shelved.kept, entries: [] }
  }
}

/** Counted, not serialised: this runs at the end of every connection. */
function approximateBytes(record: SessionRecord): number {
  let bytes = 1_500
  for (const entry of record.entries) bytes += 120 + textLength(entry)
  return bytes
}

function textLength(entry: Observation): number {
  switch (entry.kind) {
    case 'command':
      return entry.line.length
    case 'reply':
      return listLength(entry.text)
    case 'first-bytes':
      return entry.hex.length + (entry.line?.length ?? 0)
    case 'message':
      return listLength(entry.header.names)
    case 'discarded':
      return listLength(entry.verbs)
    default:
      return 0
  }
}

function listLength(texts: readonly string[]): number {
  let length = 24 * texts.length
  for (const text of texts) length += text.length
  return length
}
