import { plural } from '../lib/format.ts'
import { go, href, route } from '../lib/route.ts'
import { deleteLater, shownOf } from './deletion.ts'
import { messages, search } from './messages.ts'
import { chosenParameters, isSelected, selectAll, selectedCount, selection, selectNone } from './selection.ts'

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
    done: () => messages.remove(new Set([id]), false),
    undone: () => go(href(['messages', id, ...tab], { q: query }), { replace: true }),
  })
  go(href(next === undefined ? ['messages'] : ['messages', next.id, ...tab], { q: query }), { replace: true })
}

/** All that are chosen. Of all that a search finds those go that were there when they were chosen: what comes meanwhile stays. */
export function deleteChosen(): void {
  const chosen = selection.get()
  const query = search.get()
  const isHere = (): boolean => chosen.all === null || search.get() === query
  const loaded = messages.state.get().items.filter((item) => isSelected(chosen, item))
  const ids = new Set([...chosen.ids, ...loaded.map(({ id }) => id)])
  const open = route.get().path[1]
  deleteLater({
    words: `Deleted ${plural(selectedCount(chosen), 'message')}`,
    hides: (item) =>
      ids.has(item.id) ||
      (item.seq !== undefined && isHere() && isSelected(chosen, { id: item.id, seq: item.seq })),
    ...(chosen.all !== null && { hidesRest: isHere }),
    paths: chosenParameters(chosen).map((parameters) => `messages?${parameters}`),
    done: () => messages.remove(ids, false),
  })
  selectNone()
  if (open !== undefined && ids.has(open)) go(href(['messages'], { q: query }), { replace: true })
}

/** All that the search finds. @param count - How many they are */
export function deleteFound(count: number): void {
  selectAll(count)
  deleteChosen()
}
