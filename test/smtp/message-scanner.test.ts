import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BlockPool } from '../../src/base/buffer-list.ts'
import { MessageScanner } from '../../src/protocol/input/message-scanner.ts'

const unlimited = Number.MAX_SAFE_INTEGER

/** RFC 5321 §4.5.2 as plainly as it can be written: split at CRLF, and look at the first character of each line. */
function reference(stream: string): { content: string; rest: string } | null {
  let content = ''
  for (let at = 0; ;) {
    const end = stream.indexOf('\r\n', at)
    if (end === -1) return null
    const line = stream.slice(at, end)
    at = end + 2
    if (line === '.') return { content, rest: stream.slice(at) }
    content += `${line.startsWith('.') ? line.slice(1) : line}\r\n`
  }
}

function cut(bytes: Buffer, sizes: readonly number[]): Buffer[] {
  const chunks: Buffer[] = []
  let at = 0
  for (let i = 0; at < bytes.length; i++) {
    const size = Math.max(1, sizes[i % sizes.length] ?? 1)
    chunks.push(bytes.subarray(at, at + size))
    at += size
  }
  return chunks
}

function scan(chunks: readonly Buffer[], limitBytes: number = unlimited) {
  const scanner = new MessageScanner(limitBytes, new BlockPool())
  let rest: Buffer | null = null
  for (const [index, chunk] of chunks.entries()) {
    rest = scanner.push(chunk)
    if (rest !== null) {
      rest = Buffer.concat([rest, ...chunks.slice(index + 1)])
      break
    }
  }
  return {
    scanner,
    rest: rest?.toString('latin1') ?? null,
    content: scanner.take().content.joined().toString('latin1'),
  }
}

const soup = fc
  .array(fc.constantFrom('\r', '\n', '.', '\r\n', '\r\n.', '\r\n.\r\n', 'a', '\0', '\xff', 'word'), {
    maxLength: 60,
  })
  .map((parts) => parts.join(''))
const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 8 })

describe('MessageScanner', () => {
  it.each([
    ['an empty message', '.\r\n', ''],
    ['one line', 'a\r\n.\r\n', 'a\r\n'],
    ['a stuffed dot', 'a\r\n..b\r\n.\r\n', 'a\r\n.b\r\n'],
    ['a stuffed dot in the first line', '..b\r\n.\r\n', '.b\r\n'],
    ['a lone dot before other text, which a careless client did not stuff', 'a\r\n.b\r\n.\r\n', 'a\r\nb\r\n'],
    ['dot lines one after the other', '..\r\n..\r\n.\r\n', '.\r\n.\r\n'],
    ['LF . LF as content', 'a\n.\nb\r\n.\r\n', 'a\n.\nb\r\n'],
    ['LF . CRLF as content', 'a\n.\r\nb\r\n.\r\n', 'a\n.\r\nb\r\n'],
    ['CR . CR as content', 'a\r.\rb\r\n.\r\n', 'a\r.\rb\r\n'],
    ['CRLF . LF: the dot is a stuffed one', 'a\r\n.\nb\r\n.\r\n', 'a\r\n\nb\r\n'],
    ['CRLF . CR CR LF: the dot is a stuffed one', 'a\r\n.\r\r\n.\r\n', 'a\r\n\r\r\n'],
    ['NUL around the dot', 'a\r\n.\0\r\n\0.\r\n.\r\n', 'a\r\n\0\r\n\0.\r\n'],
  ])('reads %s', (_name, stream, content) => {
    for (const size of [1, 2, 3, 1000]) {
      const result = scan(cut(Buffer.from(stream, 'latin1'), [size]))
      expect(result.content).toBe(content)
      expect(result.rest).toBe('')
      expect(result.scanner.ended).toBe(true)
    }
  })

  it('hands back what is pipelined after the terminator', () => {
    const scanner = new MessageScanner(unlimited, new BlockPool())
    expect(scanner.push(Buffer.from('a\r\n.\r\nMAIL FROM:<>\r\n'))?.toString()).toBe('MAIL FROM:<>\r\n')
    expect(scanner.push(Buffer.from('QUIT\r\n'))?.toString()).toBe('QUIT\r\n')
    expect(scanner.take().content.joined().toString()).toBe('a\r\n')
  })

  it('does as the reference does for any soup of CR, LF and dots in any chunks', () => {
    fc.assert(
      fc.property(soup, sizes, (text, chunkSizes) => {
        const expected = reference(text)
        const result = scan(cut(Buffer.from(text, 'latin1'), chunkSizes))
        expect(result.scanner.ended).toBe(expected !== null)
        if (expected === null) return
        expect(result.content).toBe(expected.content)
        expect(result.rest).toBe(expected.rest)
        expect(result.scanner.sizeBytes).toBe(expected.content.length)
      }),
      { numRuns: 5_000 },
    )
  })

  it('does as the reference does for long messages in chunks of socket size', () => {
    const line = fc.constantFrom('..\r\n', '. \r\n', `${'x'.repeat(700)}\r\n`, 'y\r\n', '\r\n', 'z\n.\r')
    const block = fc.integer({ min: 1, max: 70_000 })
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 200, maxLength: 2_000 }),
        fc.array(block, { minLength: 1 }),
        (lines, chunkSizes) => {
          const text = `${lines.join('')}\r\n.\r\nQUIT\r\n`
          const result = scan(cut(Buffer.from(text, 'latin1'), chunkSizes))
          const expected = reference(text)
          expect(result.content === expected?.content).toBe(true)
          expect(result.rest).toBe(expected?.rest)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('keeps no more than the limit and goes on counting', () => {
    fc.assert(
      fc.property(soup, sizes, fc.integer({ min: 0, max: 30 }), (text, chunkSizes, limit) => {
        const stream = Buffer.from(`${text}\r\n.\r\n`, 'latin1')
        const whole = scan(cut(stream, chunkSizes))
        const limited = scan(cut(stream, chunkSizes), limit)
        expect(limited.content).toBe(whole.content.slice(0, limit))
        expect(limited.scanner.sizeBytes).toBe(whole.content.length)
        expect(limited.scanner.oversized).toBe(whole.content.length > limit)
        expect(limited.rest).toBe(whole.rest)
      }),
    )
  })

  it('gives a small message of one chunk as a view, and small pieces of a larger one as copies', () => {
    const chunk = Buffer.from('first\r\n.\r\n')
    const one = new MessageScanner(unlimited, new BlockPool())
    one.push(chunk)
    expect(one.take().content.joined().buffer).toBe(chunk.buffer)
    const two = new MessageScanner(unlimited, new BlockPool())
    const half = Buffer.from('half')
    two.push(half)
    half.fill(0)
    two.push(chunk)
    expect(two.take().content.joined().toString()).toBe('halffirst\r\n')
  })

  it('holds a message of single bytes in few blocks', () => {
    const scanner = new MessageScanner(unlimited, new BlockPool())
    const before = process.memoryUsage().arrayBuffers
    const byte = Buffer.from('x')
    for (let i = 0; i < 500_000; i++) scanner.push(byte)
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(4_000_000)
    expect(scanner.take().content.sizeBytes).toBe(500_000)
  })
})
