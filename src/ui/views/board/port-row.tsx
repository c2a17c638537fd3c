import type { JSX } from 'preact'
import type { ApiPort, ApiSessionSummary } from '../../../model/api.ts'
import { profiles } from '../../../model/port-profile.ts'
import { whoIs } from '../../../model/who-is.ts'
import { ModePadlock } from '../../components/port-tag.tsx'
import { modeInWords } from '../../components/rail.tsx'
import { summaryOf, toneOfSession, VerdictMark } from '../../components/verdict.tsx'
import { useCell } from '../../lib/cell.ts'
import { plural } from '../../lib/format.ts'
import { go, href } from '../../lib/route.ts'
import { concerns, faults, isSet } from '../../state/faults.ts'
import { profileWords } from './profile-words.ts'
import { SendTest } from './send-test.tsx'

/** The last outcomes as marks, the latest first; each leads to its session. */
function Outcomes({ sessions }: { sessions: readonly ApiSessionSummary[] }): JSX.Element {
  if (sessions.length === 0) return <p class="port-outcomes port-nobody">no session yet</p>
  return (
    <ol class="port-outcomes" aria-label="Last sessions">
      {sessions.map((session) => (
        <li key={session.id}>
          <a
            class="port-outcome"
            href={href(['sessions', session.id])}
            title={`${whoIs(session)}: ${summaryOf(session)}`}
          >
            <VerdictMark tone={toneOfSession(session)} />
            <span class="sr-only">
              {whoIs(session)}: {summaryOf(session)}
            </span>
          </a>
        </li>
      ))}
    </ol>
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
      <a class="port-plays" href={href(['ports', port.name])} title={port.scenario.title}>
        {port.scenario.name}, on purpose<span class="sr-only"> on port {port.port}</span>
      </a>
    )
  )
}

/** How it gets to TLS now. */
function modeOf({ now }: ApiPort): string {
  if (!now.listens) return 'nobody listens'
  return now.tls === 'starttls' && !now.tlsRequired ? 'STARTTLS offered' : modeInWords[now.tls]
}

/** One port in one line: its number, how it gets to TLS, what came, how the last ones ended. */
export function PortRow({
  port,
  last,
  isOpen,
  hasRoom,
}: {
  port: ApiPort
  last: readonly ApiSessionSummary[]
  isOpen: boolean
  /** Nothing stands beside the ports. */
  hasRoom: boolean
}): JSX.Element {
  const count = port.received.messages
  // The number the world knows it by; a listener elsewhere says which one it stands for.
  const known = profiles[port.profile].defaultPort
  return (
    <li class={`port port-mode-${port.now.tls} ${isOpen ? 'port-open' : ''}`}>
      <h2 class="port-number">{port.port}</h2>
      <div class="port-kind">
        <p class="port-mode">
          <ModePadlock tls={port.now.tls} />
          {modeOf(port)}
        </p>
        <p class="port-role">
          {profileWords[port.profile].role}
          {port.authWithoutTls && <span>, login without TLS</span>}
          {port.port !== known && <span>, stands for {known}</span>}
        </p>
      </div>
      <div class="port-purpose">
        <Plays port={port} /> <FaultsSet port={port} />
        {hasRoom && <SendTest port={port} />}
      </div>
      <Outcomes sessions={last} />
      <a class="port-count" href={href(['messages'], { q: `port:${port.port}` })}>
        <strong key={count}>{count.toLocaleString('en')}</strong> {count === 1 ? 'message' : 'messages'}
      </a>
      <button
        type="button"
        class="button port-setup"
        aria-expanded={isOpen}
        onClick={() => go(isOpen ? '#/' : href(['ports', port.name]), { replace: true })}
      >
        {isOpen ? 'Close' : 'Settings'}
        <span class="sr-only">: what a client sets for port {port.port}</span>
      </button>
    </li>
  )
}
