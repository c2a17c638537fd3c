import type { JSX } from 'preact'
import { caUrl } from '../../api/http.ts'
import { useCell } from '../../lib/cell.ts'
import { plural, shortTime } from '../../lib/format.ts'
import { useKeys } from '../../lib/keys.ts'
import { go, route } from '../../lib/route.ts'
import { info, ports } from '../../state/server.ts'
import { sessions } from '../../state/sessions.ts'
import { Attention } from './attention.tsx'
import { LastThings } from './last-things.tsx'
import { Misbehave } from './misbehave.tsx'
import { PortRow } from './port-row.tsx'
import { PortSettings } from './port-settings.tsx'
import { SendTest } from './send-test.tsx'

/** How many sessions a port shows. */
const lastCount = 5

function Facts(): JSX.Element | null {
  const facts = useCell(info)
  if (!facts) return null
  const { counts } = facts
  const evicted = counts.evictedMessages + counts.evictedSessions
  return (
    <p class="board-facts">
      Version {facts.version}, up since {shortTime(facts.startedAt)}. {plural(counts.messages, 'message')}{' '}
      kept
      {evicted > 0 &&
        `, ${plural(evicted, 'older entry', 'older entries')} dropped to stay within the limits`}
      .
      {facts.features.ca && (
        <>
          {' '}
          Clients trust it by its CA: <a href={caUrl}>ca.pem</a>
          {facts.caFile && <code class="board-ca">{facts.caFile}</code>}
        </>
      )}
    </p>
  )
}

/** What is wrong, then the ports in a line each, then what came last; beside them the port that is open. */
export function BoardView(): JSX.Element {
  const all = useCell(ports)
  const { items } = useCell(sessions.state)
  const { path } = useCell(route)
  const open = path[0] === 'ports' ? (all.find((port) => port.name === path[1]) ?? null) : null
  useKeys(open ? { Escape: () => go('#/', { replace: true }) } : {})
  return (
    <div class={`board ${open ? 'board-beside' : ''}`}>
      <h1 class="sr-only">Overview: what is wrong, the ports, and what arrived last</h1>
      <div class="board-main">
        <Attention />
        <ul class="ports" aria-label="Ports">
          {all.map((port) => (
            <PortRow
              key={port.name}
              port={port}
              isOpen={open?.name === port.name}
              hasRoom={open === null}
              last={items.filter((session) => session.port.name === port.name).slice(0, lastCount)}
            />
          ))}
        </ul>
        {open === null && <LastThings />}
        <Facts />
      </div>
      {open && (
        <aside class="drawer" aria-label={`Port ${open.port}`}>
          <PortSettings key={open.name} port={open} />
          <SendTest key={`${open.name} test`} port={open} />
          <Misbehave key={`${open.name} on purpose`} port={open} />
        </aside>
      )}
    </div>
  )
}
