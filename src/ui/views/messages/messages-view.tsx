import type { JSX } from 'preact'
import { useEffect, useMemo } from 'preact/hooks'
import { PaneError } from '../../components/pane-error.tsx'
import { VirtualList } from '../../components/virtual-list.tsx'
import { useCell } from '../../lib/cell.ts'
import { useListKeys } from '../../lib/cursor.ts'
import { href, route } from '../../lib/route.ts'
import { deletion, shownOf } from '../../state/deletion.ts'
import { messages, search, searchFor } from '../../state/messages.ts'
import { info } from '../../state/server.ts'
import { MessageDetail } from './message-detail.tsx'
import { MessageRow } from './message-row.tsx'
import { NoMessages } from './no-messages.tsx'
import { SearchBar } from './search-bar.tsx'

const rowHeightPx = 76

function Hint({ words }: { words: boolean }): JSX.Element {
  return (
    <p class="pane pane-hint">
      {words && (
        <span>
          Choose a message, or move with <kbd>j</kbd> and <kbd>k</kbd>.
        </span>
      )}
    </p>
  )
}

/** How many rows there are, loaded or not. How many a search finds is known when all are loaded. */
function totalOf(
  loaded: number,
  { count, complete, searching }: { count: number; complete: boolean; searching: boolean },
): number {
  if (complete || loaded === 0) return loaded
  return searching ? loaded + 1 : Math.max(count, loaded)
}

/** The list at the left, the open message at the right; on a narrow screen one of the two. */
export function MessagesView(): JSX.Element {
  const { path, params } = useCell(route)
  const { items: loaded, phase, next, error } = useCell(messages.state)
  const waiting = useCell(deletion)
  const items = useMemo(() => shownOf(loaded), [loaded, waiting])
  const count = useCell(info)?.counts.messages ?? 0
  const id = path[1] ?? null
  const query = params.get('q') ?? ''
  useEffect(() => searchFor(query), [query])
  const ids = useMemo(() => items.map((item) => item.id), [items])
  // The tab stays as one walks through the list.
  const of = (other: string): string => href(['messages', other, ...path.slice(2, 3)], { q: query })
  useListKeys(ids, id, { of, list: href(['messages'], { q: query }) })
  const total = totalOf(items.length, {
    // Those that are hidden until they are deleted are counted by the server still.
    count: count - (loaded.length - items.length),
    complete: next === null,
    searching: query !== '',
  })
  const found = query === '' ? total : items.length
  return (
    <div class={`split ${id === null ? '' : 'split-open'}`}>
      <h1 class="sr-only">Messages</h1>
      <section class="pane pane-list" aria-label="Messages">
        <SearchBar query={query} found={found} more={query !== '' && next !== null} />
        <PaneError error={error} />
        {items.length > 0 ? (
          <VirtualList
            key={search.get()}
            items={items}
            total={total}
            rowHeightPx={rowHeightPx}
            label="Messages, newest first"
            current={id === null ? -1 : ids.indexOf(id)}
            keyOf={(item) => item.id}
            row={(item) => <MessageRow message={item} isOpen={item.id === id} target={of(item.id)} />}
            onEnd={messages.more}
            onReach={messages.reach}
          />
        ) : (
          phase === 'ready' && <NoMessages query={query} brief={id !== null} />
        )}
      </section>
      {id !== null ? (
        <MessageDetail key={id} id={id} tab={path[2] ?? ''} query={query} />
      ) : (
        (items.length > 0 || query !== '') && <Hint words={items.length > 0} />
      )}
    </div>
  )
}
