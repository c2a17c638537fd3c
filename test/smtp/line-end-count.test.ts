import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { countLineEnds } from '../../src/smtp/line-end-count.ts'
import { lineFaults } from '../../src/smtp/line-faults.ts'

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0

it('counts as regular expressions do, blocks and their seams included', () => {
  const part = fc.constantFrom('\r', '\n', '\r\n', 'a', 'x'.repeat(15), 'x'.repeat(4096), '\0', '\xff')
  fc.assert(
    fc.property(fc.array(part, { maxLength: 60 }), fc.nat(20), fc.nat(40), (parts, before, offset) => {
      // The end of a block somewhere in the middle of it all.
      const text = 'y'.repeat(64 * 1024 - before) + parts.join('')
      const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(text, 'latin1')]).subarray(offset)
      expect(countLineEnds(bytes)).toEqual({
        lf: count(text, /\n/g),
        cr: count(text, /\r/g),
        crlf: count(text, /\r\n/g),
      })
    }),
    { numRuns: 200 },
  )
})

it('nothing has no line ends, and the bytes before are not those of another call', () => {
  expect(countLineEnds(Buffer.from('\r'))).toEqual({ lf: 0, cr: 1, crlf: 0 })
  expect(countLineEnds(Buffer.from('\n'))).toEqual({ lf: 1, cr: 0, crlf: 0 })
  expect(countLineEnds(Buffer.alloc(0))).toEqual({ lf: 0, cr: 0, crlf: 0 })
})

it('large messages are judged like small ones', () => {
  const filler = `${'f'.repeat(76)}\r\n`.repeat(300)
  const tail = fc.constantFrom(
    '',
    'a\n',
    'a\r',
    '\r',
    `${'l'.repeat(998)}\r\n`,
    `${'l'.repeat(999)}\r\n`,
    'l'.repeat(999),
    '\xe9',
    '\0',
    'no end',
  )
  fc.assert(
    fc.property(fc.array(tail, { maxLength: 3 }), fc.array(tail, { maxLength: 3 }), (head, end) => {
      const text = head.join('') + filler + end.join('')
      expect(lineFaults(Buffer.from(text, 'latin1'))).toEqual({
        bareLf: count(text, /(?<!\r)\n/g),
        bareCr: count(text, /\r(?!\n)/g),
        longLines: text.split('\r\n').filter((line) => line.length > 998).length,
        eightBit: /[\x80-\xff]/.test(text),
        nul: text.includes('\0'),
      })
    }),
    { numRuns: 300 },
  )
})
