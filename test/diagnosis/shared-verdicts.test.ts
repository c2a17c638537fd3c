import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { diagnose } from '../../src/diagnosis/diagnose.ts'
import { isShareable } from '../../src/diagnosis/shareable.ts'
import { SharedVerdicts } from '../../src/diagnosis/shared-verdicts.ts'
import { isAlike } from '../../src/model/alike-sessions.ts'
import type { Observation } from '../../src/model/observation.ts'
import type { SessionRecord } from '../../src/model/session-record.ts'
import { again, corpus, difference } from './support/again.ts'
import { envelope, greeting, quits, sends, startsOnRelay } from './support/passages.ts'
import { transcript } from './support/transcript.ts'

const shareable = corpus.filter(isShareable)

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
        const latest = () => sessions[index - 1] ?? null
        expect(of(session, { earlier: before(sessions), before: latest })).toEqual(
          diagnose(alone[index]!, { earlier: before(alone) }),
        )
      }
    }),
    { numRuns: 50 },
  )
}, 120_000)

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

  test('does not look at all before it again, where the one right before it was looked at', () => {
    const { of } = counted()
    of(noted)
    let looks = 0
    const beside = (before: SessionRecord, ...others: SessionRecord[]) => ({
      before: () => before,
      earlier: () => {
        looks++
        return [before, ...others]
      },
    })
    const [second, third, fourth] = [2, 3, 4].map((number) => again(noted, { ...differs, number })) as [
      SessionRecord,
      SessionRecord,
      SessionRecord,
    ]
    expect(of(second, beside(noted)).client).toBeNull()
    expect(looks).toBe(1)
    expect(of(third, beside(second, noted)).client).toBeNull()
    expect(looks).toBe(1)
    // One that shows a known client has ended in between.
    expect(of(fourth, beside(goUnderTls, third, second)).client?.library).toBe('go')
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
