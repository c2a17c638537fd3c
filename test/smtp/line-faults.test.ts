import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BufferList } from '../../src/base/buffer-list.ts'
import type { LineFaults } from '../../src/model/observation.ts'
import { lineFaults } from '../../src/protocol/input/line-faults.ts'

const none: LineFaults = { bareLf: 0, bareCr: 0, longLines: 0, eightBit: false, nul: false }

/** The same by regular expressions. */
function reference(raw: Buffer): LineFaults {
  const text = raw.toString('latin1')
  const doubleCr = text.match(/\r(?=\r\n)/g)?.length ?? 0
  const ends = text.match(/\r?\r\n|\n|\r/g) ?? []
  const last = text.endsWith('\r\n') && !text.endsWith('\r\r\n') ? ends.length - 1 : ends.length
  const otherLine = ends.findIndex((end, index) => end !== ends[0] && index < last) + 1
  return {
    bareLf: text.match(/(?<!\r)\n/g)?.length ?? 0,
    bareCr: text.match(/\r(?!\n)/g)?.length ?? 0,
    ...(doubleCr > 0 && { doubleCr }),
    ...(otherLine > 0 && { otherLine }),
    longLines: text.split('\r\n').filter((line) => line.length > 998).length,
    eightBit: /[\x80-\xff]/.test(text),
    nul: text.includes('\0'),
  }
}

describe('lineFaults', () => {
  it.each([
    ['nothing', '', {}],
    ['clean text', 'Subject: a\r\n\r\nb\r\n', {}],
    ['a tab and a form feed, which are no fault', 'a\tb\fc\r\n', {}],
    ['a bare LF', 'a\nb\r\n', { bareLf: 1 }],
    ['a bare LF as the first byte', '\na\r\n', { bareLf: 1 }],
    ['a bare CR', 'a\rb\r\n', { bareCr: 1 }],
    ['a bare CR as the last byte', 'a\r', { bareCr: 1 }],
    ['CR CR LF: the first CR is bare', 'a\r\r\n', { bareCr: 1, doubleCr: 1 }],
    ['LF CR', 'a\n\rb', { bareLf: 1, bareCr: 1, otherLine: 2 }],
    ['LF in all lines', 'a\nb\n\nc\n', { bareLf: 4 }],
    ['LF in all lines, and the CRLF of the client', 'a\nb\nc\r\n', { bareLf: 2 }],
    ['CRLF before a text in LF', 'a\r\n\r\nb\nc\n', { bareLf: 2, otherLine: 3 }],
    ['LF before a text in CRLF', 'a\n\nb\r\nc\r\n', { bareLf: 2, otherLine: 3 }],
    ['a CR within a line', 'a\r\nb\rc\r\n', { bareCr: 1, otherLine: 2 }],
    ['CR CR LF among CRLF', 'a\r\nb\r\r\nc\r\n', { bareCr: 1, doubleCr: 1, otherLine: 2 }],
    ['998 octets in a line', `${'x'.repeat(998)}\r\n`, {}],
    ['999 octets in a line', `${'x'.repeat(999)}\r\n`, { longLines: 1 }],
    ['a long line without an end', `a\r\n${'x'.repeat(999)}`, { longLines: 1 }],
    [
      'bare LF does not end a long line',
      `${'x'.repeat(600)}\n${'x'.repeat(600)}\r\n`,
      { bareLf: 1, longLines: 1 },
    ],
    ['an octet above 127', 'caf\xe9\r\n', { eightBit: true }],
    ['NUL', 'a\0b\r\n', { nul: true }],
  ])('finds %s', (_name, text, expected) => {
    expect(lineFaults(new BufferList([Buffer.from(text, 'latin1')]))).toEqual({ ...none, ...expected })
  })

  it('counts as the reference does, wherever the bytes lie in memory', () => {
    const part = fc.constantFrom(
      '\r',
      '\n',
      '\r\n',
      '\r\r\n',
      '\0',
      'a',
      'xyz',
      '\x0e',
      '\xff',
      'l'.repeat(997),
      'm'.repeat(400),
    )
    fc.assert(
      fc.property(fc.array(part, { maxLength: 40 }), fc.integer({ min: 0, max: 7 }), (parts, offset) => {
        const bytes = Buffer.from(parts.join(''), 'latin1')
        const memory = new ArrayBuffer(bytes.length + offset)
        const raw = Buffer.from(memory, offset)
        bytes.copy(raw)
        expect(lineFaults(new BufferList([raw]))).toEqual(reference(raw))
      }),
      { numRuns: 3_000 },
    )
  })
})
