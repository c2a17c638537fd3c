import type { JSX } from 'preact'
import { useEffect, useMemo } from 'preact/hooks'
import type { ApiSessionSummary } from '../../../model/api.ts'
import { severities } from '../../../model/judgement.ts'
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
import { type Filter, probesShown, SessionFilters } from './session-filters.tsx'
import { SessionRow } from './session-row.tsx'

const rowHeightPx = 60

interface Wanted extends Filter {
  readonly hidesProbes: boolean
}

function wanted(session: ApiSessionSummary, { port, show, severity, hidesProbes }: Wanted): boolean {
  if (port !== '' && session.port.name !== port) return false
  if (severity !== '' && severity !== gravestOf(session)) return false
  if (hidesProbes && show !== 'probes' && session.outcome === 'probe') return false
  // A note is no mistake, and every probe has one.
  if (show === 'findings') return session.findings.some(({ severity }) => severity !== 'note')
  if (show === 'mail') return session.messages.length > 0
  if (show === 'probes') return session.outcome === 'probe'
  return true
}

function gravestOf({ findings }: ApiSessionSummary): string | undefined {
  return severities.find((one) => findings.some(({ severity }) => severity === one))
}

function useWanted(
  items: readonly ApiSessionSummary[],
  phase: string,
  { port, show, severity, hidesProbes }: Wanted,
): readonly ApiSessionSummary[] {
  const shown = useMemo(
    () => items.filter((session) => wanted(session, { port, show, severity, hidesProbes })),
    [items, port, show, severity, hidesProbes],
  )
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
  const [port, show, severity] = ['port', 'show', 'severity'].map((name) => params.get(name) ?? '')
  const filter = { port, show, severity } as Filter
  const hidesProbes = useCell(probesShown) === 'hidden'
  const shown = useWanted(items, phase, { ...filter, hidesProbes })
  const ids = useMemo(() => shown.map((session) => session.id), [shown])
  const of = (other: string): string => href(['sessions', other], { ...filter })
  useListKeys(ids, id, { of, list: href(['sessions'], { ...filter }) })
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
            key={`${port} ${show} ${severity} ${hidesProbes}`}
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
