import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { ApiSession } from '../../../model/api.ts'
import type { Finding } from '../../../model/finding.ts'
import { get } from '../../api/http.ts'
import { CopyButton } from '../../components/copy-button.tsx'
import { GoneNote } from '../../components/gone-note.tsx'
import { PaneError } from '../../components/pane-error.tsx'
import { PortTag } from '../../components/port-tag.tsx'
import { modeInWords } from '../../components/rail.tsx'
import { toneOf, VerdictMark } from '../../components/verdict.tsx'
import { useCell } from '../../lib/cell.ts'
import { isWide } from '../../lib/cursor.ts'
import { bytes, duration, fullTime, plural, shortTime } from '../../lib/format.ts'
import { useLoaded } from '../../lib/load.ts'
import { href, route } from '../../lib/route.ts'
import { Transcript } from './transcript.tsx'

function showFinding(id: string): void {
  document.getElementById(`finding-${id}`)?.scrollIntoView({ block: 'start' })
}

function Head({ session }: { session: ApiSession }): JSX.Element {
  const { record, verdict } = session
  const tone = toneOf(verdict.outcome, verdict.findings, record.durationMs === null)
  return (
    <header class="session-head">
      <div class="head-top">
        <h2 class="head-subject session-verdict">
          <VerdictMark tone={tone} />
          <span>{verdict.summary}</span>
        </h2>
        <CopyButton text={JSON.stringify(record, null, 2)} label="Copy record" />
      </div>
      <p class="head-facts">
        <PortTag port={record.port.port} secure={record.tls !== null} />
        <span>{modeInWords[record.port.tls]}</span>
        <time dateTime={record.startedAt} title={fullTime(record.startedAt)}>
          {shortTime(record.startedAt)}
        </time>
        <span>{record.durationMs === null ? 'still open' : `took ${duration(record.durationMs)}`}</span>
        <span>
          {bytes(record.bytesIn)} in, {bytes(record.bytesOut)} out
        </span>
        {record.user !== null && <span>as {record.user}</span>}
        {record.messages.length > 0 && <span>{plural(record.messages.length, 'message')}</span>}
      </p>
      <Speaker session={session} />
      <FindingLinks findings={verdict.findings} />
    </header>
  )
}

/** Who speaks, as far as it shows: the mail library, and the TLS library below it. */
function Speaker({ session }: { session: ApiSession }): JSX.Element {
  const { client, tlsLibrary } = session.verdict
  const { clientHello } = session.record
  return (
    <>
      {client !== null && (
        <p class="session-client">
          {client.confidence === 'certain' ? 'Client: ' : 'Client, likely: '}
          <strong>{client.label}</strong>
          {client.marks.length > 0 && <span class="muted"> by {client.marks.join('; ')}</span>}
        </p>
      )}
      {clientHello?.ja4 !== undefined && (
        <p class="session-client">
          TLS library: <strong>{tlsLibrary?.label ?? 'unknown'}</strong>{' '}
          <span class="muted">by its fingerprint, JA4 {clientHello.ja4}</span>{' '}
          <CopyButton text={clientHello.ja4r ?? ''} label="Copy JA4_r" />
        </p>
      )}
    </>
  )
}

/** One finding is in sight by itself. */
function FindingLinks({ findings }: { findings: readonly Finding[] }): JSX.Element | null {
  if (findings.length < 2) return null
  return (
    <ul class="session-findings">
      {findings.map((finding) => (
        <li key={finding.id}>
          <button type="button" class="button quiet" onClick={() => showFinding(finding.id)}>
            <VerdictMark tone={finding.severity} /> {finding.saw}
          </button>
        </li>
      ))}
    </ul>
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
          <Transcript record={session.record} findings={session.verdict.findings} fixes={session.fixes} />
        </>
      )}
    </article>
  )
}
