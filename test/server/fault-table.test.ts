import { createTransport } from 'nodemailer'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { fieldPoints } from '../../src/faults/field-points.ts'
import type { Fault, FaultPoint } from '../../src/model/fault.ts'
import type { FaultObserved } from '../../src/model/observation.ts'
import type { SessionRecord } from '../../src/model/session-record.ts'
import { faultPoints } from '../../src/model/fault.ts'
import type { FourportServer } from '../../src/server/fourport-server.ts'
import { startServer } from '../../src/server/start-server.ts'
import { clientHello } from '../support/session-bench.ts'
import { Wire } from '../support/wire.ts'

type Effects = Omit<Fault, 'at'>

const refused = (at: FaultPoint): number => (at === 'content' ? 421 : 451)
const good = (at: FaultPoint): number =>
  at === 'greeting' ? 220 : at === 'DATA' ? 354 : at === 'AUTH' || at === 'login' ? 235 : 250
const injected = '250-BEHIND\r\n250 it\r\n'

/** What a fault can do, and where. */
const effects: readonly (readonly [string, (at: FaultPoint) => Effects | null])[] = [
  ['a delay', () => ({ delayMs: 30 })],
  ['a pace', () => ({ pace: { bytes: 40, everyMs: 1 } })],
  ['a refusal', (at) => ({ reply: { code: refused(at), text: ['WORDS', 'and more'] } })],
  ['a refusal and octets after it', (at) => ({ reply: { code: refused(at), text: 'WORDS' }, injected })],
  [
    'other words',
    (at) => (at === 'content' ? null : { reply: { code: good(at), text: ['WORDS', 'and more'] } }),
  ],
  ['octets after its own reply', (at) => (at === 'STARTTLS' ? { injected } : null)],
  ['another list', () => ({ ehlo: { add: ['XWORDS'], drop: ['SIZE'], lowerCase: true } })],
  ['plaintext', (at) => (at === 'connect' ? null : { tls: 'plaintext' })],
  ['no TLS', (at) => (at === 'connect' ? null : { tls: 'none' })],
  ['an end', () => ({ cut: 'fin' })],
  ['a reset', () => ({ cut: 'rst' })],
  [
    'a delay, a refusal and a reset',
    (at) => ({ delayMs: 30, reply: { code: refused(at), text: 'WORDS' }, cut: 'rst' }),
  ],
]

const cells = faultPoints.flatMap((at) =>
  effects.flatMap(([name, of]): readonly (readonly [FaultPoint, string, Fault])[] => {
    const effect = of(at)
    const fits = (field: string): boolean => fieldPoints[field as keyof Fault]?.(at) ?? true
    return effect !== null && Object.keys(effect).every(fits) ? [[at, name, { at, ...effect }]] : []
  }),
)

/** Commands that nodemailer never sends. */
const rawOnly: ReadonlySet<FaultPoint> = new Set<FaultPoint>(['HELO', 'RSET', 'NOOP', 'VRFY', 'HELP', 'QUIT'])

let server: FourportServer
const errors: unknown[] = []

beforeAll(async () => {
  server = await startServer({ users: [{ user: 'ada', password: 'secret' }] })
  server.on('error', (error) => errors.push(error))
})

afterEach(async () => {
  await server.clearFaults()
  await server.clear()
})

afterAll(async () => {
  await server.close()
  expect(errors).toEqual([])
})

/** Says all there is to say, whatever it hears, until the connection ends; and what it has heard. */
async function talk({ tls, cut }: Fault): Promise<{ readonly heard: string; readonly broken: boolean }> {
  const wire = await Wire.open(server.ports.submission).catch(() => null)
  // The reset may be there before the connection is.
  if (wire === null) return { heard: '', broken: true }
  const heard: string[] = []
  const hear = async (): Promise<string> => {
    const reply = await wire.reply()
    heard.push(reply)
    // What came in the same write is no answer to what is said next.
    while (wire.pending.startsWith('250-BEHIND')) heard.push(await wire.reply())
    return reply
  }
  const say = (line: string): Promise<string> => {
    wire.write(`${line}\r\n`)
    return hear()
  }
  const secure = async (): Promise<void> => {
    if (tls === undefined) return wire.startTls()
    wire.write(clientHello)
    heard.push(await wire.reply())
  }
  try {
    await hear()
    for (const line of ['EHLO raw.test', 'HELO raw.test', 'EHLO raw.test']) await say(line)
    const goes = (await say('STARTTLS')).startsWith('220')
    if (goes) await secure()
    await say('EHLO raw.test')
    if (goes && tls !== 'none') await say(`AUTH PLAIN ${Buffer.from('\0ada\0secret').toString('base64')}`)
    for (const line of ['NOOP', 'RSET', 'VRFY ada', 'HELP']) await say(line)
    await say('MAIL FROM:<a@x.test>')
    await say('RCPT TO:<b@x.test>')
    if ((await say('DATA')).startsWith('354')) {
      wire.write('Subject: raw\r\nTo: b@x.test\r\nFrom: a@x.test\r\nDate: Mon, 1 Jun 2026 12:00:00 +0000\r\n')
      await say('Message-ID: <1@x.test>\r\n\r\nHello\r\n.')
    }
    await say('QUIT')
  } catch {
    // The connection has ended in the middle; what it ended with is looked at below.
  }
  if (cut === undefined) wire.end()
  heard.push(await wire.rest())
  const all = heard.join('\r\n')
  return { heard: all, broken: wire.error !== null }
}

