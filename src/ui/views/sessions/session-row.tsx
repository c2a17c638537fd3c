import type { JSX } from 'preact'
import type { ApiSessionSummary } from '../../../model/api.ts'
import { PortTag } from '../../components/port-tag.tsx'
import { summaryOf, toneOfSession, VerdictMark } from '../../components/verdict.tsx'
import { whoIs } from '../../../model/who-is.ts'
import { duration } from '../../../model/amounts.ts'
import { fullTime, shortTime } from '../../lib/format.ts'

export function SessionRow({
  session,
  isOpen,
  target,
}: {
  session: ApiSessionSummary
  isOpen: boolean
  target: string
}): JSX.Element {
  return (
    <a class="row session-row" href={target} data-id={session.id} aria-current={isOpen ? 'true' : undefined}>
      <span class="row-first">
        <span class="session-who truncate">
          <VerdictMark tone={toneOfSession(session)} />
          <span class="row-who truncate">{whoIs(session)}</span>
        </span>
        <time class="row-when" dateTime={session.startedAt} title={fullTime(session.startedAt)}>
          {shortTime(session.startedAt)}
        </time>
      </span>
      <span class="row-third">
        <span class="truncate">{summaryOf(session)}</span>
        <span class="row-marks">
          {session.durationMs === null ? (
            <span class="row-open">open</span>
          ) : (
            <span>{duration(session.durationMs)}</span>
          )}
          <PortTag port={session.port.port} secure={session.tls !== null} />
        </span>
      </span>
    </a>
  )
}
