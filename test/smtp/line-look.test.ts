import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { Pieces } from '../../src/base/pieces.ts'
import { lineFaults } from '../../src/smtp/line-faults.ts'
import { lookAtLines, type LineLook } from '../../src/smtp/line-look.ts'

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0

/** The same by regular expressions; `sparse` is a hint that may come too often. */
function reference(text: string): Omit<LineLook, 'sparse'> {
  return {
    bare: /(?<!\r)\n|\r(?!\n)/.test(text),
    eightBit: /[\x80-\xff]/.test(text),
    nul: text.includes('\0'),
  }
}

it('sees what regular expressions see, blocks and the seams of pieces included', () => {
  const part = fc.constantFrom(
    '\r',
    '\n',
    '\r\n',
    '\r\n',
    'a',
    'x'.repeat(15),
    'x'.repeat(4096),
    '\0',
    '\xff',
  )
  fc.assert(
    fc.property(fc.array(part, { maxLength: 20 }), fc.nat(20), fc.nat(300), (parts, before, cut) => {
      // The end of a block somewhere in the middle of it all.
      const text = 'yyy\r\n'.repeat(13_104) + 'z'.repeat(16 + 20 - before) + parts.join('')
      const bytes = Buffer.from(text, 'latin1')
      const { sparse, ...seen } = lookAtLines([
        bytes.subarray(0, cut),
        bytes.subarray(cut, cut),
        bytes.subarray(cut),
      ])
      expect(seen).toEqual(reference(text))
      if (text.split('\r\n').some((line) => line.length > 998)) expect(sparse).toBe(true)
    }),
    { numRuns: 300 },
  )
})

it('sees what a few bytes hold, and none of another call', () => {
  expect(lookAtLines([Buffer.from('\r')])).toMatchObject({ bare: true })
  expect(lookAtLines([Buffer.from('\n')])).toMatchObject({ bare: true })
  expect(lookAtLines([Buffer.from('\r'), Buffer.from('\n')])).toMatchObject({ bare: false, sparse: false })
  expect(lookAtLines([])).toEqual({ bare: false, sparse: false, eightBit: false, nul: false })
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
      expect(lineFaults(new Pieces([Buffer.from(text, 'latin1')]))).toEqual({
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
