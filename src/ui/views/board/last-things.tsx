import type { JSX } from 'preact'
import type { ApiMessagePage, ApiSessionSummary } from '../../../model/api.ts'
import { whoIs } from '../../../model/who-is.ts'
import { get } from '../../api/http.ts'
import { PaneError } from '../../components/pane-error.tsx'
import { PortTag } from '../../components/port-tag.tsx'
import { summaryOf, toneOfSession, VerdictMark } from '../../components/verdict.tsx'
import { useCell } from '../../lib/cell.ts'
import { shortTime } from '../../lib/format.ts'
import { useLoaded } from '../../lib/load.ts'
import { href } from '../../lib/route.ts'
import { info } from '../../state/server.ts'
import { sessions } from '../../state/sessions.ts'

/** So many of each fit below the ports. */
const shown = 6

function Session({ session }: { session: ApiSessionSummary }): JSX.Element {
  return (
    <li>
      <a class="last-session" href={href(['sessions', session.id])}>
        <VerdictMark tone={toneOfSession(session)} />
        <span class="last-who truncate">{whoIs(session)}</span>
        <PortTag port={session.port.port} secure={session.tls !== null} />
        <time class="last-when" dateTime={session.startedAt}>
          {shortTime(session.startedAt)}
        </time>
        <span class="last-summary truncate">{summaryOf(session)}</span>
      </a>
    </li>
  )
}

/** Of all ports, whatever came of them. */
function LastSessions(): JSX.Element {
  const { items } = useCell(sessions.state)
  return (
    <section class="last" aria-labelledby="last-sessions">
      <h2 id="last-sessions">
        <a href={href(['sessions'])}>Last sessions</a>
      </h2>
      {items.length === 0 && <p class="port-nobody">No client has connected yet.</p>}
      <ul>
        {items.slice(0, shown).map((session) => (
          <Session key={session.id} session={session} />
        ))}
      </ul>
    </section>
  )
}

/** Whatever is searched for in the mailbox. */
function LastMail(): JSX.Element {
  const count = useCell(info)?.counts.messages ?? 0
  const { value, error } = useLoaded('last mail', () => get<ApiMessagePage>(`messages?limit=${shown}`), count)
  const mail = value?.messages ?? []
  return (
    <section class="last" aria-labelledby="last-mail">
      <h2 id="last-mail">
        <a href={href(['messages'])}>Last mail</a>
      </h2>
      <PaneError error={error} />
      {value !== null && mail.length === 0 && <p class="port-nobody">No mail yet.</p>}
      <ul>
        {mail.map(({ id, subject, to, receivedAt, port, tls }) => (
          <li key={id}>
            <a class="last-session" href={href(['messages', id])}>
              <span />
              <span class="last-who truncate">{subject || '(no subject)'}</span>
              <PortTag port={port} secure={tls !== null} />
              <time class="last-when" dateTime={receivedAt}>
                {shortTime(receivedAt)}
              </time>
              <span class="last-summary truncate">to {to.join(', ') || '(nobody)'}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What came last, mail and sessions, side by side where there is room. */
export function LastThings(): JSX.Element {
  return (
    <div class="last-things">
      <LastMail />
      <LastSessions />
    </div>
  )
}
