import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { mayBeRefused, readingCost, refusalOf } from '../../src/capture/reading-cost.ts'
import { readHereBytes } from '../../src/capture/reading-limits.ts'

const unlimited = { maxParseBytes: Infinity, maxWorkBytes: Infinity }

/** What counts by itself, encoded and not, and what hides it. */
const costly = fc
  .array(
    fc.constantFrom(
      '\n',
      '<',
      '&',
      '\u00e9',
      'x',
      '=0A',
      'Content-Type: text/plain\r\n',
      'Content-Transfer-Encoding: base64\r\n',
      'Content-Transfer-Encoding: quoted-printable\r\n',
      '\r\n\r\n',
      Buffer.from('\n'.repeat(300)).toString('base64'),
    ),
    { minLength: 1, maxLength: 200 },
  )
  .map((pieces) => Buffer.from(pieces.join('')))

test('a message of a size that cannot take too much takes no more', () => {
  fc.assert(
    fc.property(costly, (raw) => {
      const maxWorkBytes = readingCost(raw) - 1
      expect(mayBeRefused(raw.length, { ...unlimited, maxWorkBytes })).toBe(true)
      expect(refusalOf(raw, { ...unlimited, maxWorkBytes })).not.toBeNull()
    }),
  )
})

test('the bytes of a short message are not looked at before it is taken apart', () => {
  const raw = Buffer.alloc(readHereBytes, '\n')
  let looked = 0
  const watched = new Proxy(raw, {
    get(target, name) {
      if (name !== 'length') looked++
      return Reflect.get(target, name, target) as unknown
    },
  })
  expect(refusalOf(watched, { ...unlimited, maxWorkBytes: 64 * 1024 * 1024 })).toBeNull()
  expect(looked).toBe(0)
  expect(refusalOf(watched, { ...unlimited, maxWorkBytes: 1_000 })).toContain('may take')
  expect(looked).toBeGreaterThan(0)
})
