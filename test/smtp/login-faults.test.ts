import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { Faults } from '../../src/faults/faults.ts'
import type { Fault } from '../../src/model/fault.ts'
import type { AuthObserved, Observation } from '../../src/model/observation.ts'
import { ScramClient } from '../support/scram-client.ts'
import { startEngine, type EngineUnderTest } from '../support/smtp-bench.ts'
import { Wire } from '../support/wire.ts'

const b64 = (text: string): string => Buffer.from(text).toString('base64')
const users = { bob: 'hunter2', ann: 'secret pass' }
const refusal = { code: 454, enhanced: '4.7.0', text: 'Temporary authentication failure' }

async function start(...all: readonly Fault[]): Promise<EngineUnderTest> {
  const faults = new Faults()
  for (const fault of all) faults.set(fault)
  return startEngine({ users, faults, profiles: { smtps: { auth: 'required' } } })
}

async function arrive(server: EngineUnderTest): Promise<Wire> {
  const wire = await Wire.openTls(server.ports.smtps)
  await wire.reply()
  await wire.command('EHLO client.test')
  return wire
}

/** The replies to lines, each said when the one before is answered. */
async function say(wire: Wire, ...lines: readonly string[]): Promise<string[]> {
  const heard: string[] = []
  for (const line of lines) heard.push(await wire.command(line))
  return heard
}

const codes = (heard: readonly string[]): readonly string[] => heard.map((reply) => reply.slice(0, 3))

async function entriesOf<Kind extends Observation['kind']>(server: EngineUnderTest, kind: Kind) {
  const { entries } = await server.session()
  return entries.filter((entry): entry is Extract<Observation, { kind: Kind }> => entry.kind === kind)
}

async function cramMd5(wire: Wire, password = 'hunter2'): Promise<string[]> {
  const asked = await wire.command('AUTH CRAM-MD5')
  const challenge = Buffer.from(asked.slice(4), 'base64').toString()
  const digest = createHmac('md5', password).update(challenge).digest('hex')
  return [asked, await wire.command(b64(`bob ${digest}`))]
}

async function scram(wire: Wire): Promise<string[]> {
  const client = new ScramClient('bob', 'hunter2')
  const asked = await wire.command(`AUTH SCRAM-SHA-256 ${client.first}`)
  return [asked, await wire.command(client.final(asked))]
}

describe('a login refused on purpose, when all that it takes has come', () => {
  const token = b64('user=bob\u0001auth=Bearer hunter2\u0001\u0001')
  const logins: readonly (readonly [string, (wire: Wire) => Promise<string[]>, readonly string[], boolean])[] = [
    ['PLAIN', (wire) => say(wire, `AUTH PLAIN ${b64('\0bob\0hunter2')}`), ['454'], true],
    ['PLAIN in two steps', (wire) => say(wire, 'AUTH PLAIN', b64('\0bob\0hunter2')), ['334', '454'], true],
    ['LOGIN', (wire) => say(wire, 'AUTH LOGIN', b64('bob'), b64('hunter2')), ['334', '334', '454'], true],
    ['LOGIN with the user', (wire) => say(wire, `AUTH LOGIN ${b64('bob')}`, b64('hunter2')), ['334', '454'], true],
    ['CRAM-MD5', cramMd5, ['334', '454'], false],
    // The server does not prove itself first: what it refuses, it has no proof for.
    ['SCRAM-SHA-256', scram, ['334', '454'], false],
    ['XOAUTH2', (wire) => say(wire, `AUTH XOAUTH2 ${token}`), ['454'], true],
  ] // prettier-ignore
  it.each(logins)('%s', async (name, login, heard, credentialsSent) => {
    await using server = await start({ at: 'login', reply: refusal })
    const wire = await arrive(server)
    const replies = await login(wire)
    expect(codes(replies)).toEqual(heard)
    expect(replies.at(-1)).toBe('454 4.7.0 Temporary authentication failure')
    // Nobody is logged in, and it may try again.
    expect(codes(await say(wire, 'MAIL FROM:<a@x.test>', 'AUTH LOGIN', '*'))).toEqual(['530', '334', '501'])
    wire.end()
    const [mechanism = ''] = name.split(' ')
    expect((await entriesOf(server, 'auth'))[0]).toMatchObject({
      mechanism,
      outcome: 'on-purpose',
      user: 'bob',
      credentialsSent,
    } satisfies Partial<AuthObserved>)
    const record = await server.session()
    expect(record.user).toBeNull()
    expect(JSON.stringify(record)).not.toMatch(/hunter2|aHVudGVyMg|AGJvYgBodW50ZXIy|bob [0-9a-f]{32}/)
    expect(server.errors).toEqual([])
  })

  it('what the credentials are refused for anyway, the server refuses in its own words', async () => {
    await using server = await start({ at: 'login', times: 1, reply: refusal })
    const wire = await arrive(server)
    const wrong = await say(wire, `AUTH PLAIN ${b64('\0bob\0hunter3')}`)
    expect(codes([...wrong, ...(await cramMd5(wire, 'x'))])).toEqual(['535', '334', '535'])
    expect(codes(await say(wire, `AUTH PLAIN ${b64('\0bob\0hunter2')}`))).toEqual(['454'])
    expect(codes(await say(wire, `AUTH PLAIN ${b64('\0bob\0hunter2')}`))).toEqual(['235'])
    wire.end()
    expect(await entriesOf(server, 'fault')).toMatchObject([{ at: 'login', code: 454, fired: 1 }])
  })

  it('for one user alone, whom the client says it is', async () => {
    await using server = await start({ at: 'login', user: 'b*', reply: { code: 535 } })
    const wire = await arrive(server)
    expect(codes(await say(wire, 'AUTH LOGIN', b64('bob'), b64('hunter2')))).toEqual(['334', '334', '535'])
    expect(codes(await say(wire, `AUTH PLAIN ${b64('\0ann\0secret pass')}`))).toEqual(['235'])
    wire.end()
    expect((await server.session()).user).toBe('ann')
  })

  it('a line after it that may be the password is none of a record’s business', async () => {
    await using server = await start({ at: 'login', reply: { code: 535 } })
    const wire = await arrive(server)
    await say(wire, `AUTH PLAIN ${b64('\0bob\0hunter2')}`, b64('hunter2'))
    wire.end()
    expect(JSON.stringify(await server.session())).not.toContain(b64('hunter2'))
  })

  it('421 ends the connection', async () => {
    await using server = await start({ at: 'login', reply: { code: 421, text: 'Service closing' } })
    const wire = await arrive(server)
    expect(codes(await say(wire, 'AUTH LOGIN', b64('bob'), b64('hunter2')))).toEqual(['334', '334', '421'])
    expect(await wire.rest()).toBe('')
    expect((await server.session()).close).toMatchObject({ by: 'server', how: 'fin' })
  })
})

