import type { JSX } from 'preact'
import type { ApiPort, ApiSessionSummary } from '../../../model/api.ts'
import { profiles } from '../../../model/port-profile.ts'
import { ModePadlock } from '../../components/port-tag.tsx'
import { Course, modeInWords } from '../../components/rail.tsx'
import { toneOfSession, VerdictMark } from '../../components/verdict.tsx'
import { useCell } from '../../lib/cell.ts'
import { plural, shortTime } from '../../lib/format.ts'
import { whoIs } from '../../../model/who-is.ts'
import { go, href } from '../../lib/route.ts'
import { concerns, faults, isSet } from '../../state/faults.ts'
import { profileWords } from './profile-words.ts'

function LastSession({ session }: { session: ApiSessionSummary }): JSX.Element {
  return (
    <li>
      <a class="last-session" href={href(['sessions', session.id])}>
        <VerdictMark tone={toneOfSession(session)} />
        <span class="last-who truncate">{whoIs(session)}</span>
        <time class="last-when" dateTime={session.startedAt}>
          {shortTime(session.startedAt)}
        </time>
        <span class="last-summary truncate">{session.summary}</span>
      </a>
    </li>
  )
}

function LastSessions({ sessions }: { sessions: readonly ApiSessionSummary[] }): JSX.Element {
  return (
    <>
      <h3 class="port-last-title">Last sessions</h3>
      {sessions.length > 0 ? (
        <ul class="port-last">
          {sessions.map((session) => (
            <LastSession key={session.id} session={session} />
          ))}
        </ul>
      ) : (
        <p class="port-nobody">Nobody yet.</p>
      )}
    </>
  )
}

/** That a port goes wrong on purpose is seen before anybody wonders. */
function FaultsSet({ port }: { port: ApiPort }): JSX.Element | null {
  const count = useCell(faults).filter((one) => isSet(one) && concerns(one, port)).length
  if (count === 0) return null
  return (
    <a class="port-faults" href={href(['ports', port.name])}>
      {plural(count, 'fault')} set<span class="sr-only"> on port {port.port}</span>
    </a>
  )
}

/** Likewise that it is another server altogether. */
function Plays({ port }: { port: ApiPort }): JSX.Element | null {
  return (
    port.scenario && (
      <p class="port-plays">
        <a href={href(['ports', port.name])} title={port.scenario.title}>
          {port.scenario.name}, on purpose<span class="sr-only"> on port {port.port}</span>
        </a>
      </p>
    )
  )
}

/** One of the four: its number, its mode, its course, and who was there. */
export function PortColumn({
  port,
  last,
  isOpen,
}: {
  port: ApiPort
  last: readonly ApiSessionSummary[]
  isOpen: boolean
}): JSX.Element {
  const count = port.received.messages
  // The number the world knows it by; a listener elsewhere says which one it stands for.
  const known = profiles[port.profile].defaultPort
  return (
    <li class={`port port-mode-${port.tls} ${isOpen ? 'port-open' : ''}`}>
      <div class="port-head">
        <h2 class="port-number">{port.port}</h2>
        <a class="port-count" href={href(['messages'], { q: `port:${port.port}` })}>
          <strong key={count}>{count.toLocaleString('en')}</strong> {count === 1 ? 'message' : 'messages'}
        </a>
      </div>
      <p class="port-mode">
        <ModePadlock tls={port.tls} />
        {port.tls === 'starttls' && !port.tlsRequired ? 'STARTTLS offered' : modeInWords[port.tls]}
      </p>
      <p class="port-role">
        {profileWords[port.profile].role}
        {port.port !== known && <span>, stands for {known}</span>}
      </p>
      <Course tls={port.tls} auth={port.auth} />
      <Plays port={port} />
      <div class="port-actions">
        <button
          type="button"
          class="button port-setup"
          aria-expanded={isOpen}
          onClick={() => go(isOpen ? '#/' : href(['ports', port.name]), { replace: true })}
        >
          {isOpen ? 'Close the settings' : 'What a client sets'}
          <span class="sr-only"> for port {port.port}</span>
        </button>
        <FaultsSet port={port} />
      </div>
      <LastSessions sessions={last} />
    </li>
  )
}
