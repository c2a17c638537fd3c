import type { ApiSessionPage, ApiSessionSummary } from '../../model/api.ts'
import { get } from '../api/http.ts'
import { createList } from './list.ts'
import type { List, ListPage } from './list.ts'

async function load(before: string | null): Promise<ListPage<ApiSessionSummary, string>> {
  const params = new URLSearchParams({ limit: '200' })
  if (before !== null) params.set('before', before)
  const page = await get<ApiSessionPage>(`sessions?${params}`)
  return { items: page.sessions, next: page.nextBefore }
}

export const sessions: List<ApiSessionSummary, string> = createList(load, {
  rows: 1_000,
  // Pages go on after sessions that have ended.
  cursorAfter: ({ id, durationMs }) => (durationMs === null ? null : id),
})
