import type { ApiMessagePage, ApiMessageSummary } from '../../model/api.ts'
import { get } from '../api/http.ts'
import { cell } from '../lib/cell.ts'
import type { Cell } from '../lib/cell.ts'
import { readQuery } from '../lib/query.ts'
import { createList } from './list.ts'
import type { List, ListPage } from './list.ts'

/** What the search field says; '' finds all. */
export const search: Cell<string> = cell('')

/** A screenful at first, so that it is there at once; then the most that the API gives. */
const pageSizes = { first: 50, next: 200 } as const

async function page(
  params: URLSearchParams,
  before: number | null,
): Promise<ListPage<ApiMessageSummary, number>> {
  const asked = new URLSearchParams(params)
  asked.set('limit', String(before === null ? pageSizes.first : pageSizes.next))
  if (before !== null) asked.set('before', String(before))
  const { messages, nextBefore } = await get<ApiMessagePage>(`messages?${asked}`)
  return { items: messages, next: nextBefore }
}

/** A search that is not understood finds nothing: the search bar says why. */
async function load(before: number | null): Promise<ListPage<ApiMessageSummary, number>> {
  const { params, problem } = readQuery(search.get())
  return problem === null ? page(params, before) : { items: [], next: null }
}

export const messages: List<ApiMessageSummary, number> = createList(load, {
  rows: 1_000,
  cursorAfter: ({ seq }) => seq,
})

/** Looks for something else. */
export function searchFor(text: string): void {
  if (text === search.get()) return
  search.set(text)
  void messages.reload()
}
