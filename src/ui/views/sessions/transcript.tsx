import type { JSX } from 'preact'
import type { ApiSession } from '../../../model/api.ts'
import type { Finding } from '../../../model/finding.ts'
import type { SessionRecord } from '../../../model/session-record.ts'
import { Icon } from '../../components/icon.tsx'
import { duration } from '../../lib/format.ts'
import { href } from '../../lib/route.ts'
import { FindingCard } from './finding-card.tsx'
import { linesOf } from './lines.ts'
import type { Line } from './lines.ts'

const speakers = { client: 'Client', server: 'Server', event: '' } as const

/** Which findings each entry proves, and below which row each finding stands: the last of its evidence. */
function pins(
  findings: readonly Finding[],
  lines: readonly Line[],
): {
  readonly proves: ReadonlyMap<number, readonly Finding[]>
  readonly below: ReadonlyMap<number, readonly Finding[]>
  readonly unpinned: readonly Finding[]
} {
  const present = new Set(lines.map((line) => line.n))
  const proves = new Map<number, Finding[]>()
  const below = new Map<number, Finding[]>()
  const unpinned: Finding[] = []
  for (const finding of findings) {
    const evidence = finding.evidence.filter((n) => present.has(n))
    for (const n of evidence) proves.set(n, [...(proves.get(n) ?? []), finding])
    if (evidence.length === 0) unpinned.push(finding)
    else {
      const last = Math.max(...evidence)
      below.set(last, [...(below.get(last) ?? []), finding])
    }
  }
  return { proves, below, unpinned }
}

function Row({ line, proves }: { line: Line; proves: readonly Finding[] }): JSX.Element {
  const state = line.secure ? 'tls' : 'clear'
  const evidence = proves[0] ? `evidence evidence-${proves[0].severity}` : ''
  return (
    <li
      class={`line line-${line.side} line-${state} look-${line.look} ${evidence}`}
      id={line.n === null ? undefined : `entry-${line.n}`}
      tabIndex={proves.length > 0 ? -1 : undefined}
    >
      <span class="line-time">{line.atMs === null ? '' : duration(line.atMs)}</span>
      <span class="line-rail">
        {line.look === 'boundary' && <Icon name="padlock-closed" />}
        {line.look === 'broken' && <Icon name="cross" />}
      </span>
      <span class="line-words">
        {speakers[line.side] !== '' && <span class="sr-only">{speakers[line.side]}: </span>}
        {line.text}
        {line.messageId !== undefined && (
          <>
            {' '}
            <a href={href(['messages', line.messageId])}>Open the message</a>
          </>
        )}
        {proves.length > 0 && <span class="sr-only"> (evidence of a finding)</span>}
      </span>
    </li>
  )
}

/**
 * The session as a conversation: the client at the left of the wire, the server at the right. The wire is
 * dashed in clear and solid under TLS; each finding stands below the last line that proves it.
 */
export function Transcript({
  record,
  findings,
  fixes,
}: {
  record: SessionRecord
  findings: readonly Finding[]
  fixes: ApiSession['fixes']
}): JSX.Element {
  const lines = linesOf(record)
  const { proves, below, unpinned } = pins(findings, lines)
  const cards = (list: readonly Finding[]): JSX.Element[] =>
    list.map((finding) => (
      <li class="line-finding" key={`finding-${finding.id}`}>
        <FindingCard finding={finding} fixes={fixes[finding.id] ?? []} />
      </li>
    ))
  return (
    <div class="transcript">
      <div class="transcript-ends" aria-hidden="true">
        <span>Client {record.clientName ?? record.remote.host}</span>
        <span>Server, port {record.port.port}</span>
      </div>
      <ol class="lines" aria-label="Transcript">
        {lines.map((line, index) => [
          <Row
            key={`line-${line.n ?? `x${index}`}`}
            line={line}
            proves={line.n === null ? [] : (proves.get(line.n) ?? [])}
          />,
          ...cards(line.n === null ? [] : (below.get(line.n) ?? [])),
        ])}
        {cards(unpinned)}
      </ol>
    </div>
  )
}
