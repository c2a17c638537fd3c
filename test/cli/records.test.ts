import { describe, expect, it } from 'vitest'
import { readRecords } from '../../src/cli/records.ts'

const record = {
  version: 1,
  id: 's1',
  port: {},
  remote: {},
  startedAt: '',
  speaker: 'nobody',
  messages: [],
  entries: [],
}
const json = JSON.stringify(record)

describe('session records', () => {
  it.each([
    ['one object', json, 1],
    ['one object over several lines', JSON.stringify(record, null, 2), 1],
    ['an array', `[${json},${json}]`, 2],
    ['a line each', `${json}\n${json}\r\n\n${json}`, 3],
    ['no line', '\n', 0],
  ])('are read from %s', (_what, text, count) => {
    expect(readRecords(text, 'a.json')).toHaveLength(count)
  })

  it.each([
    ['a line that is cut off', `${json}\n${json.slice(0, 20)}`, 'a.json, line 2 is not JSON.'],
    ['no JSON', 'hello', 'a.json, line 1 is not JSON.'],
    ['a number', '12', 'a.json, record 1 is no object.'],
    [
      'another version',
      JSON.stringify({ ...record, version: 2 }),
      'has version 2, this Fourport reads version 1',
    ],
    ['no version', '{}', 'has version none'],
    ['a missing field', JSON.stringify({ ...record, entries: undefined }), 'has no "entries"'],
    ['entries of another kind', JSON.stringify({ ...record, entries: {} }), 'no list'],
  ])('are refused: %s', (_what, text, message) => {
    expect(() => readRecords(text, 'a.json')).toThrow(
      expect.objectContaining({ code: 'RECORD_UNREADABLE', message: expect.stringContaining(message) }),
    )
  })
})
