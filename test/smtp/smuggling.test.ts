import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { startEngine, type EngineUnderTest } from '../support/smtp-bench.ts'
import { arrive, cuts, ways, type Way } from '../support/wire-script.ts'
import type { Cut } from '../support/wire.ts'

/** Sequences that some servers took for the end of a message (CVE-2023-51764 to 51766, SEC Consult, smtpsmug). */
const notTheEnd = [
  '\n.\n',
  '\n.\r\n',
  '\r\n.\n',
  '\r.\r',
  '\r.\n',
  '\n.\r',
  '\r.\r\n',
  '\r\n.\r',
  '\r\n\0.\r\n',
  '\r\n.\0\r\n',
  '\r\r\n.\r\r\n',
  '\n\n.\n\n',
  '\r\n. \r\n',
  '\r\n .\r\n',
  '\r\n.\x85',
  '\x85.\x85',
  '\r\n.\x0b\r\n',
  '\x0c.\x0c',
  '\u2028.\u2028',
  '\r\n..\r\n',
]

const envelope = 'EHLO client.test\r\nMAIL FROM:<a@x.test>\r\nRCPT TO:<b@x.test>\r\nDATA\r\n'
const smuggled = 'MAIL FROM:<evil@x.test>\r\nRCPT TO:<c@x.test>\r\nDATA\r\nsmuggled\r\n'

/** What the message must be: RFC 5321 §4.5.2, a dot that opens a line (CRLF) is taken off. */
const unstuffed = (content: string): string => content.replace(/(^|\r\n)\./g, '$1')

async function send(server: EngineUnderTest, way: Way, content: string, cut: Cut): Promise<void> {
  const wire = await arrive(server, way)
  await wire.writeCut(envelope, cut)
  await wire.replies(4)
  await wire.writeCut(Buffer.from(`${content}\r\n.\r\n`, 'latin1'), cut)
  expect(await wire.reply()).toMatch(/^250 2\.6\.0 /)
  expect(await wire.command('QUIT')).toMatch(/^221 /)
  wire.end()
}

describe.each(ways)('smuggling on the %s port', (way) => {
  it.each(cuts)('no sequence but CRLF.CRLF ends a message (%s)', async (cut) => {
    await using server = await startEngine()
    for (const sequence of notTheEnd) {
      const content = Buffer.from(`text${sequence}${smuggled}`).toString('latin1')
      await send(server, way, content, cut)
      expect(server.messages.at(-1)?.raw.toString('latin1'), JSON.stringify(sequence)).toBe(
        unstuffed(`${content}\r\n`),
      )
      expect(server.messages.at(-1)?.envelope.mailFrom).toBe('a@x.test')
    }
    expect(server.messages).toHaveLength(notTheEnd.length)
    expect(server.errors).toEqual([])
  })
})

it('any content of dots, CR, LF and letters comes through exactly, however it is cut', async () => {
  await using server = await startEngine()
  const piece = fc.constantFrom(
    '.',
    '..',
    '\r',
    '\n',
    '\r\n',
    'a',
    '\0',
    '\xff',
    '\r\n..',
    '\n.',
    'MAIL FROM:<x@x.test>',
  )
  await fc.assert(
    fc.asyncProperty(
      fc.array(piece, { maxLength: 40 }),
      fc.array(fc.nat(60), { maxLength: 6 }),
      async (parts, at) => {
        const content = Buffer.from(parts.join(''), 'latin1')
        // The client's side of RFC 5321 §4.5.2.
        const stuffed = Buffer.from(content.toString('latin1').replace(/(^|\r\n)\./g, '$1..'), 'latin1')
        const wire = await arrive(server, 'plain')
        wire.write(envelope)
        await wire.replies(4)
        const octets = Buffer.concat([stuffed, Buffer.from('\r\n.\r\n')])
        let start = 0
        for (const end of [...at.toSorted((a, b) => a - b), octets.length]) {
          await wire.writeCut(octets.subarray(start, Math.min(end, octets.length)), 'at-once')
          start = Math.min(end, octets.length)
        }
        expect(await wire.reply()).toMatch(/^250 /)
        wire.end()
        expect(server.messages.at(-1)?.raw.toString('latin1')).toBe(`${content.toString('latin1')}\r\n`)
      },
    ),
    { numRuns: 120 },
  )
})
