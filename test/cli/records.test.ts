import { describe, expect, it } from 'vitest'
import { readRecords } from '../../src/cli/records.ts'
import { readRecordings } from '../support/clients/recording.ts'

const record = {
  version: 1,
  id: 's1',
  port: { name: 'relay', profile: 'relay', port: 25, tls: 'none' },
  remote: { host: '127.0.0.1' },
  startedAt: '2026-05-01T12:00:00.000Z',
  durationMs: 12,
  firstByteMs: null,
  speaker: 'nobody',
  messages: [],
  entries: [],
}
const json = JSON.stringify(record)

describe('session records', () => {
  it('of every recorded client are taken as they were written', () => {
    for (const { name, sessions } of [...readRecordings('suite'), ...readRecordings('others')])
      expect(readRecords(JSON.stringify(sessions), name)).toEqual(sessions)
  })

  it('may hold entries of a kind that is not known yet', () => {
    const newer = { ...record, entries: [{ n: 1, atMs: 1, kind: 'quic' }] }
    expect(readRecords(JSON.stringify(newer), 'a.json')).toEqual([newer])
  })

  it('tell of a fault what it did, and no more than it did', () => {
    const fault = {
      n: 1,
      atMs: 1,
      kind: 'fault',
      id: 'f1',
      at: 'EHLO',
      delayMs: null,
      code: null,
      cut: null,
      fired: 1,
      times: null,
    }
    const all = {
      afterBytes: 5,
      pace: { bytes: 1, everyMs: 2 },
      injected: ['250 x'],
      ehlo: { drop: ['SIZE'], lowerCase: true },
      tls: 'none',
      seed: 7,
    }
    const of = (entry: object): string => JSON.stringify({ ...record, entries: [entry] })
    for (const entry of [fault, { ...fault, ...all }])
      expect(readRecords(of(entry), 'a.json')).toHaveLength(1)
    for (const [field, wrong] of Object.entries({ pace: { bytes: 1 }, ehlo: null, injected: 'x', seed: '7' }))
      expect(() => readRecords(of({ ...fault, [field]: wrong }), 'a.json')).toThrow(`entries[0].${field}`)
  })

  it.each([
    ['one object', json, 1],
    ['one object over several lines', JSON.stringify(record, null, 2), 1],
    ['an array', `[${json},${json}]`, 2],
    ['a line each', `${json}\n${json}\r\n\n${json}`, 3],
    ['no line', '\n', 0],
    ['a line in place of some', `${json}\n{"version":1,"missing":{"sessions":2,"since":"a","until":"b"}}`, 2],
  ])('are read from %s', (_what, text, count) => {
    expect(readRecords(text, 'a.json')).toHaveLength(count)
  })

  it.each([
    ['a line that is cut off', `${json}\n${json.slice(0, 20)}`, 'a.json, line 2 is not JSON.'],
    ['no count of what is missing', '{"version":1,"missing":{}}', 'has "missing" without sessions'],
    ['no JSON', 'hello', 'a.json, line 1 is not JSON.'],
    ['a number', '12', 'a.json, record 1 is not an object.'],
    [
      'another version',
      JSON.stringify({ ...record, version: 2 }),
      'has version 2, this Fourport reads version 1',
    ],
    ['no version', '{}', 'has version none'],
    ['a missing field', JSON.stringify({ ...record, entries: undefined }), 'has no "entries"'],
    ['entries of another kind', JSON.stringify({ ...record, entries: {} }), 'not a list'],
    ['no port', JSON.stringify({ ...record, port: null }), 'has "port" as null; expected an object.'],
    [
      'a scenario that is none',
      JSON.stringify({ ...record, scenario: null }),
      'has "scenario" as null; expected an object.',
    ],
    [
      'a start that is no time',
      JSON.stringify({ ...record, startedAt: 'noon' }),
      'has "startedAt" as "noon"; expected a time such as "2026-05-01T12:00:00.000Z".',
    ],
    [
      'an entry that is none',
      JSON.stringify({ ...record, entries: [null] }),
      'has "entries[0]" as null; expected an object.',
    ],
    [
      'a command without its line',
      JSON.stringify({ ...record, entries: [{ n: 1, atMs: 1, kind: 'command', verb: 'EHLO' }] }),
      'has no "entries[0].line"; expected a text.',
    ],
    [
      'a reply whose text is no list',
      JSON.stringify({
        ...record,
        entries: [{ n: 1, atMs: 1, kind: 'reply', code: 250, enhanced: null, text: 'OK' }],
      }),
      'has "entries[0].text" as "OK"; expected a list of texts.',
    ],
  ])('are refused: %s', (_what, text, message) => {
    expect(() => readRecords(text, 'a.json')).toThrow(
      expect.objectContaining({ code: 'RECORD_UNREADABLE', message: expect.stringContaining(message) }),
    )
  })
})
