import type { ComponentChildren, JSX } from 'preact'
import type { ApiSession } from '../../../model/api.ts'
import { CopyButton } from '../../components/copy-button.tsx'
import { modeInWords } from '../../components/rail.tsx'
import { bytes, duration } from '../../../model/amounts.ts'
import { fullTime, plural } from '../../lib/format.ts'

type Fact = readonly [name: string, value: ComponentChildren]

/** What few readers need, and those need it exactly: who spoke, by which libraries, how much and how long. */
export function SessionFacts({ session }: { session: ApiSession }): JSX.Element {
  return (
    <details class="session-facts">
      <summary>Details: client, TLS library, octets</summary>
      <dl class="facts">
        {[...speaker(session), ...course(session)].map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <CopyButton text={JSON.stringify(session.record, null, 2)} label="Copy record" />
    </details>
  )
}

/** Who speaks, as far as it shows: the mail library, and the TLS library below it. */
function speaker({ record: { clientHello, remote }, verdict }: ApiSession): readonly Fact[] {
  const { client, tlsLibrary } = verdict
  const facts: Fact[] = []
  if (client !== null) {
    const by = client.marks.length > 0 && <span class="muted"> by {client.marks.join('; ')}</span>
    facts.push([
      client.confidence === 'certain' ? 'Client' : 'Client, likely',
      <>
        {client.label}
        {by}
      </>,
    ])
  }
  if (clientHello?.ja4 !== undefined) {
    facts.push([
      'TLS library',
      <>
        {tlsLibrary?.label ?? 'unknown'} <span class="muted">by its fingerprint, JA4 {clientHello.ja4}</span>{' '}
        <CopyButton text={clientHello.ja4r ?? ''} label="Copy JA4_r" />
      </>,
    ])
  }
  return [...facts, ['Peer', `${remote.host}, port ${remote.port}`]]
}

function course({ record }: ApiSession): readonly Fact[] {
  const { port, startedAt, durationMs, bytesIn, bytesOut, messages } = record
  return [
    ['Port', `${port.port}, ${modeInWords[port.tls]}`],
    ['Began', fullTime(startedAt)],
    ['Took', durationMs === null ? 'still open' : duration(durationMs)],
    ['Octets', `${bytes(bytesIn)} in, ${bytes(bytesOut)} out`],
    ['Mail', plural(messages.length, 'message')],
  ]
}
