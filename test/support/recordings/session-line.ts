import { isDeepStrictEqual } from 'node:util'
import type { Observation } from '../../../src/model/observation.ts'
import type { SessionRecord } from '../../../src/model/session-record.ts'

/**
 * A session on a line: a record in which the ClientHello and the TLS session are told once, by the number of their
 * entry, and an entry has a time where it is another than that of the one before it.
 */
export type SessionLine = Omit<SessionRecord, 'clientHello' | 'tls' | 'entries'> & {
  readonly clientHello: SessionRecord['clientHello'] | number
  readonly tls: SessionRecord['tls'] | number
  readonly entries: readonly (Omit<Observation, 'atMs'> & { readonly atMs?: number })[]
}

/** In which order keys stand, in whatever object; those that are new come last, by the alphabet. */
const order = (
  'version n kind atMs id code enhanced verb mechanism outcome what protocol phase reason line text user secure ' +
  'lineEnd pipelined name profile host port remote tlsRequired auth startedAt durationMs speaker firstByteMs ' +
  'clientName messages close by how leaf names notBefore notAfter selfSigned ownCa caFile bytesIn bytesOut dropped ' +
  'sizeBytes complete faults bareLf bareCr doubleCr otherLine longLines eightBit nul header from messageId mailer ' +
  'recordVersion versions cipher sni alpn groups ja4 ja4r ja4ro cipherCount cipherHash clientHello hello tls entries'
).split(' ')
const ranks = new Map(order.map((key, rank) => [key, rank]))

export function packSession(session: SessionRecord): SessionLine {
  const { clientHello, tls, entries } = session
  const hello = entries.findLast(
    (entry) => entry.kind === 'client-hello' && isDeepStrictEqual(entry.hello, clientHello),
  )
  const established = entries.findLast(
    (entry) => entry.kind === 'tls-established' && isDeepStrictEqual(entry.tls, tls),
  )
  let last = 0
  return inOrder({
    ...session,
    clientHello: hello?.n ?? clientHello,
    tls: established?.n ?? tls,
    entries: entries.map(({ atMs, ...entry }) => {
      const moved = atMs !== last
      last = atMs
      return moved ? { ...entry, atMs } : entry
    }),
  })
}

export function unpackSession(line: SessionLine): SessionRecord {
  let last = 0
  const entries = line.entries.map((entry) => {
    last = entry.atMs ?? last
    return { ...entry, atMs: last } as Observation
  })
  const at = (n: number): Observation => {
    const entry = entries.find((one) => one.n === n)
    if (entry === undefined) throw new Error(`a session refers to entry ${n}, and has none of that number`)
    return entry
  }
  const { clientHello, tls } = line
  const hello = typeof clientHello === 'number' ? at(clientHello) : null
  const established = typeof tls === 'number' ? at(tls) : null
  return {
    ...line,
    clientHello: hello?.kind === 'client-hello' ? hello.hello : (clientHello as SessionRecord['clientHello']),
    tls: established?.kind === 'tls-established' ? established.tls : (tls as SessionRecord['tls']),
    entries,
  }
}

/** On every machine the same session is the same text. */
export function inOrder<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(inOrder) as Value
  if (typeof value !== 'object' || value === null) return value
  const keys = Object.entries(value).toSorted(
    ([a], [b]) => (ranks.get(a) ?? Infinity) - (ranks.get(b) ?? Infinity) || (a < b ? -1 : 1),
  )
  return Object.fromEntries(keys.map(([key, one]) => [key, inOrder(one)])) as Value
}
