import type { ApiMessagePage, ApiMessageSummary } from '../../model/api.ts'
import { get } from '../api/http.ts'
import { cell } from '../lib/cell.ts'
import type { Cell } from '../lib/cell.ts'
import { readQuery } from '../lib/query.ts'
import { createList } from './list.ts'
import type { List, ListPage } from './list.ts'
import { ports } from './server.ts'

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

/**
 * Words without a field are looked for in subject and text: two questions. Each answer reaches down to
 * its own cursor; what lies below the higher one waits for the next page, so nothing is skipped.
 */
async function load(before: number | null): Promise<ListPage<ApiMessageSummary, number>> {
  const { questions } = readQuery(search.get(), ports.get())
  const pages = await Promise.all(questions.map((params) => page(params, before)))
  const next = Math.max(...pages.map((one) => one.next ?? 0))
  const merged = new Map(pages.flatMap((one) => one.items).map((item) => [item.id, item]))
  const items = [...merged.values()].filter((item) => item.seq >= next).sort((a, b) => b.seq - a.seq)
  return { items, next: next === 0 ? null : next }
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
