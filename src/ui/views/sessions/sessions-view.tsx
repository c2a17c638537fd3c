import type { JSX } from 'preact'
import { useEffect, useMemo } from 'preact/hooks'
import type { ApiSessionSummary } from '../../../model/api.ts'
import { PaneError } from '../../components/pane-error.tsx'
import { VirtualList } from '../../components/virtual-list.tsx'
import { useCell } from '../../lib/cell.ts'
import { useListKeys } from '../../lib/cursor.ts'
import { href, route } from '../../lib/route.ts'
import { info } from '../../state/server.ts'
import { deletion, shownOf } from '../../state/deletion.ts'
import { sessions } from '../../state/sessions.ts'
import { NoSessions } from './no-sessions.tsx'
import { SessionDetail } from './session-detail.tsx'
import { SessionFilters } from './session-filters.tsx'
import { SessionRow } from './session-row.tsx'

const rowHeightPx = 60

function wanted(session: ApiSessionSummary, port: string, show: string): boolean {
  if (port !== '' && session.port.name !== port) return false
  // A note is no mistake, and every probe has one.
  if (show === 'findings') return session.findings.some(({ severity }) => severity !== 'note')
  if (show === 'mail') return session.messages.length > 0
  if (show === 'probes') return session.outcome === 'probe'
  return true
}

interface Filter {
  readonly port: string
  readonly show: string
}

function useWanted(
  items: readonly ApiSessionSummary[],
  phase: string,
  { port, show }: Filter,
): readonly ApiSessionSummary[] {
  const shown = useMemo(() => items.filter((session) => wanted(session, port, show)), [items, port, show])
  // A filter may leave nothing of what is loaded so far while older pages hold some.
  useEffect(() => {
    // What was loaded for the filter stays, or it would be loaded again with each new session.
    if (shown.length < items.length) sessions.reach(items.length)
    if (shown.length === 0 && phase === 'ready') void sessions.more()
  }, [shown, phase])
  return shown
}

function Hint(): JSX.Element {
  return (
    <p class="pane pane-hint">
      <span>
        Choose a session to see every line of it, or move with <kbd>j</kbd> and <kbd>k</kbd>.
      </span>
    </p>
  )
}

/** Every connection, also one that never got as far as a message. */
export function SessionsView(): JSX.Element {
  const { path, params } = useCell(route)
  const { items: loaded, phase, next, error } = useCell(sessions.state)
  const waiting = useCell(deletion)
  const items = useMemo(() => shownOf(loaded), [loaded, waiting])
  const count = useCell(info)?.counts.sessions ?? 0
  const id = path[1] ?? null
  const filter = { port: params.get('port') ?? '', show: params.get('show') ?? '' }
  const shown = useWanted(items, phase, filter)
  const ids = useMemo(() => shown.map((session) => session.id), [shown])
  const of = (other: string): string => href(['sessions', other], filter)
  useListKeys(ids, id, { of, list: href(['sessions'], filter) })
  const more = shown.length === items.length ? Math.max(count, shown.length) : shown.length + 1
  const total = next === null ? shown.length : more
  const chosen = items.find((session) => session.id === id)
  return (
    <div class={`split ${id === null ? '' : 'split-open'}`}>
      <h1 class="sr-only">Sessions</h1>
      <section class="pane pane-list" aria-label="Sessions">
        <SessionFilters filter={filter} found={shown.length} more={next !== null} />
        <PaneError error={error} />
        {shown.length > 0 ? (
          <VirtualList
            key={filter.port + filter.show}
            items={shown}
            total={total}
            rowHeightPx={rowHeightPx}
            label="Sessions, newest first"
            current={id === null ? -1 : ids.indexOf(id)}
            keyOf={(session) => session.id}
            row={(session) => (
              <SessionRow session={session} isOpen={session.id === id} target={of(session.id)} />
            )}
            onEnd={sessions.more}
            onReach={shown.length === items.length ? sessions.reach : undefined}
          />
        ) : (
          phase === 'ready' && next === null && <NoSessions filtered={items.length > 0} />
        )}
      </section>
      {id !== null ? (
        <SessionDetail key={id} id={id} version={chosen?.durationMs === null ? chosen : 'ended'} />
      ) : (
        items.length > 0 && <Hint />
      )}
    </div>
  )
}