function send(): Promise<unknown> {
  const { nodemailer } = server.ports.submission
  return createTransport({ ...nodemailer, socketTimeout: 3000, greetingTimeout: 3000 }).sendMail({
    from: 'shop@example.test',
    to: 'ada@example.test',
    subject: 'Hello',
    text: 'Hello',
  })
}

/** The sessions of a cell, when all of them have ended. */
async function ended(): Promise<readonly SessionRecord[]> {
  await expect
    .poll(async () => (await server.sessions()).filter(({ durationMs }) => durationMs === null).length, {
      timeout: 8000,
    })
    .toBe(0)
  return server.sessions()
}

function observed(sessions: readonly SessionRecord[]): readonly FaultObserved[] {
  return sessions.flatMap(({ entries }) => entries.filter((entry) => entry.kind === 'fault'))
}

/** What is on record of it. */
function expectObserved(fault: Fault, fired: readonly FaultObserved[]): void {
  expect(fired.length).toBeGreaterThan(0)
  const { at, delayMs = null, reply, cut = null, pace, ehlo, tls } = fault
  const of = { at, delayMs, code: reply?.code ?? null, cut, times: null }
  for (const one of fired) {
    expect(one).toMatchObject({ ...of, ...(pace && { pace }), ...(ehlo && { ehlo }), ...(tls && { tls }) })
    expect(one.injected).toEqual(fault.injected?.trimEnd().split('\r\n'))
  }
}

async function blamed(): Promise<readonly string[]> {
  return (await server.findings()).map(({ id }) => id)
}

describe.each(cells)('%s: %s', (at, _name, fault) => {
  it('and a client on a raw socket', async () => {
    const set = await server.fault(fault)
    const { heard, broken } = await talk(fault)
    const sessions = await ended()
    await set.off()
    expectObserved(fault, observed(sessions))
    expect(await set.fired()).toBe(observed(sessions).length)
    if (fault.reply) expect(heard).toMatch(new RegExp(`^${fault.reply.code}[- ](?:\\d\\.0\\.0 )?WORDS$`, 'm'))
    if (fault.injected !== undefined) expect(heard).toContain('250-BEHIND\r\n250 it')
    if (fault.ehlo) expect(heard).toMatch(/^250[- ]xwords$/m)
    if (fault.tls === 'plaintext') expect(heard).toMatch(/^235 [^]*^250 2\.6\.0 /m)
    if (fault.tls === 'none') expect(heard).toMatch(/^530 /m)
    // In a handshake, to end is to break off; and libuv takes a reset after octets in the same turn for an end.
    if (at !== 'handshake' && (fault.cut !== 'rst' || fault.reply === undefined))
      expect(broken).toBe(fault.cut === 'rst')
    const close = sessions.at(-1)?.close
    if (fault.cut) expect(close).toMatchObject({ by: 'server', how: fault.cut })
    if (at === 'kept') expect(await server.messages()).toHaveLength(1)
    if (fault.delayMs !== undefined && !fault.cut && !fault.reply)
      expect(await server.messages()).toHaveLength(1)
    // Of what it says itself: it gives its password away, to any server that asks for it.
    expect(await blamed()).toEqual(fault.tls === 'plaintext' ? ['credentials-unencrypted'] : [])
  })

  if (rawOnly.has(at)) return

  it('and nodemailer', async () => {
    const set = await server.fault(fault)
    const outcome = await send().then(
      () => 'sent' as const,
      (error: { responseCode?: number }) => error,
    )
    const sessions = await ended()
    await set.off()
    expectObserved(fault, observed(sessions))
    const { reply, cut, delayMs, pace, tls } = fault
    const refusal = reply !== undefined && reply.code >= 400
    if ((delayMs !== undefined && !refusal) || pace) expect(outcome).toBe('sent')
    else if (cut !== undefined || tls !== undefined) expect(outcome).not.toBe('sent')
    // Where EHLO is refused it goes on with HELO, and meets a port that demands STARTTLS.
    else if (refusal && at !== 'EHLO') expect(outcome).toMatchObject({ responseCode: reply.code })
    expect(await blamed()).toEqual([])
  })
})
