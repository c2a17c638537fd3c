import { cell } from '../lib/cell.ts'
import type { Cell } from '../lib/cell.ts'

export interface ListPage<T, C> {
  readonly items: readonly T[]
  /** Cursor of the next page; null: there is none. */
  readonly next: C | null
}

export interface ListState<T, C> {
  /** Newest first. */
  readonly items: readonly T[]
  readonly next: C | null
  /** `fresh`: nothing asked for yet. */
  readonly phase: 'fresh' | 'loading' | 'ready' | 'failed'
  readonly error: string | null
}

/** What is kept below the row that the reader has reached. */
const rowsBelow = 200

export interface List<T, C> {
  readonly state: Cell<ListState<T, C>>
  /** Forgets what is there and loads the first page. */
  reload(): Promise<void>
  /** Loads the next page, if there is one and none is on its way. */
  more(): Promise<void>
  /** Takes new or changed items, oldest first. */
  put(items: readonly T[]): void
  /** The reader has the rows up to this one in sight, or near it: they stay when new ones come. */
  reach(row: number): void
  remove(ids: ReadonlySet<string>): void
}

/** How much of a list stays in the page as new items come; the server gives the rest again when somebody scrolls there. */
export interface ListWindow<T, C> {
  readonly rows: number
  /** Cursor of the page that begins after this item; null: none begins there. */
  cursorAfter(item: T): C | null
}

/** A list that is loaded by pages from its end and grows at its head as events come. */
export function createList<T extends { readonly id: string }, C>(
  load: (before: C | null) => Promise<ListPage<T, C>>,
  bounds: ListWindow<T, C> | null = null,
): List<T, C> {
  let reached = 0
  const state = cell<ListState<T, C>>({ items: [], next: null, phase: 'fresh', error: null })
  // An answer to a question that has been asked anew since is thrown away.
  let round = 0

  const fetchPage = async (before: C | null): Promise<void> => {
    const mine = round
    state.update((old) => ({ ...old, phase: 'loading' }))
    try {
      const page = await load(before)
      if (mine !== round) return
      const known = before === null ? [] : state.get().items
      const ids = new Set(known.map((item) => item.id))
      const items = [...known, ...page.items.filter((item) => !ids.has(item.id))]
      state.set({ items, next: page.next, phase: 'ready', error: null })
    } catch (error) {
      if (mine !== round) return
      const words = error instanceof Error ? error.message : String(error)
      state.update((old) => ({
        ...old,
        phase: 'failed',
        error: words,
        ...(before === null ? { items: [], next: null } : {}),
      }))
    }
  }

  return {
    state,
    reach: (row) => void (reached = row),
    reload: () => {
      round += 1
      reached = 0
      return fetchPage(null)
    },
    more: async () => {
      const { next, phase } = state.get()
      if (next !== null && phase === 'ready') await fetchPage(next)
    },
    put: (items) =>
      state.update((old) => {
        const { merged, added } = mergedWith(old.items, items)
        // What the reader looks at moves down by as many rows.
        if (reached > 0) reached += added
        return within({ ...old, items: merged }, bounds, reached)
      }),
    remove: (ids) =>
      state.update((old) => ({ ...old, items: old.items.filter((item) => !ids.has(item.id)) })),
  }
}

/** With newer states of what is there in its place, and what is new on top. */
function mergedWith<T extends { readonly id: string }>(
  known: readonly T[],
  newer: readonly T[],
): { merged: readonly T[]; added: number } {
  const changed = new Map(newer.map((item) => [item.id, item]))
  const kept = known.map((item) => {
    const change = changed.get(item.id)
    if (change) changed.delete(item.id)
    return change ?? item
  })
  return { merged: [...[...changed.values()].toReversed(), ...kept], added: changed.size }
}

/** Without what is far below the reader: a page that is open all day would else keep all that ever came. */
function within<T, C>(
  all: ListState<T, C>,
  bounds: ListWindow<T, C> | null,
  reached: number,
): ListState<T, C> {
  // A page that is on its way goes on from the end that the list has now.
  if (bounds === null || all.phase === 'loading') return all
  const rows = Math.max(bounds.rows, reached + rowsBelow)
  if (all.items.length <= rows) return all
  for (let kept = rows; kept > 0; kept--) {
    const next = bounds.cursorAfter(all.items[kept - 1] as T)
    if (next !== null) return { ...all, items: all.items.slice(0, kept), next }
  }
  return all
}
