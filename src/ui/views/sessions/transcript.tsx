import type { JSX } from 'preact'
import type { Finding } from '../../../model/finding.ts'
import type { SessionRecord } from '../../../model/session-record.ts'
import { Icon } from '../../components/icon.tsx'
import { duration } from '../../../model/amounts.ts'
import { href } from '../../lib/route.ts'
import { linesOf } from '../../../model/session-lines.ts'
import type { Line } from '../../../model/session-lines.ts'
import { showFinding } from './show-finding.ts'

const speakers = { client: 'Client', server: 'Server', event: '' } as const

/** Which findings each entry proves. */
function proofs(findings: readonly Finding[]): ReadonlyMap<number, readonly Finding[]> {
  const proves = new Map<number, Finding[]>()
  for (const finding of findings) {
    for (const n of finding.evidence) proves.set(n, [...(proves.get(n) ?? []), finding])
  }
  return proves
}

/** A reply of many lines is one until it is opened: what EHLO offers is long and rarely the point. */
function Text({ line }: { line: Line }): JSX.Element {
  const lines = line.text.split('\n')
  if (line.side !== 'server' || lines.length < 3) return <>{line.text}</>
  const rest = lines.slice(1).map((one) => one.replace(/^\d{3}[ -]/, ''))
  return (
    <details class="line-fold">
      <summary>
        {lines[0]} <span class="line-rest">{rest.join(' · ')}</span>
      </summary>
      {lines.slice(1).join('\n')}
    </details>
  )
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
        <Text line={line} />
        {line.messageId !== undefined && (
          <>
            {' '}
            <a href={href(['messages', line.messageId])}>Open the message</a>
          </>
        )}
        {proves.map(({ id }) => (
          <button type="button" class="line-proves" key={id} onClick={() => showFinding(id)}>
            proves {id}
          </button>
        ))}
      </span>
    </li>
  )
}

/**
 * The session as a conversation: the client at the left of the wire, the server at the right. The wire is dashed while
 * unencrypted and solid under TLS; lines that prove a finding are marked and lead to it.
 */
export function Transcript({
  record,
  findings,
}: {
  record: SessionRecord
  findings: readonly Finding[]
}): JSX.Element {
  const lines = linesOf(record)
  const proves = proofs(findings)
  return (
    <div class="transcript">
      <div class="transcript-ends" aria-hidden="true">
        <span>Client {record.clientName ?? record.remote.host}</span>
        <span>Server, port {record.port.port}</span>
      </div>
      <ol class="lines" aria-label="Transcript">
        {lines.map((line, index) => (
          <Row
            key={`line-${line.n ?? `x${index}`}`}
            line={line}
            proves={line.n === null ? [] : (proves.get(line.n) ?? [])}
          />
        ))}
      </ol>
    </div>
  )
}
