import { createTransport } from 'nodemailer'
import { describe, expect, it } from 'vitest'
import type { SessionRecord } from '../../src/model/session-record.ts'
import { startServer } from '../../src/server/start-server.ts'
import { Wire } from '../support/wire.ts'

const pace = { bytes: 1, everyMs: 1 }

describe('a server that speaks an octet at a time', () => {
  it('in clear and under TLS, through STARTTLS: a right client sends its mail', async () => {
    await using server = await startServer()
    await server.fault({ at: 'connect', pace })
    for (const port of [server.ports.relay, server.ports.smtps, server.ports.submission]) {
      const mail = { from: 'shop@x.test', to: 'ada@x.test', subject: 'slowly', text: 'slowly' }
      await createTransport(port.nodemailer).sendMail(mail)
    }
    expect(await server.messages()).toHaveLength(3)
    expect(await server.findings()).toEqual([])
  })

  it('comes in pieces of so many octets', async () => {
    const server = await startServer()
    // The next piece is due in a minute: how many come in one read is nothing that a busy machine decides.
    await server.fault({ at: 'greeting', pace: { bytes: 5, everyMs: 60_000 } })
    const wire = await Wire.open(server.ports.relay)
    await wire.anything()
    expect(wire.pending).toBe('220 l')
    await server.close()
    expect(await wire.rest()).toMatch(/^220 localhost ESMTP\r\n421 4\.3\.2 /)
    wire.end()
  })

  it('ends after its last word, and a stop hurries it', async () => {
    const server = await startServer()
    await server.fault({ at: 'greeting', pace: { bytes: 1, everyMs: 5 } })
    await server.fault({ at: 'NOOP', times: 1, reply: { code: 421, text: 'Bye' } })
    const told = await Wire.open(server.ports.relay)
    expect(await told.reply()).toMatch(/^220 /)
    expect(await told.command('NOOP')).toBe('421 4.0.0 Bye')
    expect(await told.rest()).toBe('')
    told.end()

    const slow = await Wire.open(server.ports.relay)
    await slow.reply()
    await server.clearFaults()
    await server.fault({ at: 'NOOP', pace: { bytes: 1, everyMs: 60_000 } })
    slow.write('NOOP\r\n')
    await slow.anything()
    await server.close()
    expect(await slow.rest()).toMatch(/50 2\.0\.0 OK\r\n421 4\.3\.2 /)
    slow.end()
  })

  it('is told', async () => {
    await using server = await startServer({ faultSeed: 7 })
    const ehlo = { drop: ['SIZE'], add: ['XTEST'], lowerCase: true } as const
    await server.fault({ at: 'EHLO', pace, ehlo, probability: 100 })
    const wire = await Wire.open(server.ports.relay)
    await wire.reply()
    expect(await wire.command('EHLO me.test')).toMatch(/^250 xtest$/m)
    wire.end()
    const words =
      'On purpose, by fault f1 at EHLO: 1 octet every 1 ms, then another answer: without SIZE, with XTEST, in lower case (by chance, seed 7)'
    await expect(server.waitForMessage({}, { timeoutMs: 100 })).rejects.toThrow(words)
    const [session] = await server.sessions()
    expect((await server.verdict(session as SessionRecord)).summary).toContain('at EHLO, on purpose')
  })
})

describe('faults of one inbox', () => {
  it('are met by nobody else', async () => {
    await using server = await startServer()
    const mine = await server.inbox()
    const other = await server.inbox()
    const set = await server.fault({ at: 'RCPT', inbox: mine.id, reply: { code: 452 } })
    const { host, port, tls } = server.ports.smtps.nodemailer
    const send = (auth: { user: string; pass: string }, to: string): Promise<unknown> =>
      createTransport({ host, port, secure: true, ...(tls && { tls }), auth }).sendMail({
        from: 'shop@x.test',
        to,
        text: 'x',
      })
    const mineToo = { user: mine.user, pass: mine.password }
    const others = { user: other.user, pass: other.password }
    await expect(send(mineToo, 'ada@x.test')).rejects.toMatchObject({ responseCode: 452 })
    await expect(send(others, mine.address)).rejects.toMatchObject({ responseCode: 452 })
    await send(others, 'ada@x.test')
    await send(others, other.address)
    expect(await set.fired()).toBe(2)
    expect(await server.faults()).toMatchObject([{ id: set.id, fired: 2, state: 'set' }])
    await server.clearFaults()
    await send(mineToo, 'ada@x.test')
    expect(await server.faults()).toEqual([])
  })
})
