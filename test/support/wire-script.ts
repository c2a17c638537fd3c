import { expect } from 'vitest'
import type { EngineUnderTest } from './smtp-bench.ts'
import { Wire, type Cut } from './wire.ts'

/** Which of the three ways to a session a script is played on. */
export type Way = 'plain' | 'implicit' | 'starttls'
export const ways: readonly Way[] = ['plain', 'implicit', 'starttls']
export const cuts: readonly Cut[] = ['at-once', 'by-line', 'by-byte']

interface Step {
  /** Octets, line ends included. */
  readonly send: string
  /** How the replies begin. */
  readonly expect: readonly string[]
}

/**
 * A script: `C: line` is sent with CRLF, `S: text` is how the next reply begins. `\r`, `\n`, `\0` and `\xNN` in a line
 * stand for the octet; a line that ends in `\` has no CRLF.
 */
export function parseScript(script: string): Step[] {
  const steps: { send: string; expect: string[] }[] = []
  for (const line of script.split('\n')) {
    const [, side, text = ''] = /^\s*([CS]): ?(.*)$/.exec(line) ?? []
    if (side === undefined) continue
    const last = steps.at(-1)
    if (side === 'S') last?.expect.push(text)
    else if (last === undefined || last.expect.length > 0) steps.push({ send: octets(text), expect: [] })
    else last.send += octets(text)
  }
  return steps
}

function octets(text: string): string {
  const open = text.endsWith('\\')
  const body = (open ? text.slice(0, -1) : text).replace(
    /\\(?:r|n|0|x([0-9a-f]{2}))/gi,
    (whole, hex?: string) =>
      hex === undefined
        ? ({ r: '\r', n: '\n', '0': '\0' }[whole[1] ?? ''] ?? '')
        : String.fromCharCode(Number.parseInt(hex, 16)),
  )
  return open ? body : `${body}\r\n`
}

/** A connection that has been greeted, under TLS where the way has it. */
export async function arrive(server: EngineUnderTest, way: Way): Promise<Wire> {
  if (way === 'implicit') {
    const wire = await Wire.openTls(server.ports.smtps)
    await wire.reply()
    return wire
  }
  const wire = await Wire.open(way === 'plain' ? server.ports.relay : server.ports.submission)
  await wire.reply()
  if (way === 'starttls') {
    await wire.command('EHLO before.test')
    await wire.command('STARTTLS')
    await wire.startTls()
  }
  return wire
}

/** Plays a script and compares every reply. `at-once`: all that the client says in one write. */
export async function play(wire: Wire, script: string, cut: Cut): Promise<string[]> {
  const steps = parseScript(script)
  const got: string[] = []
  const wanted = steps.flatMap((step) => step.expect)
  if (cut === 'at-once') {
    wire.write(Buffer.from(steps.map((step) => step.send).join(''), 'latin1'))
    got.push(...(await wire.replies(wanted.length)))
  } else {
    for (const step of steps) {
      await wire.writeCut(Buffer.from(step.send, 'latin1'), cut)
      got.push(...(await wire.replies(step.expect.length)))
    }
  }
  expect(got.map((reply, index) => reply.slice(0, wanted[index]?.length))).toEqual(wanted)
  return got
}
