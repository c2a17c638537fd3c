import type { Observation } from '../model/observation.ts'
import type { SessionRecord } from '../model/session-record.ts'
import { SeqList } from './seq-list.ts'

interface Shelved {
  readonly seq: number
  readonly record: SessionRecord
  readonly costBytes: number
}

/** Session records, bounded by count and by approximate bytes; the oldest go first. */
export class SessionShelf {
  readonly #byId = new Map<string, Shelved>()
  readonly #order = new SeqList<Shelved>()
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
    const shelved = { seq: ++this.#seq, record, costBytes: approximateBytes(record) }
    if (this.#maxCount < 1 || shelved.costBytes > this.#maxBytes) {
      this.#evicted++
      return false
    }
    while (this.#order.size >= this.#maxCount || this.#bytes + shelved.costBytes > this.#maxBytes) {
      this.#remove((this.#order.first() as Shelved).record.id)
      this.#evicted++
    }
    this.#byId.set(record.id, shelved)
    this.#order.push(shelved)
    this.#bytes += shelved.costBytes
    return true
  }

  get(id: string): SessionRecord | undefined {
    return this.#byId.get(id)?.record
  }

  /** Newest first; an id that is not (or no longer) known as `before` gives nothing. */
  list(options: { readonly limit?: number; readonly before?: string }): SessionRecord[] {
    const before = options.before === undefined ? Infinity : (this.#byId.get(options.before)?.seq ?? 0)
    const older = this.#order.toArray(before)
    return older
      .slice(Math.max(0, older.length - (options.limit ?? Infinity)))
      .toReversed()
      .map((shelved) => shelved.record)
  }

  clear(): number {
    const count = this.#order.size
    this.#order.clear()
    this.#byId.clear()
    this.#bytes = 0
    return count
  }

  #remove(id: string): void {
    const shelved = this.#byId.get(id)
    if (!shelved) return
    this.#byId.delete(id)
    this.#order.remove(shelved.seq)
    this.#bytes -= shelved.costBytes
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
