import type { JSX } from 'preact'
import { useCallback, useEffect, useMemo, useRef } from 'preact/hooks'
import type { ApiMessageSummary } from '../../../model/api.ts'
import { LongRows } from '../../components/long-rows.tsx'
import { PaneError } from '../../components/pane-error.tsx'
import { useAttempts } from '../../lib/attempt.ts'
import { useCell } from '../../lib/cell.ts'
import { useListKeys } from '../../lib/cursor.ts'
import { useKeys } from '../../lib/keys.ts'
import { go, href, route } from '../../lib/route.ts'
import { deletion } from '../../state/deletion.ts'
import { labelChosen, labelOne } from '../../state/label-messages.ts'
import { loadFailure } from '../../state/live.ts'
import { messages, search, searchFor } from '../../state/messages.ts'
import { rowAt } from '../../state/rows.ts'
import { isSelected, selectedCount, selection, toggle } from '../../state/selection.ts'
import { info } from '../../state/server.ts'
import { type ShownRows, shownRows } from '../../state/shown-rows.ts'
import { loadTags } from '../../state/tags.ts'
import { ListCount } from './list-count.tsx'
import { MessageDetail } from './message-detail.tsx'
import { MessageRow } from './message-row.tsx'
import { NewPill, newOnTop } from './new-pill.tsx'
import { NoMessages } from './no-messages.tsx'
import { SearchBar } from './search-bar.tsx'
import { SelectionBar } from './selection-bar.tsx'

const rowHeightPx = 56

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

/** The list without what waits to be deleted. */
function useShown(query: string): ShownRows {
  const rows = useCell(messages.state)
  const waiting = useCell(deletion)
  const counted = useCell(info)?.counts.messages ?? null
  return useMemo(
    () => shownRows(rows, waiting, query === '' ? counted : null),
    [rows, waiting, counted, query],
  )
}

/**
 * x chooses the message in focus, else the open one, else the first; e and u mark what is chosen, else the message in focus,
 * else the open one. After e the next one opens. @returns why one could not be marked; null: it could
 */
function useRowKeys(shown: ShownRows, open: string | null, addressOf: (id: string) => string): string | null {
  const { failure, attempt } = useAttempts()
  const here = (): string | undefined =>
    document.activeElement?.closest<HTMLElement>('.message-row')?.dataset['id'] ?? open ?? undefined
  const mark = (isRead: boolean): void => {
    const chosen = selection.get()
    const id = here()
    if (selectedCount(chosen) > 0) return void attempt(labelChosen(chosen, { isRead }))
    if (id === undefined) return
    void attempt(labelOne(id, { isRead }))
    const next = shown.items[shown.items.findIndex((item) => item.id === id) + 1]
    if (isRead && id === open && next !== undefined) go(addressOf(next.id), { replace: true })
  }
  useKeys({
    x: () => {
      const id = here() ?? shown.items[0]?.id
      if (id !== undefined) toggle(id)
    },
    e: () => mark(true),
    u: () => mark(false),
  })
  return failure
}

interface RowsProps {
  readonly shown: ShownRows
  readonly query: string
  readonly open: string | null
  readonly box: { current: HTMLElement | null }
  addressOf(id: string): string
}

function MessageRows({ shown, query, open, box, addressOf }: RowsProps): JSX.Element {
  const chosen = useCell(selection)
  const showPort = useMemo(() => new Set(shown.items.map(({ port }) => port)).size > 1, [shown])
  const itemAt = useCallback((row: number) => rowAt<ApiMessageSummary>(shown, row), [shown])
  const show = useCallback((first: number, last: number) => void messages.show(first, last), [])
  const at = open === null ? -1 : shown.items.findIndex(({ id }) => id === open)
  return (
    <LongRows
      key={search.get()}
      box={box}
      itemAt={itemAt}
      loaded={shown.items.length}
      total={shown.total}
      added={shown.added}
      rowHeightPx={rowHeightPx}
      label="Messages, newest first"
      current={shown.places[at] ?? -1}
      currentId={open}
      keyOf={(item) => item.id}
      row={(message) => (
        <MessageRow
          message={message}
          query={query}
          showPort={showPort}
          isOpen={message.id === open}
          isChosen={isSelected(chosen, message)}
          target={addressOf(message.id)}
        />
      )}
      onShow={show}
      onNew={newOnTop.set}
    />
  )
}

/** The list at the left, the open message at the right; on a narrow screen one of the two. */
export function MessagesView(): JSX.Element {
  const { path, params } = useCell(route)
  const { phase, error } = useCell(messages.state)
  const id = path[1] ?? null
  const query = params.get('q') ?? ''
  useEffect(() => searchFor(query), [query])
  useEffect(() => void loadTags().catch((cause: unknown) => loadFailure.set(String(cause))), [])
  const shown = useShown(query)
  const ids = useMemo(() => shown.items.map((item) => item.id), [shown])
  const box = useRef<HTMLElement>(null)
  // The tab stays as one walks through the list.
  const addressOf = (other: string): string => href(['messages', other, ...path.slice(2, 3)], { q: query })
  const list = href(['messages'], { q: query })
  useListKeys(ids, id, { of: addressOf, list })
  const notMarked = useRowKeys(shown, id, addressOf)
  const chosen = selectedCount(useCell(selection))
  const toTop = (): void => {
    if (box.current?.clientHeight === 0) go(list)
    requestAnimationFrame(() => box.current?.scrollTo(0, 0))
  }
  const hasRows = shown.items.length > 0
  const row = shown.places[id === null ? -1 : ids.indexOf(id)] ?? -1
  return (
    <div class={`split ${id === null ? '' : 'split-open'}`}>
      <h1 class="sr-only">Messages</h1>
      <section class={`pane pane-list ${chosen > 0 ? 'choosing' : ''}`} aria-label="Messages">
        <SearchBar query={query} />
        {chosen > 0 ? (
          <SelectionBar query={query} total={shown.isCounted ? shown.total : null} />
        ) : (
          <ListCount shown={shown} row={row} query={query} />
        )}
        <PaneError error={error ?? notMarked} />
        <NewPill place="list" onClick={toTop} />
        {hasRows ? (
          <MessageRows shown={shown} query={query} open={id} box={box} addressOf={addressOf} />
        ) : (
          phase === 'ready' && <NoMessages query={query} brief={id !== null} />
        )}
      </section>
      {id !== null && <NewPill place="message" onClick={toTop} />}
      {id !== null ? (
        <MessageDetail key={id} id={id} tab={path[2] ?? ''} query={query} />
      ) : (
        (hasRows || query !== '') && <Hint words={hasRows} />
      )}
    </div>
  )
}
