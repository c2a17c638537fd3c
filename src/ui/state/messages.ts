import type { ApiMessageCount, ApiMessagePage, ApiMessageSummary } from '../../model/api.ts'
import type { ApiLabelsChanged, ApiRemoved } from '../../model/api-events.ts'
import { get } from '../api/http.ts'
import { cell } from '../lib/cell.ts'
import type { Cell } from '../lib/cell.ts'
import { readQuery } from '../lib/query.ts'
import { emptyList, LongList, type LongListState, type Range } from './long-list.ts'

/** What the search field says; '' finds all. */
export const search: Cell<string> = cell('')

/** A search that is not understood finds nothing: the search bar says why. */
async function load({ limit, offset, before }: Range) {
  const { params, problem } = readQuery(search.get())
  if (problem !== null) return { items: [], isEnd: true }
  params.set('limit', String(limit))
  if (offset > 0) params.set('offset', String(offset))
  if (before !== null) params.set('before', String(before))
  const { messages, nextBefore } = await get<ApiMessagePage>(`messages?${params}`)
  return { items: messages, isEnd: nextBefore === null }
}

/** Of all messages the number is kept in step with the events. */
async function count(): Promise<number | null> {
  if (search.get() === '') return null
  const { params } = readQuery(search.get())
  return (await get<ApiMessageCount>(`messages/count?${params}`)).messages
}

export const messages: LongList<ApiMessageSummary, Cell<LongListState<ApiMessageSummary>>> = new LongList(
  { load, count },
  cell<LongListState<ApiMessageSummary>>(emptyList),
)

/** Looks for something else. */
export function searchFor(text: string): void {
  if (text === search.get()) return
  search.set(text)
  void messages.reload()
}

/** In a burst a search is asked for no more often. */
const restMs = 250
/** Whether the top of a search is being asked for, and has to be asked for again. */
let refreshing: 'no' | 'once' | 'again' = 'no'

/** Messages have come. What a search finds only the server knows. */
export function messagesArrived(arrived: readonly ApiMessageSummary[]): void {
  if (search.get() === '') messages.put(arrived)
  else void refreshSearch()
}

async function refreshSearch(): Promise<void> {
  if (refreshing !== 'no') {
    refreshing = 'again'
    return
  }
  do {
    refreshing = 'once'
    // A failure shows in the list when the reader asks for it again; the banner says that the server is not there.
    await messages.refreshTop().catch(() => messages.reload())
    if ((refreshing as string) === 'again') await new Promise((resolve) => setTimeout(resolve, restMs))
  } while ((refreshing as string) === 'again')
  refreshing = 'no'
}

/** Messages have left the server. */
export function messagesRemoved({ ids, reason }: ApiRemoved): void {
  messages.remove(new Set(ids), reason !== 'deleted')
  // How many of them the search had found only the server knows.
  if (search.get() !== '') void refreshSearch()
}

/** What was heard of read marks and tags: one of them may be open. */
export const labelled: Cell<ReadonlyMap<string, Labelled>> = cell<ReadonlyMap<string, Labelled>>(new Map())
type Labelled = ApiLabelsChanged['changes'][number]
const rememberedLabels = 1_000

/** Messages were read, or tagged. */
export function messagesLabelled(changes: ApiLabelsChanged['changes']): void {
  if (changes.length === 0) return
  const byId = new Map(changes.map((change) => [change.id, change]))
  labelled.update((old) => {
    const newer = changes.map((change) => [change.id, { ...old.get(change.id), ...change }] as const)
    return new Map([...[...old].filter(([id]) => !byId.has(id)), ...newer].slice(-rememberedLabels))
  })
  messages.patch((item) => {
    const change = byId.get(item.id)
    return change === undefined ? item : { ...item, ...change }
  })
}
