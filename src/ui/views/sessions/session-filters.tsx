import type { JSX } from 'preact'
import { cell, type Cell, useCell } from '../../lib/cell.ts'
import { plural } from '../../lib/format.ts'
import { recall, remember } from '../../lib/remember.ts'
import { go, href, route } from '../../lib/route.ts'
import { deleteAllSessions } from '../../state/delete-sessions.ts'
import { ports } from '../../state/server.ts'

const choices = [
  ['', 'All'],
  ['findings', 'With findings'],
  ['mail', 'With mail'],
  ['probes', 'Probes'],
] as const

const gravities = [
  ['', 'Any severity'],
  ['error', 'Errors'],
  ['warning', 'Warnings'],
  ['note', 'Notes'],
] as const

export interface Filter {
  readonly port: string
  readonly show: string
  /** Of the gravest finding; '': any, or none. */
  readonly severity: string
}

/** Health checks and scans may be many, and are seldom what is looked for. */
export const probesShown: Cell<'shown' | 'hidden'> = cell(recall('probes', ['shown', 'hidden'], 'shown'))

function ProbesButton({ isUseless }: { isUseless: boolean }): JSX.Element {
  const isHidden = useCell(probesShown) === 'hidden'
  const toggle = (): void => {
    probesShown.set(isHidden ? 'shown' : 'hidden')
    remember('probes', probesShown.get())
  }
  return (
    <button
      type="button"
      class="button quiet"
      aria-pressed={isHidden}
      aria-disabled={isUseless}
      title="Health checks and scans: connections that only looked whether somebody is there"
      onClick={() => !isUseless && toggle()}
    >
      Hide probes
    </button>
  )
}

function SeverityChoice({ severity, onChange }: { severity: string; onChange: (severity: string) => void }) {
  return (
    <select
      class={`field filter ${severity === '' ? '' : 'filter-on'}`}
      aria-label="Severity"
      value={severity}
      onChange={(event) => onChange(event.currentTarget.value)}
    >
      {gravities.map(([value, label]) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </select>
  )
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
        <SeverityChoice severity={filter.severity} onChange={(severity) => change({ severity })} />
        <PortChoice port={filter.port} onChange={(port) => change({ port })} />
      </div>
      <div class="search-count">
        <span role="status">{plural(found, 'session') + (more ? ' loaded, more below' : '')}</span>
        <span>
          <ProbesButton isUseless={filter.show === 'probes'} />
          {found > 0 && (
            <button type="button" data-changes class="button quiet" onClick={deleteAllSessions}>
              Delete all
            </button>
          )}
        </span>
      </div>
    </div>
  )
}
