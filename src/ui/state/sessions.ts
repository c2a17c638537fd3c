import type { ApiSessionPage, ApiSessionSummary } from '../../model/api.ts'
import { get } from '../api/http.ts'
import { createList } from './list.ts'
import type { List } from './list.ts'

export const sessions: List<ApiSessionSummary, string> = createList(async (before) => {
  const params = new URLSearchParams({ limit: '200' })
  if (before !== null) params.set('before', before)
  const page = await get<ApiSessionPage>(`sessions?${params}`)
  return { items: page.sessions, next: page.nextBefore }
})
