import { expect, test } from 'vitest'
import { isoTime } from '../../src/base/iso-time.ts'

test.each([0, 1, 999, 1000, 1_753_900_000_007, 1_753_900_000_999, 1_753_900_001_000, -1, -999, -1000.5, 5.9])(
  '%d is the time that Node says',
  (ms) => {
    expect(isoTime(ms)).toBe(new Date(ms).toISOString())
    expect(isoTime(ms)).toBe(new Date(ms).toISOString())
  },
)

test('what is no time is refused as Node refuses it', () => {
  expect(() => isoTime(NaN)).toThrow(RangeError)
  expect(() => isoTime(8.64e15 + 1000)).toThrow(RangeError)
  expect(isoTime(0)).toBe('1970-01-01T00:00:00.000Z')
})
