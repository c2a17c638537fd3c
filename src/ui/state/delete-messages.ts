import type { ApiMessageSummary } from '../../model/api.ts'
import { plural } from '../lib/format.ts'
import { readQuery } from '../lib/query.ts'
import { go, href } from '../lib/route.ts'
import { deleteLater, shownOf } from './deletion.ts'
import { messages, search } from './messages.ts'

/** One; the next of the list opens, or the one before it. */
export function deleteOne(id: string, tab: readonly string[]): void {
  const query = search.get()
  const shown = shownOf(messages.state.get().items)
  const at = shown.findIndex((item) => item.id === id)
  const next = shown[at + 1] ?? shown[at - 1]
  deleteLater({
    words: 'Deleted 1 message',
    hides: (item) => item.id === id,
    paths: [`messages/${encodeURIComponent(id)}`],
    done: () => messages.remove(new Set([id])),
    undone: () => go(href(['messages', id, ...tab], { q: query }), { replace: true }),
  })
  go(href(next === undefined ? ['messages'] : ['messages', next.id, ...tab], { q: query }), { replace: true })
}

/** All that the search finds, up to the newest that is shown: what comes meanwhile stays. */
export function deleteFound(): void {
  const query = search.get()
  const { items, next } = messages.state.get()
  const shown = shownOf(items) as readonly ApiMessageSummary[]
  const newest = shown[0]
  if (newest === undefined) return
  const ids = new Set(shown.map((item) => item.id))
  const before = String(newest.seq + 1)
  const { params } = readQuery(query)
  if (query === '') params.set('all', 'true')
  const hides = (item: { readonly id: string; readonly seq?: number }): boolean =>
    ids.has(item.id) || (search.get() === query && (item.seq ?? Infinity) <= newest.seq)
  deleteLater({
    words: `Deleted ${next === null ? plural(shown.length, 'message') : 'all that were found'}`,
    hides,
    paths: [`messages?${new URLSearchParams([...params, ['before', before]])}`],
    done: () =>
      messages.remove(
        new Set(
          messages.state
            .get()
            .items.filter(hides)
            .map(({ id }) => id),
        ),
      ),
  })
  go(href(['messages'], { q: query }), { replace: true })
}
