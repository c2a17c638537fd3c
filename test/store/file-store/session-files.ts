import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SessionRecord } from '../../../src/model/session-record.ts'
import type { SessionPage, StoreLimits } from '../../../src/store/store.ts'
import { nextNumber } from './numbers.ts'

interface Known {
  readonly number: number
  readonly bytes: number
}

/** A file a session record, by its number. What is in memory is which there are. */
export class SessionFiles {
  readonly #folder: string
  readonly #limits: StoreLimits
  /** By ids, oldest first. */
  readonly #known = new Map<string, Known>()
  #bytes = 0
  evicted = 0

  constructor(folder: string, limits: StoreLimits) {
    this.#folder = join(folder, 'sessions')
    this.#limits = limits
    mkdirSync(this.#folder, { recursive: true })
    const numbers = readdirSync(this.#folder)
      .filter((name) => name.endsWith('.json'))
      .map((name) => Number.parseInt(name, 10))
    for (const number of numbers.sort((one, other) => one - other))
      this.#know(this.#read(number).id, number, 2 * statSync(this.#file(number)).size)
  }

  get count(): number {
    return this.#known.size
  }

  /** The ids of those that had to go for it; null: it is larger than all that may be kept. */
  add(record: SessionRecord): { readonly count: string[]; readonly bytes: string[] } | null {
    this.#remove(record.id)
    const text = JSON.stringify(record)
    // A character may take two bytes in memory; on disk it does not, but the limit means the same everywhere.
    const bytes = 2 * text.length
    const { maxSessions, maxSessionBytes } = this.#limits
    if (maxSessions < 1 || bytes > maxSessionBytes) {
      this.evicted++
      return null
    }
    const evicted = { count: [] as string[], bytes: [] as string[] }
    for (const id of this.#known.keys()) {
      const isTooMany = this.count >= maxSessions
      if (!isTooMany && this.#bytes + bytes <= maxSessionBytes) break
      this.#remove(id)
      evicted[isTooMany ? 'count' : 'bytes'].push(id)
      this.evicted++
    }
    const number = nextNumber(this.#folder)
    writeFileSync(this.#file(number), text)
    this.#know(record.id, number, bytes)
    return evicted
  }

  get(id: string): SessionRecord | undefined {
    const known = this.#known.get(id)
    return known && this.#read(known.number)
  }

  /** Newest first. */
  list({ limit = Infinity, before }: SessionPage): readonly SessionRecord[] {
    const below = before === undefined ? Infinity : (this.#known.get(before)?.number ?? 0)
    const numbers = [...this.#known.values()].map(({ number }) => number).filter((number) => number < below)
    return numbers
      .toReversed()
      .slice(0, limit)
      .map((number) => this.#read(number))
  }

  clear(upTo?: string): readonly string[] {
    const all = [...this.#known.keys()]
    const ids = upTo === undefined ? all : all.slice(0, all.indexOf(upTo) + 1)
    for (const id of ids) this.#remove(id)
    return ids
  }

  #know(id: string, number: number, bytes: number): void {
    this.#known.set(id, { number, bytes })
    this.#bytes += bytes
  }

  #remove(id: string): void {
    const known = this.#known.get(id)
    if (known === undefined) return
    this.#known.delete(id)
    this.#bytes -= known.bytes
    rmSync(this.#file(known.number))
  }

  #read(number: number): SessionRecord {
    return JSON.parse(readFileSync(this.#file(number), 'utf8')) as SessionRecord
  }

  #file(number: number): string {
    return join(this.#folder, `${number}.json`)
  }
}
