import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { AuthObserved } from '../../src/model/observation.ts'
import { startEngine, type EngineUnderTest } from '../support/smtp-bench.ts'
import { Wire } from '../support/wire.ts'

const b64 = (text: string): string => Buffer.from(text).toString('base64')
const users = { 'ann@x.test': 'secret pass', bob: 'hunter2' }

async function arrive(server: EngineUnderTest): Promise<Wire> {
  const wire = await Wire.openTls(server.ports.smtps)
  await wire.reply()
  await wire.command('EHLO client.test')
  return wire
}

async function talk(wire: Wire, lines: readonly string[]): Promise<string> {
  let last = ''
  for (const line of lines) last = await wire.command(line)
  return last
}

async function authOf(server: EngineUnderTest): Promise<AuthObserved[]> {
  const record = await server.session()
  return record.entries.filter((entry) => entry.kind === 'auth')
}

describe('AUTH with users', () => {
  const accepted: readonly (readonly [string, readonly string[], AuthObserved['hints']])[] = [
    ['PLAIN with initial response', [`AUTH PLAIN ${b64('\0ann@x.test\0secret pass')}`], []],
    ['PLAIN in two steps', ['AUTH PLAIN', b64('\0ann@x.test\0secret pass')], []],
    ['PLAIN with the user as authzid', [`AUTH PLAIN ${b64('ann@x.test\0\0secret pass')}`], []],
    ['LOGIN', ['AUTH LOGIN', b64('ann@x.test'), b64('secret pass')], []],
    ['LOGIN with initial response', [`AUTH LOGIN ${b64('ann@x.test')}`, b64('secret pass')], []],
    [
      'XOAUTH2',
      [`AUTH XOAUTH2 ${b64('user=ann@x.test\u0001auth=Bearer secret pass\u0001\u0001')}`],
      ['password-as-token'],
    ],
    ['any case', [`auth plain ${b64('\0ann@x.test\0secret pass')}`], []],
  ]
  it.each(accepted)('%s', async (_name, lines, hints) => {
    await using server = await startEngine({ users })
    const wire = await arrive(server)
    expect(await talk(wire, lines)).toBe('235 2.7.0 Authentication successful')
    wire.end()
    expect(await authOf(server)).toMatchObject([
      { outcome: 'accepted', user: 'ann@x.test', secure: true, credentialsSent: true, hints },
    ])
    expect((await server.session()).user).toBe('ann@x.test')
  })

  it.each([
    ['hunter2', '235 2.7.0'],
    ['wrong', '535 5.7.8'],
  ])('CRAM-MD5 with %s', async (password, reply) => {
    await using server = await startEngine({ users })
    const wire = await arrive(server)
    const challenge = Buffer.from((await wire.command('AUTH CRAM-MD5')).slice(4), 'base64').toString()
    expect(challenge).toMatch(/^<[0-9a-f]+\.\d+@mail\.test>$/)
    const digest = createHmac('md5', password).update(challenge).digest('hex')
    expect(await wire.command(b64(`bob ${digest}`))).toContain(reply)
    wire.end()
    expect(await authOf(server)).toMatchObject([
      { mechanism: 'CRAM-MD5', user: 'bob', credentialsSent: false },
    ])
  })

  it('XOAUTH2 refused: a client that leaves after the error was rejected all the same', async () => {
    await using server = await startEngine({ users })
    const wire = await arrive(server)
    await wire.command(`AUTH XOAUTH2 ${b64('user=bob\u0001auth=Bearer wrong\u0001\u0001')}`)
    wire.end()
    expect(await authOf(server)).toMatchObject([{ outcome: 'rejected', user: 'bob', credentialsSent: true }])
  })

  it('XOAUTH2 refused: the error first, then 535', async () => {
    await using server = await startEngine({ users })
    const wire = await arrive(server)
    const error = await wire.command(`AUTH XOAUTH2 ${b64('user=bob\u0001auth=Bearer wrong\u0001\u0001')}`)
    expect(JSON.parse(Buffer.from(error.slice(4), 'base64').toString())).toMatchObject({ status: '401' })
    expect(await wire.command('')).toMatch(/^535 5\.7\.8 /)
    wire.end()
    expect(await authOf(server)).toMatchObject([{ outcome: 'rejected', user: 'bob', credentialsSent: true }])
  })

  const refused: readonly (readonly [string, readonly string[], string, Partial<AuthObserved>])[] = [
    [
      'wrong password',
      [`AUTH PLAIN ${b64('\0bob\0nope')}`],
      '535 5.7.8',
      { outcome: 'rejected', hints: ['user-without-at', 'password-wrong'] },
    ],
    [
      'no such user',
      [`AUTH PLAIN ${b64('\0eve@x.test\0nope')}`],
      '535 5.7.8',
      { outcome: 'rejected', user: 'eve@x.test', hints: ['user-unknown'] },
    ],
    [
      'a name of Object.prototype',
      [`AUTH PLAIN ${b64('\0constructor\0x')}`],
      '535 5.7.8',
      { outcome: 'rejected' },
    ],
    [
      'no password',
      [`AUTH PLAIN ${b64('\0bob\0')}`],
      '535 5.7.8',
      { hints: ['user-without-at', 'password-empty', 'password-wrong'] },
    ],
    [
      'password with newline',
      ['AUTH LOGIN', b64('bob'), b64('hunter2\n')],
      '535',
      { hints: ['user-without-at', 'password-trailing-newline', 'password-wrong', 'password-spaces'] },
    ],
    ['cancelled', ['AUTH PLAIN', '*'], '501', { outcome: 'cancelled', credentialsSent: false }],
    ['PLAIN of two parts', [`AUTH PLAIN ${b64('\0bob')}`], '501 5.5.2', { outcome: 'malformed', user: null }],
    [
      'PLAIN not base64',
      ['AUTH PLAIN bob:hunter2'],
      '501 5.5.2',
      { outcome: 'malformed', credentialsSent: true },
    ],
    ['LOGIN password not base64', ['AUTH LOGIN', b64('bob'), '!!!!'], '501 5.5.2', { outcome: 'malformed' }],
    [
      'empty initial response',
      ['AUTH PLAIN ='],
      '501 5.5.2',
      { outcome: 'malformed', credentialsSent: false },
    ],
    ['CRAM-MD5 with initial response', ['AUTH CRAM-MD5 abcd'], '501', { outcome: 'malformed' }],
    ['mechanism unknown', ['AUTH NTLM'], '504 5.5.4', { outcome: 'unsupported', mechanism: 'NTLM' }],
    ['no mechanism', ['AUTH'], '501 5.5.4', { outcome: 'unsupported', mechanism: '…' }],
  ]
  it.each(refused)('%s', async (_name, lines, reply, fact) => {
    await using server = await startEngine({ users })
    const wire = await arrive(server)
    expect(await talk(wire, lines)).toContain(reply)
    wire.end()
    expect(await authOf(server)).toMatchObject([fact])
    expect((await server.session()).user).toBeNull()
  })

  it('a response of 12,288 octets is read (RFC 4954 section 4)', async () => {
    await using server = await startEngine({ users })
    const wire = await arrive(server)
    await wire.command('AUTH PLAIN')
    expect(await wire.command(b64(`\0bob\0${'x'.repeat(9210)}`))).toMatch(/^535 /)
    wire.end()
  })

  it('five wrong logins end the connection', async () => {
    await using server = await startEngine({ users })
    const wire = await arrive(server)
    for (let attempt = 1; attempt <= 5; attempt++) {
      expect(await wire.command(`AUTH PLAIN ${b64('\0bob\0nope')}`)).toMatch(/^535 5\.7\.8 /)
    }
    expect(await wire.rest()).toMatch(/^421 4\.7\.0 Too many failed logins/)
    expect((await server.session()).close).toMatchObject({ by: 'server', how: 'fin' })
  })

  it('once a connection, and not within a transaction', async () => {
    await using server = await startEngine()
    const wire = await arrive(server)
    await wire.command('MAIL FROM:<a@x.test>')
    expect(await wire.command(`AUTH PLAIN ${b64('\0a\0b')}`)).toMatch(/^503 5\.5\.1 /)
    await wire.command('RSET')
    expect(await wire.command(`AUTH PLAIN ${b64('\0a\0b')}`)).toMatch(/^235 /)
    expect(await wire.command(`AUTH PLAIN ${b64('\0a\0b')}`)).toMatch(/^503 5\.5\.1 /)
    wire.end()
    expect((await authOf(server)).map((fact) => fact.outcome)).toEqual([
      'out-of-order',
      'accepted',
      'out-of-order',
    ])
  })

  it('a client that goes in the middle of an exchange has abandoned it', async () => {
    await using server = await startEngine({ users })
    const wire = await arrive(server)
    await talk(wire, ['AUTH LOGIN', b64('bob')])
    wire.end()
    expect(await authOf(server)).toMatchObject([
      { outcome: 'abandoned', user: 'bob', credentialsSent: false },
    ])
  })
})

