import type { JSX } from 'preact'
import { useCell } from '../../lib/cell.ts'
import { plural } from '../../lib/format.ts'
import { go, href, route } from '../../lib/route.ts'
import { deleteAllSessions } from '../../state/delete-sessions.ts'
import { ports } from '../../state/server.ts'

const choices = [
  ['', 'All'],
  ['findings', 'With findings'],
  ['mail', 'With mail'],
  ['probes', 'Probes'],
] as const

interface Filter {
  readonly port: string
  readonly show: string
}

function PortChoice({
  port,
  onChange,
}: {
  port: string
  onChange: (port: string) => void
}): JSX.Element | null {
  const all = useCell(ports)
  // Those of a run of verify are not told.
  if (all.length === 0) return null
  return (
    <select
      class={`field filter ${port === '' ? '' : 'filter-on'}`}
      aria-label="Port"
      value={port}
      onChange={(event) => onChange(event.currentTarget.value)}
    >
      <option value="">Any port</option>
      {all.map((one) => (
        <option key={one.name} value={one.name}>
          Port {one.port}
        </option>
      ))}
    </select>
  )
}

export function SessionFilters({
  filter,
  found,
  more,
}: {
  filter: Filter
  found: number
  more: boolean
}): JSX.Element {
  const change = (part: Partial<Filter>): void =>
    go(href(route.get().path, { ...filter, ...part }), { replace: true })
  return (
    <div class="search">
      <div class="filters">
        <div class="segments" role="group" aria-label="Which sessions">
          {choices.map(([show, label]) => (
            <button
              key={show}
              type="button"
              class="button"
              aria-pressed={filter.show === show}
              onClick={() => change({ show })}
            >
              {label}
            </button>
          ))}
        </div>
        <PortChoice port={filter.port} onChange={(port) => change({ port })} />
      </div>
      <div class="search-count">
        <span role="status">{plural(found, 'session') + (more ? ' loaded, more below' : '')}</span>
        {found > 0 && (
          <button type="button" class="button quiet" onClick={deleteAllSessions}>
            Delete all
          </button>
        )}
      </div>
    </div>
  )
}
