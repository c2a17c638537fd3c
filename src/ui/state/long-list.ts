import {
  firstMissing,
  nearestAbove,
  noRows,
  onlyTop,
  rowAt,
  type Rows,
  within,
  without,
  withNewer,
  withPage,
} from './rows.ts'

/** What is asked of the server: so many after `before`, the first `offset` of them left out. */
export interface Range {
  readonly limit: number
  readonly offset: number
  /** `seq` of the one above; null: from the newest on. */
  readonly before: number | null
}

export interface LongListSource<T> {
  /** `isEnd`: no older one matches. */
  load(range: Range): Promise<{ readonly items: readonly T[]; readonly isEnd: boolean }>
  /** How many there are in all; null: somebody else knows. */
  count(): Promise<number | null>
}

export interface LongListState<T> extends Rows<T> {
  /** `fresh`: nothing asked for yet. */
  readonly phase: 'fresh' | 'loading' | 'ready' | 'failed'
  readonly error: string | null
}

export const emptyList: LongListState<never> = { ...noRows, phase: 'fresh', error: null }

/** Where the list is: a cell, which views watch. */
export interface StateHolder<State> {
  get(): State
  set(next: State): void
  update(change: (old: State) => State): void
}

/** A screenful at first, so that it is there at once; then what a fast scroll passes in a moment. */
const firstRows = 50
const pageRows = 100
/** What the page keeps: half a megabyte. */
const keptRows = 1_000

/**
 * A list of any length of which the page holds what the reader has in sight, and some rows around it. Rows are loaded
 * where they are looked at, wherever that is.
 */
export class LongList<
  T extends { readonly id: string; readonly seq: number },
  State extends StateHolder<LongListState<T>>,
> {
  readonly state: State
  readonly #source: LongListSource<T>
  #seen = { first: 0, last: 0 }
  /** An answer to a question that has been asked anew since is thrown away. */
  #round = 0
  #isLoading = false
  /** What happened while the list was loaded anew. */
  #later: ((rows: Rows<T>) => Rows<T>)[] | null = null

  /** @param state - Holds nothing yet */
  constructor(source: LongListSource<T>, state: State) {
    this.#source = source
    this.state = state
  }

  /** Forgets what is there and loads the first rows. */
  async reload(): Promise<void> {
    const mine = ++this.#round
    this.#seen = { first: 0, last: 0 }
    this.#later = []
    this.state.update((old) => ({ ...old, phase: 'loading' }))
    try {
      const page = await this.#source.load({ limit: firstRows, offset: 0, before: null })
      if (mine !== this.#round) return
      const happened = this.#later
      this.#later = null
      let rows: Rows<T> = withPage<T>(noRows, 0, page.items, page.isEnd)
      for (const change of happened) rows = change(rows)
      this.state.set({ ...rows, phase: 'ready', error: null })
      if (!page.isEnd) await this.#count(mine)
    } catch (error) {
      if (mine === this.#round) this.#failed(error, noRows)
    }
  }

  /** The reader has these rows in sight, or near it: those that are missing are loaded, and they stay. */
  async show(first: number, last: number): Promise<void> {
    this.#seen = { first, last }
    if (this.#isLoading) return
    this.#isLoading = true
    try {
      // Meanwhile the reader may have gone on: what counts is where he is when an answer comes.
      while (await this.#loadMissing());
    } finally {
      this.#isLoading = false
    }
  }

  /** Takes new or changed items, oldest first. */
  put(items: readonly T[]): void {
    this.#change((rows) => withNewer(rows, items))
  }

  /** Changes some of those that are loaded. */
  patch(changed: (item: T) => T): void {
    this.#change((rows) => ({ ...rows, items: rows.items.map(changed) }))
  }

  /** @param areOldest - Those that are not loaded were the last rows: they made room */
  remove(ids: ReadonlySet<string>, areOldest: boolean): void {
    this.#change((rows) => {
      const left = without(rows, ({ id }) => ids.has(id))
      const unknown = ids.size - (rows.items.length - left.items.length)
      if (unknown === 0) return left
      if (!areOldest) return onlyTop(left, unknown)
      return {
        ...left,
        total: left.total === null ? null : Math.max(left.items.length, left.total - unknown),
      }
    })
  }

  /** Asks what is new on top, where only the server knows what belongs into the list. */
  async refreshTop(): Promise<void> {
    const mine = this.#round
    const { items, phase } = this.state.get()
    const top = items[0]
    if (phase !== 'ready' || top === undefined) return this.reload()
    const page = await this.#source.load({ limit: firstRows, offset: 0, before: null })
    if (mine !== this.#round) return undefined
    const fresh = page.items.filter(({ seq }) => seq > top.seq)
    // More have come than there are in the answer.
    if (fresh.length === page.items.length && !page.isEnd) return this.reload()
    this.put(fresh.toReversed())
    return this.#count(mine)
  }

  /** The ids of some rows, whether they are loaded or not. */
  async idsOf(first: number, last: number): Promise<readonly string[]> {
    const ids: string[] = []
    let rows: Rows<T> = this.state.get()
    for (let row = first; row < last; row++) {
      if (rowAt(rows, row) === undefined) {
        const { page } = await this.#loadFrom(rows, row)
        if (page.items.length === 0) break
        rows = withPage(rows, row, page.items, page.isEnd)
      }
      ids.push((rowAt(rows, row) as T).id)
    }
    return ids
  }

  async #loadFrom(rows: Rows<T>, row: number) {
    const above = nearestAbove(rows, row)
    const page = await this.#source.load({
      limit: pageRows,
      offset: above === null ? row : row - above.row - 1,
      before: above === null ? null : above.item.seq,
    })
    return { page, addedBefore: rows.added }
  }

  async #count(mine: number): Promise<void> {
    const total = await this.#source.count()
    if (mine === this.#round && total !== null) this.state.update((old) => ({ ...old, total }))
  }

  /** false: nothing is missing. */
  async #loadMissing(): Promise<boolean> {
    const mine = this.#round
    const rows = this.state.get()
    const { first, last } = this.#seen
    const end = Math.min(last, rows.total ?? Infinity)
    const missing = firstMissing(rows, Math.min(first, end), end)
    if (rows.phase === 'fresh' || rows.phase === 'loading' || missing >= end) return false
    try {
      const { page, addedBefore } = await this.#loadFrom(rows, missing)
      if (mine !== this.#round) return true
      const old = this.state.get()
      const row = missing + old.added - addedBefore
      this.state.set({
        ...old,
        ...this.#kept(withPage(old, row, page.items, page.isEnd)),
        phase: 'ready',
        error: null,
      })
      return true
    } catch (error) {
      if (mine === this.#round) this.#failed(error)
      return false
    }
  }

  #change(change: (rows: Rows<T>) => Rows<T>): void {
    this.#later?.push(change)
    this.state.update((old) => {
      const rows = change(old)
      // What the reader looks at moves down as others come on top of it.
      const by = rows.added - old.added
      if (by > 0 && this.#seen.first > 0)
        this.#seen = { first: this.#seen.first + by, last: this.#seen.last + by }
      return { ...old, ...this.#kept(rows) }
    })
  }

  #kept(rows: Rows<T>): Rows<T> {
    return within(rows, this.#seen, keptRows)
  }

  #failed(error: unknown, rows: Partial<Rows<T>> = {}): void {
    this.#later = null
    const words = error instanceof Error ? error.message : String(error)
    this.state.update((old) => ({ ...old, ...rows, phase: 'failed', error: words }))
  }
}