describe('what else goes wrong at a login', () => {
  it.each(['fin', 'rst'] as const)('an end without a word (%s) leaves nobody logged in', async (cut) => {
    await using server = await start({ at: 'login', cut })
    const wire = await arrive(server)
    await say(wire, 'AUTH LOGIN', b64('bob'))
    wire.write(`${b64('hunter2')}\r\n`)
    expect(await wire.rest()).toBe('')
    wire.end()
    const record = await server.session()
    expect(record).toMatchObject({ user: null, close: { by: 'server', how: cut } })
    expect(await entriesOf(server, 'auth')).toMatchObject([{ outcome: 'on-purpose', user: 'bob' }])
  })

  it('other words are those of its end, after what SCRAM has to say first', async () => {
    await using server = await start({ at: 'login', reply: { code: 235, text: 'in' } })
    const wire = await arrive(server)
    expect(codes(await scram(wire))).toEqual(['334', '334'])
    expect(await wire.command('')).toBe('235 2.0.0 in')
    wire.end()
    expect((await server.session()).user).toBe('bob')
  })

  it('a delay holds back the answer, and what is pipelined after it', async () => {
    await using server = await start({ at: 'login', delayMs: 40 })
    const wire = await arrive(server)
    wire.write(`AUTH PLAIN ${b64('\0bob\0hunter2')}\r\nNOOP\r\n`)
    expect(codes(await wire.replies(2))).toEqual(['235', '250'])
    expect(codes(await say(wire, 'MAIL FROM:<a@x.test>'))).toEqual(['250'])
    wire.end()
    expect(await entriesOf(server, 'fault')).toMatchObject([{ at: 'login', delayMs: 40 }])
    expect((await server.session()).user).toBe('bob')
  })

  it('a client that leaves in a delay was right all the same', async () => {
    await using server = await start({ at: 'login', delayMs: 60_000 })
    const wire = await arrive(server)
    wire.write(`AUTH PLAIN ${b64('\0bob\0hunter2')}\r\n`)
    wire.end()
    expect(await entriesOf(server, 'auth')).toMatchObject([{ outcome: 'accepted', user: 'bob' }])
  })

  it('a client that is gone in a delay has sent its password all the same', async () => {
    const faults = new Faults()
    faults.set({ at: 'login', delayMs: 60_000 })
    const delayed = new Promise((resolve) => faults.watch(resolve))
    await using server = await startEngine({ users, faults })
    const wire = await arrive(server)
    wire.write(`AUTH PLAIN ${b64('\0bob\0hunter2')}\r\n`)
    await delayed
    wire.reset()
    expect(await entriesOf(server, 'auth')).toMatchObject([
      { mechanism: 'PLAIN', outcome: 'abandoned', user: 'bob', credentialsSent: true },
    ])
    expect((await server.session()).user).toBeNull()
  })

  it('another point is not this one: at AUTH nothing has come yet', async () => {
    await using server = await start({ at: 'AUTH', reply: { code: 454 } })
    const wire = await arrive(server)
    expect(codes(await say(wire, 'AUTH LOGIN'))).toEqual(['454'])
    wire.end()
    expect(await entriesOf(server, 'auth')).toMatchObject([{ outcome: 'on-purpose', user: null }])
  })
})
