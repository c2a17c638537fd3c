import { createTransport } from 'nodemailer'
import { describe, expect, it } from 'vitest'
import type { FaultObserved } from '../../src/model/observation.ts'
import type { SessionRecord } from '../../src/model/session-record.ts'
import type { FourportServer } from '../../src/server/fourport-server.ts'
import { startServer } from '../../src/server/start-server.ts'

const from = 'shop@example.test'

function send(
  server: FourportServer,
  to: string | string[],
  port = server.ports.submission,
): Promise<unknown> {
  return createTransport(port.nodemailer).sendMail({ from, to, subject: 'Hello', text: 'Hello' })
}

function faultsOf(sessions: readonly SessionRecord[]): readonly FaultObserved[] {
  return sessions.flatMap(({ entries }) => entries.filter((entry) => entry.kind === 'fault'))
}

describe.each(['relay', 'smtps', 'submission', 'submissionAlt'] as const)('on %s', (name) => {
  it('451 at RCPT, twice, then fine', async () => {
    await using server = await startServer()
    const reply = { code: 451, enhanced: '4.7.1', text: 'Greylisted' }
    const grey = await server.fault({ at: 'RCPT', to: '*@slow.test', times: 2, reply })
    for (let attempt = 0; attempt < 2; attempt++) {
      await expect(send(server, 'ada@slow.test', server.ports[name])).rejects.toMatchObject({
        responseCode: 451,
        response: '451 4.7.1 Greylisted',
      })
    }
    await send(server, 'ada@slow.test', server.ports[name])
    expect(await grey.fired()).toBe(2)
    expect(await server.messages()).toHaveLength(1)
    expect(await server.findings()).toEqual([])
    const faults = faultsOf(await server.sessions())
    expect(faults.map(({ at, code, fired, times }) => [at, code, fired, times])).toEqual([
      ['RCPT', 451, 1, 2],
      ['RCPT', 451, 2, 2],
    ])
  })

  it('a connection reset after the dot, before the store has the message: sent again, there is one', async () => {
    await using server = await startServer()
    await using cut = await server.fault({ at: 'dot', times: 1, cut: 'rst' })
    await expect(send(server, 'ada@b.test', server.ports[name])).rejects.toThrow('ECONNRESET')
    expect(await server.messages()).toEqual([])
    await send(server, 'ada@b.test', server.ports[name])
    expect(await server.messages()).toHaveLength(1)
    expect(await cut.fired()).toBe(1)
    expect(await server.findings()).toEqual([])
  })

  it('a connection ended when the store has the message: sent again, there are two', async () => {
    await using server = await startServer()
    await server.fault({ at: 'kept', times: 1, cut: 'fin' })
    await expect(send(server, 'ada@b.test', server.ports[name])).rejects.toThrow()
    expect(await server.messages()).toHaveLength(1)
    await send(server, 'ada@b.test', server.ports[name])
    expect(await server.messages()).toHaveLength(2)
    expect(await server.findings()).toEqual([])
  })

  it('a delay at the dot', async () => {
    await using server = await startServer()
    await server.fault({ at: 'dot', delayMs: 150 })
    await send(server, 'ada@b.test', server.ports[name])
    const [session] = await server.sessions()
    const times = new Map((session?.entries ?? []).map(({ kind, atMs }) => [kind, atMs]))
    const between = (times.get('message') ?? 0) - (times.get('fault') ?? 0)
    expect(between).toBeGreaterThanOrEqual(150)
  })
})

describe('a fault', () => {
  it('is taken off', async () => {
    await using server = await startServer()
    {
      await using down = await server.fault({ at: 'EHLO', reply: { code: 421 } })
      await expect(send(server, 'ada@b.test')).rejects.toThrow()
      expect(await down.fired()).toBeGreaterThan(0)
    }
    await send(server, 'ada@b.test')
    expect(await server.messages()).toHaveLength(1)
  })

  it('of one recipient of three: the others get their mail, and nobody is blamed', async () => {
    await using server = await startServer()
    await server.fault({ at: 'RCPT', to: 'b@x.test', reply: { code: 550, enhanced: '5.1.1' } })
    const info = await send(server, ['a@x.test', 'b@x.test', 'c@x.test'])
    expect(info).toMatchObject({ accepted: ['a@x.test', 'c@x.test'], rejected: ['b@x.test'] })
    expect(await server.findings()).toEqual([])
  })

  it('of one listener alone', async () => {
    await using server = await startServer()
    await server.fault({ at: 'MAIL', listener: 'smtps', reply: { code: 452 } })
    await send(server, 'ada@b.test')
    await expect(send(server, 'ada@b.test', server.ports.smtps)).rejects.toMatchObject({ responseCode: 452 })
  })

  it('stands in a failed wait, and in what is said of the session', async () => {
    await using server = await startServer()
    await server.fault({ at: 'RCPT', to: 'ada@*', reply: { code: 451 } })
    await send(server, 'ada@b.test').catch(() => undefined)
    const words = 'On purpose, by fault f1 at RCPT: 451'
    await expect(server.waitForMessage({}, { timeoutMs: 100 })).rejects.toThrow(words)
    const [session] = await server.sessions()
    expect((await server.verdict(session as SessionRecord)).summary).toBe(
      'No mail: a fault was set at RCPT, on purpose',
    )
  })

  it('hides no mistake that was made before it, or that is one whatever it does', async () => {
    await using server = await startServer({ auth: 'required' })
    await server.fault({ at: 'QUIT', cut: 'rst' })
    const { host, port, tls } = server.ports.submission.nodemailer
    const plain = createTransport({ host, port, requireTLS: true, ...(tls && { tls }) })
    await plain.sendMail({ from, to: 'ada@b.test', text: 'x' }).catch(() => undefined)
    expect(await server.findings({ id: 'login-missing' })).toHaveLength(1)
  })

  it('that is misspelt is refused, and the one that was meant is named', async () => {
    await using server = await startServer()
    const misspelt = { at: 'RCPT', recipient: 'ada@b.test', reply: { code: 451 } }
    await expect(server.fault(misspelt as never)).rejects.toMatchObject({ code: 'OPTION_UNKNOWN' })
  })

  it('that delays does not hold up the end of the server: a message on its way is taken', async () => {
    const server = await startServer()
    const slow = await server.fault({ at: 'RCPT', delayMs: 3_600_000 })
    const sent = send(server, 'ada@b.test').catch((error: unknown) => error)
    await expect.poll(() => slow.fired()).toBe(1)
    await server.close()
    expect(await sent).toMatchObject({ accepted: ['ada@b.test'] })
  })
})
