import { expect, it, vi } from 'vitest'
import { byteScanner } from '../../src/protocol/input/byte-scanner.ts'
import { startEngine } from '../support/smtp-bench.ts'
import { Wire, type Cut } from '../support/wire.ts'

// As under `node --jitless`. Before anything has asked for the scanner: this file has it to itself.
vi.stubGlobal('WebAssembly', undefined)

const clean = `Subject: clean\r\n\r\n${'..stuffed\r\nplain\r\n'.repeat(1_500)}`
const faulty = `a\nb\rc\r\n${'l'.repeat(999)}\r\n\xe9\0\r\n.\n${'x\r\n'.repeat(1_500)}`
const unstuffed = (text: string): string => text.replace(/(^|\r\n)\./g, '$1')

it.each<Cut>(['at-once', 'by-line'])(
  'without WebAssembly, %s, messages and faults are the same',
  async (cut) => {
    await using server = await startEngine()
    expect(byteScanner().constructor.name).toBe('PlainScanner')
    const wire = await Wire.open(server.ports.relay)
    await wire.reply()
    await wire.command('EHLO client.test')
    for (const text of [clean, faulty]) {
      for (const line of ['MAIL FROM:<a@x.test>', 'RCPT TO:<b@x.test>', 'DATA']) await wire.command(line)
      await wire.writeCut(Buffer.from(`${text}.\r\n`, 'latin1'), cut)
      expect(await wire.reply()).toMatch(/^250 2\.6\.0 /)
    }
    wire.end()
    await server.session()
    expect(server.messages.map(({ raw }) => raw.toString('latin1'))).toEqual([
      unstuffed(clean),
      unstuffed(faulty),
    ])
    expect(server.messages.map(({ faults }) => faults)).toEqual([
      { bareLf: 0, bareCr: 0, longLines: 0, eightBit: false, nul: false },
      { bareLf: 2, bareCr: 1, otherLine: 2, longLines: 1, eightBit: true, nul: true },
    ])
    expect(server.errors).toEqual([])
  },
)

it('where addresses run out, too', async () => {
  vi.resetModules()
  const Instance = function (): never {
    throw new RangeError(
      'WebAssembly.Instance(): Out of memory: Cannot allocate Wasm memory for new instance',
    )
  }
  vi.stubGlobal('WebAssembly', { Module: vi.fn(), Instance })
  const fresh = await import('../../src/protocol/input/byte-scanner.ts')
  expect(fresh.byteScanner().constructor.name).toBe('PlainScanner')
})
