import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { assembled } from '../../scripts/assemble.js'
import { BlockPool, BufferList } from '../../src/base/buffer-list.ts'
import { MessageScanner } from '../../src/protocol/input/message-scanner.ts'
import { moduleBase64 } from '../../src/protocol/input/byte-scanner-module.ts'
import { byteScanner, signs } from '../../src/protocol/input/byte-scanner.ts'
import { type LineSigns, scanLines } from '../../src/protocol/input/line-scan.ts'
import { lineFaults } from '../../src/protocol/input/line-faults.ts'

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0

/** The same by regular expressions; `sparse` is a hint that may come too often. */
function reference(text: string): Omit<LineSigns, 'sparse'> {
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
      const scanned = scanLines([bytes.subarray(0, cut), bytes.subarray(cut, cut), bytes.subarray(cut)])
      const { sparse, ...seen } = scanned as LineSigns
      expect(seen).toEqual(reference(text))
      if (text.split('\r\n').some((line) => line.length > 998)) expect(sparse).toBe(true)
    }),
    { numRuns: 300 },
  )
})

it('of any chunks it sees all there is to see, or says that it cannot tell', () => {
  const lines = fc.array(fc.constantFrom(1, 60, 300, 998, 999, 1_200), { minLength: 1, maxLength: 6 })
  const sizes = fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 4 })
  let unsure = 0
  fc.assert(
    fc.property(lines, sizes, fc.boolean(), (lengths, cuts, inPlace) => {
      const text = lengths.map((length) => `${'l'.repeat(length)}\r\n`).join('')
      const { buffer } = byteScanner()
      const bytes = inPlace ? buffer.subarray(0, buffer.write(text)) : Buffer.from(text)
      const parts: Buffer[] = []
      for (let at = 0; at < bytes.length; at += parts.at(-1)?.length ?? 0)
        parts.push(bytes.subarray(at, at + (cuts[parts.length % cuts.length] ?? 1)))
      const scanned = scanLines(parts)
      if (scanned === null) unsure++
      else expect(scanned).toMatchObject({ bare: false, ...(Math.max(...lengths) > 998 && { sparse: true }) })
    }),
    { numRuns: 2_000 },
  )
  expect(unsure).toBeGreaterThan(0)
})

it('finds every dot that may mean something', () => {
  const part = fc.constantFrom('\r\n.', '\n.', '.', '\r\n', 'x', 'y'.repeat(15), 'z'.repeat(250))
  fc.assert(
    fc.property(fc.array(part, { maxLength: 12 }), fc.constantFrom(0, 10, 13), (parts, before) => {
      const bytes = Buffer.from(parts.join(''))
      const seen = byteScanner().scan(bytes, bytes.length, before)
      const expected = `${String.fromCharCode(before)}${bytes.toString()}`.includes('\n.')
      expect((seen & signs.dotted) !== 0).toBe(expected)
    }),
    { numRuns: 500 },
  )
})

it('finds the first end of a message, and none in what stands after the bytes', () => {
  const part = fc.constantFrom('\r\n.', '\r\n.\r', '.', '\r', '\n', 'b'.repeat(15), '\r\n', '\r\n.\r\n')
  fc.assert(
    fc.property(fc.array(part, { maxLength: 30 }), fc.nat(20), fc.boolean(), (parts, start, inPlace) => {
      const text = parts.join('')
      const { buffer } = byteScanner()
      const end = buffer.write(`${text}\r\n.\r\n.\r\n`, 'latin1') - 8
      const bytes = (inPlace ? buffer : Buffer.from(buffer)).subarray(0, end)
      expect(byteScanner().find(bytes, start)).toBe(text.indexOf('\r\n.\r\n', start))
    }),
    { numRuns: 2_000 },
  )
})