describe('AUTH by profile', () => {
  it('required: MAIL without it gets 530', async () => {
    await using server = await startEngine({ users, profiles: { smtps: { auth: 'required' } } })
    const wire = await arrive(server)
    expect(await wire.command('MAIL FROM:<a@x.test>')).toMatch(/^530 5\.7\.0 Authentication required/)
    await wire.command(`AUTH PLAIN ${b64('\0bob\0hunter2')}`)
    expect(await wire.command('MAIL FROM:<a@x.test>')).toMatch(/^250 /)
    wire.end()
  })

  it('optional, no users: any credentials pass, CRAM-MD5 too', async () => {
    await using server = await startEngine()
    const wire = await arrive(server)
    await wire.command('AUTH CRAM-MD5')
    expect(await wire.command(b64(`who@x.test ${'0'.repeat(32)}`))).toMatch(/^235 /)
    wire.end()
  })

  it('off: 502, and the record says that a client tried', async () => {
    await using server = await startEngine()
    const wire = await Wire.open(server.ports.relay)
    await wire.reply()
    await wire.command('EHLO client.test')
    expect(await wire.command(`AUTH PLAIN ${b64('\0bob\0hunter2')}`)).toMatch(/^502 5\.5\.1 /)
    wire.end()
    expect(await authOf(server)).toMatchObject([
      { outcome: 'not-offered', secure: false, credentialsSent: true },
    ])
  })

  it.each([
    ['with its secret in clear', `AUTH PLAIN ${b64('\0bob\0hunter2')}`, true],
    ['without', 'AUTH LOGIN', false],
    ['with the user alone', `AUTH LOGIN ${b64('bob')}`, false],
  ])('before TLS, %s: 530', async (_name, line, credentialsSent) => {
    await using server = await startEngine()
    const wire = await Wire.open(server.ports.submission)
    await wire.reply()
    await wire.command('EHLO client.test')
    expect(await wire.command(line)).toMatch(/^530 5\.7\.0 Must issue a STARTTLS command first/)
    wire.end()
    expect(await authOf(server)).toMatchObject([{ outcome: 'before-tls', secure: false, credentialsSent }])
  })
})
