import { cell, type Cell } from '../lib/cell.ts'
import { readQuery } from '../lib/query.ts'
import { messages, search } from './messages.ts'

/** Messages that the reader has chosen, to do the same with all of them. */
export interface Selection {
  readonly ids: ReadonlySet<string>
  /** All that the search finds, up to the newest that was shown then; null: only those with the ids. */
  readonly all: { readonly query: string; readonly before: number; readonly count: number } | null
  /** The one chosen last, from where a range begins. */
  readonly from: string | null
}

const nothing: Selection = { ids: new Set(), all: null, from: null }

export const selection: Cell<Selection> = cell<Selection>(nothing)

export function isSelected(
  { ids, all }: Selection,
  item: { readonly id: string; readonly seq: number },
): boolean {
  return ids.has(item.id) || (all !== null && item.seq < all.before)
}

export function selectedCount({ ids, all }: Selection): number {
  return all === null ? ids.size : all.count
}

/** Chooses one, or takes it out. */
export function toggle(id: string): void {
  selection.update(({ ids, all }) => {
    const next = new Set(all === null ? ids : [])
    if (!next.delete(id)) next.add(id)
    return { ids: next, all: null, from: id }
  })
}

/** Chooses all from the one chosen last to this one, whether they are loaded or not. */
export async function extendTo(id: string): Promise<void> {
  const { from } = selection.get()
  const { items, places } = messages.state.get()
  const rowOf = (wanted: string | null): number => places[items.findIndex((item) => item.id === wanted)] ?? -1
  const ends = [rowOf(from), rowOf(id)]
  if (ends.includes(-1)) return toggle(id)
  const ids = await messages.idsOf(Math.min(...ends), Math.max(...ends) + 1)
  selection.update((old) => ({ ids: new Set([...old.ids, ...ids]), all: null, from: old.from }))
}

/** Chooses all that the search finds. @param count - How many they are */
export function selectAll(count: number): void {
  const [newest] = messages.state.get().items
  if (newest === undefined) return
  selection.set({ ids: new Set(), all: { query: search.get(), before: newest.seq + 1, count }, from: null })
}

export function selectNone(): void {
  selection.set(nothing)
}

/** Another search finds others: what was chosen is out of sight. */
search.watch(selectNone)

/** What is named in one request: an address must not become too long for a proxy. */
const idsInRequest = 200

/** Parameters of the API that name what is chosen; several where it takes several requests. */
export function chosenParameters({ ids, all }: Selection): readonly URLSearchParams[] {
  if (all !== null) {
    const { params } = readQuery(all.query)
    if (all.query === '') params.set('all', 'true')
    params.set('before', String(all.before))
    return [params]
  }
  const list = [...ids]
  return Array.from(
    { length: Math.ceil(list.length / idsInRequest) },
    (_, at) => new URLSearchParams({ ids: list.slice(at * idsInRequest, (at + 1) * idsInRequest).join(',') }),
  )
}