it('takes out the dots after CRLF, and no others', () => {
  const part = fc.constantFrom('\r\n.', '.', '\r', '\n', 'a', 'b'.repeat(15), '\r\n', '\r\n..')
  fc.assert(
    fc.property(fc.array(part, { maxLength: 30 }), fc.nat(3), fc.boolean(), (parts, start, inPlace) => {
      const text = `xxxy${parts.join('')}`
      const { buffer } = byteScanner()
      // What stands after the end is nobody's business.
      const end = buffer.write(`${text}\r\n.\r\n.`, 'latin1') - 6
      const bytes = inPlace ? buffer : Buffer.from(buffer)
      const seen = byteScanner().unstuffed(bytes, start, end).toString('latin1')
      expect(seen).toBe(text.slice(start).replace(/\r\n\./g, '\r\n'))
    }),
    { numRuns: 2_000 },
  )
})

it('tells of a bare CR in a message that is stepped through to its end', () => {
  for (const wire of ['.\r\r\n.\r\n', '.\r\r\r\n.\r\r\n.\r\n']) {
    const scanner = new MessageScanner(1_000, new BlockPool())
    scanner.push(Buffer.from(wire))
    expect(scanner.ended).toBe(true)
    const { content, signs } = scanner.take()
    expect(lineFaults(content, signs)).toEqual(lineFaults(content))
    expect(lineFaults(content, signs).bareCr).toBeGreaterThan(0)
  }
})

it('however the wire is cut, a message is judged as it is in one piece', () => {
  const part = fc.constantFrom(
    '.',
    '\r',
    '\n',
    '\r\n',
    '.\r\r\n',
    'a',
    '\0',
    '\xff',
    'w'.repeat(300),
    'l'.repeat(999),
  )
  const sizes = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 5 })
  fc.assert(
    fc.property(fc.array(part, { maxLength: 15 }), sizes, (parts, cuts) => {
      const wire = Buffer.from(`${parts.join('')}\r\n.\r\n`, 'latin1')
      const scanner = new MessageScanner(100_000, new BlockPool())
      for (let at = 0, n = 0; at < wire.length && !scanner.ended; n++) {
        const size = cuts[n % cuts.length] ?? 1
        scanner.push(Buffer.from(wire.subarray(at, at + size)))
        at += size
      }
      const taken = scanner.take()
      const content = Buffer.from(taken.content.joined())
      expect(lineFaults(new BufferList([content]), taken.signs)).toEqual(
        lineFaults(new BufferList([content]), null),
      )
    }),
    { numRuns: 3_000 },
  )
})

it('is what its source says', async () => {
  expect(await assembled()).toBe(moduleBase64)
})

it('leaves the bytes after the end as they are', () => {
  const scanner = byteScanner()
  const { buffer } = scanner
  buffer.write('first\r\nsecond\r\n')
  scanner.scan(buffer, 7, 0)
  expect(buffer.toString('latin1', 0, 15)).toBe('first\r\nsecond\r\n')
})

it('sees what a few bytes hold, and none of another call', () => {
  expect(scanLines([Buffer.from('\r')])).toMatchObject({ bare: true })
  expect(scanLines([Buffer.from('\n')])).toMatchObject({ bare: true })
  expect(scanLines([Buffer.from('\r'), Buffer.from('\n')])).toMatchObject({ bare: false, sparse: false })
  expect(scanLines([])).toEqual({ bare: false, sparse: false, eightBit: false, nul: false })
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
      const doubleCr = count(text, /\r(?=\r\n)/g)
      // Which line is the first that differs has a reference of its own.
      const { otherLine: _, ...faults } = lineFaults(new BufferList([Buffer.from(text, 'latin1')]))
      expect(faults).toEqual({
        bareLf: count(text, /(?<!\r)\n/g),
        bareCr: count(text, /\r(?!\n)/g),
        ...(doubleCr > 0 && { doubleCr }),
        longLines: text.split('\r\n').filter((line) => line.length > 998).length,
        eightBit: /[\x80-\xff]/.test(text),
        nul: text.includes('\0'),
      })
    }),
    { numRuns: 300 },
  )
})
