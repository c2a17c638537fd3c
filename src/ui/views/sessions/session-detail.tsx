import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { ApiSession } from '../../../model/api.ts'
import { whoIs } from '../../../model/who-is.ts'
import { get } from '../../api/http.ts'
import { GoneNote } from '../../components/gone-note.tsx'
import { PaneError } from '../../components/pane-error.tsx'
import { PortTag } from '../../components/port-tag.tsx'
import { judgedWords, type Tone, toneOf, VerdictMark } from '../../components/verdict.tsx'
import { useCell } from '../../lib/cell.ts'
import { isWide } from '../../lib/cursor.ts'
import { duration } from '../../../model/amounts.ts'
import { fullTime, shortTime } from '../../lib/format.ts'
import { useLoaded } from '../../lib/load.ts'
import { href, route } from '../../lib/route.ts'
import { FirstFinding, FurtherFinding } from './finding-card.tsx'
import { SessionFacts } from './session-facts.tsx'
import { showFinding } from './show-finding.ts'
import { Transcript } from './transcript.tsx'
import { Worked } from './worked.tsx'

/** The cause in one line, and whose it is. What a scenario shows of a client is the cause where it shows something. */
function Head({ session: { record, verdict, onPurpose } }: { session: ApiSession }): JSX.Element {
  const [tone, headline]: readonly [Tone, string] =
    onPurpose === null || onPurpose.verdict === 'open'
      ? [toneOf(verdict.outcome, verdict.findings, record.durationMs === null), verdict.summary]
      : [onPurpose.verdict === 'right' ? 'ok' : 'error', judgedWords(onPurpose)]
  return (
    <header class="session-head" data-session={record.id}>
      <h2 class="session-verdict">
        <VerdictMark tone={tone} />
        <span>{headline}</span>
      </h2>
      <p class="session-whose">
        <span>{whoIs({ ...record, client: verdict.client, tlsLibrary: verdict.tlsLibrary })}</span>
        <PortTag port={record.port.port} secure={record.tls !== null} />
        <time dateTime={record.startedAt} title={fullTime(record.startedAt)}>
          {shortTime(record.startedAt)}
        </time>
        <span>{record.durationMs === null ? 'still open' : duration(record.durationMs)}</span>
        {record.user !== null && <span>as {record.user}</span>}
      </p>
    </header>
  )
}

/** What the server did wrong, it did on purpose; and why that shows nothing, where it does not. */
function OnPurpose({ session: { record, onPurpose } }: { session: ApiSession }): JSX.Element | null {
  if (!record.scenario) return null
  const { name, title } = record.scenario
  return (
    <p class="session-on-purpose">
      On purpose, the port had <code>{name}</code>: {title}.
      {onPurpose?.verdict === 'open' && ` Of the client this shows nothing. ${onPurpose.words}`}
    </p>
  )
}

/** The answer before the proof: the gravest finding with its fix, then the others, then what worked. */
function Findings({ session: { verdict, fixes, worked } }: { session: ApiSession }): JSX.Element | null {
  const [first, ...others] = verdict.findings
  if (first === undefined) return null
  return (
    <div class="session-findings">
      <FirstFinding finding={first} fixes={fixes[first.id] ?? []} />
      {others.map((finding) => (
        <FurtherFinding key={finding.id} finding={finding} fixes={fixes[finding.id] ?? []} />
      ))}
      {worked !== null && <Worked worked={worked} />}
    </div>
  )
}

/** One connection, whole: what is wrong with it, and every line of it. `version` is another whenever an open session has come further. */
export function SessionDetail({ id, version }: { id: string; version: unknown }): JSX.Element {
  const { value: session, error } = useLoaded(
    id,
    () => get<ApiSession>(`sessions/${encodeURIComponent(id)}`),
    version,
  )
  const pane = useRef<HTMLElement>(null)
  useEffect(() => {
    if (!isWide()) pane.current?.focus()
  }, [])
  const sought = useCell(route).params.get('finding')
  const isThere = session !== null
  useEffect(() => {
    if (isThere && sought !== null) showFinding(sought)
  }, [isThere, sought])
  return (
    <article class="pane detail" ref={pane} tabIndex={-1} aria-label="Session" aria-busy={!session && !error}>
      <a class="button quiet detail-back" href={href(['sessions'])}>
        All sessions
      </a>
      <PaneError error={error} />
      <GoneNote id={id} />
      {session && (
        <>
          <Head session={session} />
          <OnPurpose session={session} />
          <Findings session={session} />
          <Transcript record={session.record} findings={session.verdict.findings} />
          <SessionFacts session={session} />
        </>
      )}
    </article>
  )
}
