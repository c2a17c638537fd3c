import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isAlike, isShareable } from '../../src/diagnosis/alike.ts'
import { diagnose } from '../../src/diagnosis/diagnose.ts'
import { SharedVerdicts } from '../../src/diagnosis/shared-verdicts.ts'
import type { Observation } from '../../src/model/observation.ts'
import type { SessionRecord } from '../../src/model/session-record.ts'
import { readRecordings } from '../support/clients/recording.ts'
import { cases } from './cases.ts'
import { envelope, greeting, quits, sends, startsOnRelay } from './support/passages.ts'
import { transcript } from './support/transcript.ts'

const corpus: readonly SessionRecord[] = [
  ...(['suite', 'others', 'wire'] as const).flatMap((whose) =>
    readRecordings(whose).flatMap(({ sessions }) => sessions),
  ),
  ...cases.map(({ record }) => record),
]
const shareable = corpus.filter(isShareable)

/** How a session that says the same differs from one: a number for each, and how far its times are apart. */
interface Difference {
  readonly number: number
  readonly times: number
  readonly bytes: number
  readonly messageId: string | null
}

const difference: fc.Arbitrary<Difference> = fc.record({
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
function again(record: SessionRecord, { number, times, bytes, messageId }: Difference): SessionRecord {
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

/** Counts what is made anew. */
function counted() {
  let made = 0
  const shared = new SharedVerdicts((record, context) => {
    made++
    return diagnose(record, context)
  })
  return { of: shared.of, made: () => made }
}

test('much of the corpus may share its verdict', () => {
  expect(shareable.length).toBeGreaterThan(150)
})

test('a session that says the same gets the verdict that it would get by itself', () => {
  fc.assert(
    fc.property(fc.constantFrom(...shareable), difference, (record, differs) => {
      const { of } = counted()
      of(record)
      const other = again(record, differs)
      expect(of(other)).toEqual(diagnose(again(record, differs)))
    }),
    { numRuns: 1_000 },
  )
})

test('and it is not made again', () => {
  fc.assert(
    fc.property(fc.constantFrom(...shareable), difference, (record, differs) => {
      fc.pre(speaksAfterGreeting(record) && differs.times > 0)
      const { of, made } = counted()
      of(record)
      of(again(record, { ...differs, messageId: null }))
      expect(made()).toBe(1)
    }),
  )
})

function speaksAfterGreeting({ firstByteMs, entries }: SessionRecord): boolean {
  const greeting = entries.find(({ kind }) => kind === 'reply')
  return greeting !== undefined && (firstByteMs ?? 0) > greeting.atMs
}

test('in any sequence of sessions of one host, each beside those before it', () => {
  const host = '127.0.0.1'
  const fromOneHost = corpus.map((record) => ({ ...record, remote: { ...record.remote, host } }))
  const steps = fc.array(fc.tuple(fc.nat(fromOneHost.length - 1), fc.nat(3), difference), {
    minLength: 20,
    maxLength: 60,
  })
  fc.assert(
    fc.property(steps, (drawn) => {
      const sessions = drawn.flatMap(([at, repeats, differs]) => {
        const record = fromOneHost[at]!
        const repeated = Array.from({ length: repeats }, (_, index) =>
          again(record, { ...differs, number: differs.number + index }),
        )
        return [{ ...record }, ...repeated]
      })
      // Who a session shows itself to be is remembered with the object: they have nothing in common.
      const alone = sessions.map((session) => ({ ...session }))
      const { of } = counted()
      for (const [index, session] of sessions.entries()) {
        const before = (of: readonly SessionRecord[]) => () => of.slice(Math.max(0, index - 40), index)
        expect(of(session, { earlier: before(sessions) })).toEqual(
          diagnose(alone[index]!, { earlier: before(alone) }),
        )
      }
    }),
    { numRuns: 50 },
  )
})

describe('a session is not alike', () => {
  const model = transcript('relay', `${startsOnRelay}\n${sends}\n${quits}`, { id: 'model' })
  const change = (kind: Observation['kind'], fields: object): SessionRecord => ({
    ...model,
    entries: model.entries.map((entry) =>
      entry.kind === kind ? ({ ...entry, ...fields } as Observation) : entry,
    ),
  })

  test('itself it is', () => {
    expect(isShareable(model)).toBe(true)
    expect(isAlike(model, { ...model, id: 'another' })).toBe(true)
  })

  test.each<readonly [string, SessionRecord]>([
    ['from another host', { ...model, remote: { host: '192.0.2.1', port: 1 } }],
    ['on another port', { ...model, port: { ...model.port, port: 2525 } }],
    ['by another name', { ...model, clientName: 'other.example' }],
    ['with another user', { ...model, user: 'somebody' }],
    ['ended otherwise', { ...model, close: { by: 'client', how: 'rst', atMs: 1 } }],
    ['that spoke before it was greeted', { ...model, firstByteMs: -1 }],
    ['with another command', change('command', { line: 'MAIL FROM:<other@example.com>' })],
    ['with another answer', change('reply', { code: 451 })],
    ['with a field more in an entry', change('message', { parts: [] })],
    ['with other faults in its lines', change('data', { faults: { bareLf: 1 } })],
    ['with one entry less', { ...model, entries: model.entries.slice(1) }],
  ])('%s', (_says, other) => {
    expect(isAlike(model, other)).toBe(false)
    expect(isAlike(other, model)).toBe(false)
  })
})

/** What may differ: times, ids, sizes of content, and a Message-ID, which is looked at by itself. */
const ownFields: Readonly<Record<string, readonly string[]>> = {
  data: ['sizeBytes'],
  message: ['sizeBytes', 'id', 'header'],
}

test('a session is not alike where any other field of an entry differs', () => {
  for (const record of shareable) {
    for (const [index, entry] of record.entries.entries()) {
      const fields = Object.keys(entry).filter(
        (field) => field !== 'atMs' && !ownFields[entry.kind]?.includes(field),
      )
      for (const field of fields) {
        const entries = record.entries.with(index, { ...entry, [field]: 'other' } as unknown as Observation)
        expect(isAlike(record, { ...record, entries }), `${entry.kind} ${field}`).toBe(false)
      }
    }
  }
})

test('nor where any field of a header does', () => {
  for (const record of shareable) {
    for (const [index, entry] of record.entries.entries()) {
      if (entry.kind !== 'message') continue
      for (const field of Object.keys(entry.header)) {
        if (field === 'messageId' && entry.header.messageId !== null) continue
        const header = { ...entry.header, [field]: 'other' }
        const entries = record.entries.with(index, { ...entry, header } as Observation)
        expect(isAlike(record, { ...record, entries }), field).toBe(false)
      }
    }
  }
})

describe('a verdict is shared by none', () => {
  const model = transcript('relay', `${startsOnRelay}\n${sends}\n${quits}`)
  test.each<readonly [string, Partial<SessionRecord>]>([
    ['that goes on', { durationMs: null }],
    ['without a message', { messages: [] }],
    ['under a scenario', { scenario: { name: 'x', group: 'identity', title: 'x' } }],
    ['beside which the server was late', { lateMs: 80 }],
    ['with a password in clear', { passwordUnencrypted: true }],
    ['of which something fell out', { dropped: 1 }],
    ['that did not take leave', { entries: model.entries.slice(0, -2) }],
  ])('%s', (_says, changed) => {
    expect(isShareable({ ...model, ...changed })).toBe(false)
  })
})

describe('a note without a known client', () => {
  const noted = transcript(
    'relay',
    `${greeting}\nC: EHLO localhost\nS: 250 fourport | SIZE 1000\n${envelope('message without=Date')}\n${quits}`,
    { id: 'noted' },
  )
  const goUnderTls = transcript(
    'smtps',
    `hello sni=localhost ciphers=19\ntls\n${greeting}\nC: EHLO localhost\nS: 250 fourport | 8BITMIME\n${envelope('message', 'data 300', 'MAIL FROM:<a@example.com> BODY=8BITMIME SMTPUTF8')}\n${quits}`,
  )
  const differs = { number: 1, times: 1, bytes: 0, messageId: null }

  test('gets a name as soon as another session lends it, and none before', () => {
    const { of, made } = counted()
    expect(of(noted).client).toBeNull()
    const second = again(noted, { ...differs, number: 2 })
    expect(of(second, { earlier: [noted] }).client).toBeNull()
    expect(made()).toBe(1)
    const third = again(noted, { ...differs, number: 3 })
    expect(of(third, { earlier: [second, goUnderTls] }).client?.library).toBe('go')
  })

  test('names the session and the message that it is about', () => {
    const { of } = counted()
    of(noted)
    const second = again(noted, { ...differs, number: 2 })
    expect(of(second).findings).toMatchObject([
      { id: 'message-without-date', sessionId: 's-2', messages: ['m-2-0'] },
    ])
  })

  test('is made again for other ports and another page of findings', () => {
    const { of, made } = counted()
    of(noted)
    of(noted, { docs: 'http://localhost:8025/docs/findings' })
    of(noted, { ports: [{ profile: 'smtps', port: 1465, tls: 'implicit' }] })
    expect(made()).toBe(3)
  })
})

test('a program that shows itself by its Message-ID is not taken for another', () => {
  // Recognised by the form of the Message-ID alone, as Symfony Mailer is by 32 hex digits.
  const known = shareable.filter((record) => diagnose(record).client !== null)
  const { of } = counted()
  for (const record of known) {
    of(record)
    const other = again(record, { number: 7, times: 1, bytes: 0, messageId: 'a@b.test' })
    expect(of(other).client).toEqual(diagnose(other).client)
  }
})
