import * as fc from 'fast-check'
import type { Observation } from '../../../src/model/observation.ts'
import type { SessionRecord } from '../../../src/model/session-record.ts'
import { readRecordings } from '../../support/clients/recording.ts'
import { cases } from '../cases.ts'

/** All recorded sessions, and those of every finding. */
export const corpus: readonly SessionRecord[] = [
  ...(['suite', 'others', 'wire'] as const).flatMap((whose) =>
    readRecordings(whose).flatMap(({ sessions }) => sessions),
  ),
  ...cases.map(({ record }) => record),
]
/** How a session that says the same differs from one: a number for each, and how far its times are apart. */
export interface Difference {
  readonly number: number
  readonly times: number
  readonly bytes: number
  readonly messageId: string | null
}

export const difference: fc.Arbitrary<Difference> = fc.record({
  number: fc.integer({ min: 1, max: 1_000_000 }),
  times: fc.constantFrom(0, 0.001, 1, 60, 10_000, 1_000_000),
  bytes: fc.nat(100_000),
  messageId: fc.constantFrom(
    null,
    'a@b.test',
    '7c9e6679-7425-40de-944b-e07fc1f90ae7@b.test',
    '0123456789abcdef0123456789abcdef@b.test',
    '20260102030405.123456@b.test',
  ),
})

/** The same session once more, later and by another connection. What is shared in a server is shared here. */
export function again(record: SessionRecord, { number, times, bytes, messageId }: Difference): SessionRecord {
  const ids = new Map(record.messages.map((id, index) => [id, `m-${number}-${index}`]))
  const at = (ms: number): number => ms * times
  const entries = record.entries.map((entry): Observation => {
    const later = { ...structuredClone(entry), atMs: at(entry.atMs) }
    if (entry.kind === 'client-hello') return { ...later, hello: entry.hello } as Observation
    if (later.kind === 'data') return { ...later, sizeBytes: later.sizeBytes + bytes }
    if (later.kind === 'reply') return { ...later, text: later.text.map((line) => withIds(line, ids)) }
    if (later.kind !== 'message') return later
    const { header } = later
    const own = header.messageId === null || messageId === null ? header : { ...header, messageId }
    const { id, sizeBytes } = later
    return { ...later, id: ids.get(id) ?? id, sizeBytes: sizeBytes + bytes, header: own }
  })
  return {
    ...record,
    id: `s-${number}`,
    remote: { ...record.remote, port: 1024 + (number % 60_000) },
    startedAt: new Date(Date.parse(record.startedAt) + number).toISOString(),
    durationMs: record.durationMs === null ? null : at(record.durationMs),
    firstByteMs: record.firstByteMs === null ? null : at(record.firstByteMs),
    messages: record.messages.map((id) => ids.get(id) ?? id),
    close: record.close && { ...record.close, atMs: at(record.close.atMs) },
    bytesIn: record.bytesIn + bytes,
    bytesOut: record.bytesOut + number,
    tls: structuredClone(record.tls),
    entries,
  }
}

function withIds(line: string, ids: ReadonlyMap<string, string>): string {
  return line.replace(/\S+$/, (word) => ids.get(word) ?? word)
}
