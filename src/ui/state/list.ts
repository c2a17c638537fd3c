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

export interface List<T, C> {
  readonly state: Cell<ListState<T, C>>
  /** Forgets what is there and loads the first page. */
  reload(): Promise<void>
  /** Loads the next page, if there is one and none is on its way. */
  more(): Promise<void>
  /** Takes new or changed items, oldest first. */
  put(items: readonly T[]): void
  remove(ids: ReadonlySet<string>): void
}

/** A list that is loaded by pages from its end and grows at its head as events come. */
export function createList<T extends { readonly id: string }, C>(
  load: (before: C | null) => Promise<ListPage<T, C>>,
): List<T, C> {
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
    reload: () => {
      round += 1
      return fetchPage(null)
    },
    more: async () => {
      const { next, phase } = state.get()
      if (next !== null && phase === 'ready') await fetchPage(next)
    },
    put: (items) =>
      state.update((old) => {
        const changed = new Map(items.map((item) => [item.id, item]))
        const kept = old.items.map((item) => {
          const newer = changed.get(item.id)
          if (newer) changed.delete(item.id)
          return newer ?? item
        })
        return { ...old, items: [...[...changed.values()].toReversed(), ...kept] }
      }),
    remove: (ids) =>
      state.update((old) => ({ ...old, items: old.items.filter((item) => !ids.has(item.id)) })),
  }
}
