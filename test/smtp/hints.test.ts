import { describe, expect, it } from 'vitest'
import { systemClock, type Clock } from '../../src/base/passed-in.ts'
import type { SessionRecord } from '../../src/model/session-record.ts'
import { startEngine, type EngineUnderTest } from '../support/smtp-bench.ts'
import { Wire } from '../support/wire.ts'

/** A clock that can be moved on: three seconds of silence need not be waited for. */
function movable(): Clock & { move(ms: number): void } {
  let ahead = 0
  return {
    now: () => systemClock.now() + ahead,
    elapsedMs: () => systemClock.elapsedMs() + ahead,
    move: (ms) => {
      ahead += ms
    },
  }
}

/** A client that trusts the server: it has spoken under TLS. */
async function trusts(server: EngineUnderTest): Promise<void> {
  const wire = await Wire.openTls(server.ports.smtps)
  await wire.reply()
  await wire.command('EHLO client.test')
  wire.end()
  await server.session((record) => record.port.name === 'smtps')
}

describe('hints', () => {
  it('a client that waits for a greeting on the implicit TLS port is told in plaintext', async () => {
    const clock = movable()
    await using server = await startEngine({ clock, settings: { hints: true } })
    const wire = await Wire.open(server.ports.smtps)
    clock.move(3000)
    expect(await wire.reply()).toMatch(
      /^421 4\.7\.0 This port speaks TLS from the first byte: use implicit TLS/,
    )
    wire.write('QUIT\r\n')
    wire.end()
    const record = await server.session()
    expect(record.entries).toMatchObject([
      { kind: 'server', what: 'hint' },
      { kind: 'reply', code: 421, enhanced: '4.7.0', secure: false },
      { kind: 'first-bytes', protocol: 'smtp', line: 'QUIT' },
    ])
    expect(record.close?.by).toBe('server')
  })

  it('one that has said something in plaintext is told as well', async () => {
    const clock = movable()
    await using server = await startEngine({ clock, settings: { hints: true } })
    const wire = await Wire.open(server.ports.smtps)
    await wire.writeCut('EHLO client.test\r\n', 'at-once')
    await expect.poll(() => server.engine.openSessions()[0]?.speaker).toBe('smtp')
    clock.move(3000)
    expect(await wire.reply()).toMatch(/^421 4\.7\.0 This port speaks TLS from the first byte/)
    wire.end()
    expect((await server.session()).entries).toMatchObject([
      { kind: 'first-bytes', protocol: 'smtp', line: 'EHLO client.test' },
      { kind: 'server', what: 'hint' },
      { kind: 'reply', code: 421 },
    ])
  })

  it('a right client on the implicit TLS port waits for nothing', async () => {
    await using server = await startEngine({ settings: { hints: true } })
    const wire = await Wire.openTls(server.ports.smtps)
    expect(await wire.reply()).toBe('220 mail.test ESMTP')
    wire.end()
    const record = await server.session()
    expect(record.entries.some((entry) => entry.kind === 'server')).toBe(false)
  })

  it('without hints it waits until the idle time-out', async () => {
    const clock = movable()
    await using server = await startEngine({ clock })
    const wire = await Wire.open(server.ports.smtps)
    clock.move(19_000)
    wire.end()
    expect(await wire.rest()).toBe('')
    expect((await server.session()).entries).toEqual([])
  })

  it.each([
    ['relay', /^554 5\.7\.0 This port has no TLS/],
    ['submission', /^554 5\.7\.0 This port starts in plaintext: use STARTTLS/],
  ] as const)('a peer that knocks with TLS on %s twice is told inside TLS', async (name, hint) => {
    await using server = await startEngine({ settings: { hints: true } })
    await trusts(server)
    await expect(Wire.openTls(server.ports[name])).rejects.toThrow()
    await server.session((candidate) => candidate.port.name === name)
    const wire = await Wire.openTls(server.ports[name])
    expect(await wire.rest()).toMatch(hint)
    const record = await server.session(({ tls, port }) => tls !== null && port.name === name)
    expect(record.speaker).toBe('tls')
    expect(record.entries.map((entry) => entry.kind)).toEqual([
      'first-bytes',
      'client-hello',
      'tls-established',
      'server',
      'reply',
    ])
    expect(record.entries[1]).toMatchObject({ expected: false })
  })

  it('one that has never taken our certificate meets the greeting, and says what it says', async () => {
    await using server = await startEngine({ settings: { hints: true } })
    for (const attempt of [1, 2]) {
      await expect(Wire.openTls(server.ports.relay), `attempt ${attempt}`).rejects.toThrow(/wrong version/i)
      const [hello, ...rest] = (await server.session()).entries.filter(({ kind }) => kind === 'client-hello')
      expect(hello).toMatchObject({ expected: false })
      expect(rest).toEqual([])
      server.sessions.length = 0
    }
  })

  it('nor is one held for the sake of another on the same host', async () => {
    await using server = await startEngine({ settings: { hints: true } })
    await trusts(server)
    const stranger = { maxVersion: 'TLSv1.2' } as const
    for (const _ of [1, 2]) {
      await expect(Wire.openTls(server.ports.relay, stranger)).rejects.toThrow(/wrong version/i)
    }
    // And where one that trusts us has knocked, the stranger that comes next is not drawn into TLS either.
    await expect(Wire.openTls(server.ports.relay)).rejects.toThrow()
    await expect(Wire.openTls(server.ports.relay, stranger)).rejects.toThrow()
    const sessions = server.sessions.filter(({ port }) => port.name === 'relay')
    expect(sessions.every(({ tls }) => tls === null)).toBe(true)
  })

  it('one that leaves before a held greeting leaves a record of it', async () => {
    await using server = await startEngine({ settings: { hints: true } })
    await trusts(server)
    await expect(Wire.openTls(server.ports.relay)).rejects.toThrow()
    const wire = await Wire.open(server.ports.relay)
    wire.end()
    const isIt = (record: SessionRecord): boolean => record.speaker === 'nobody'
    expect((await server.session(isIt)).entries).toMatchObject([
      { kind: 'server', what: 'greeting-held', text: expect.stringMatching(/held for \d+ ms of \d+/) },
    ])
  })

  it('after a knock, a client in plaintext is greeted and served', async () => {
    await using server = await startEngine({ settings: { hints: true } })
    await trusts(server)
    await expect(Wire.openTls(server.ports.relay)).rejects.toThrow()
    await server.session()
    const wire = await Wire.open(server.ports.relay)
    expect(await wire.reply()).toBe('220 mail.test ESMTP')
    expect(await wire.command('EHLO client.test')).toMatch(/^250/)
    wire.end()
  })

  it('one that talks before its held greeting is greeted at once, and the record says so', async () => {
    await using server = await startEngine({ settings: { hints: true } })
    await trusts(server)
    await expect(Wire.openTls(server.ports.relay)).rejects.toThrow()
    await server.session()
    const wire = await Wire.open(server.ports.relay)
    wire.write('EHLO client.test\r\n')
    expect(await wire.reply()).toBe('220 mail.test ESMTP')
    expect(await wire.reply()).toMatch(/^250-mail\.test/)
    wire.end()
    const record = await server.session(
      ({ clientName, port }) => clientName !== null && port.name === 'relay',
    )
    expect(record.entries[0]).toMatchObject({ kind: 'first-bytes', protocol: 'smtp', beforeGreeting: true })
  })

  it.each([
    ['http', 'GET / HTTP/1.1\r\n\r\n'],
    ['proxy', 'PROXY TCP4 192.0.2.1 192.0.2.2 1234 25\r\n'],
    ['ssh', 'SSH-2.0-client\r\n'],
  ])('after a knock, %s is still known for what it is', async (protocol, bytes) => {
    await using server = await startEngine({ settings: { hints: true } })
    await trusts(server)
    await expect(Wire.openTls(server.ports.relay)).rejects.toThrow()
    await server.session()
    const wire = await Wire.open(server.ports.relay)
    wire.write(bytes)
    expect(await wire.rest()).toContain('421 4.7.0')
    const record = await server.session((candidate) => candidate.speaker === protocol)
    expect(record.entries.filter(({ kind }) => kind === 'first-bytes')).toMatchObject([{ protocol }])
  })
})
