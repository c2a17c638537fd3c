import { once } from 'node:events'
import { connect } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { HandClock } from '../support/hand-clock.ts'
import { startEngine } from '../support/smtp-bench.ts'
import { arrive, ways } from '../support/wire-script.ts'
import { Wire } from '../support/wire.ts'

afterEach(() => void vi.useRealTimers())

describe('close()', () => {
  it.each(ways)('tells idle clients 421 4.3.2 at once (%s)', async (way) => {
    const server = await startEngine()
    const wire = await arrive(server, way)
    await wire.command('NOOP')
    const closed = server.engine.close()
    expect(await wire.rest()).toMatch(/^421 4\.3\.2 /)
    await closed
    expect(server.sessions).toHaveLength(1)
    expect(server.sessions[0]?.entries).toContainEqual(
      expect.objectContaining({ kind: 'server', what: 'shutdown' }),
    )
    await expect(Wire.open(server.ports.relay)).rejects.toThrow(/ECONNREFUSED/)
  })

  it.each(ways)('lets a message in flight finish (%s)', async (way) => {
    const server = await startEngine()
    const wire = await arrive(server, way)
    wire.write('EHLO x.test\r\nMAIL FROM:<a@x.test>\r\nRCPT TO:<b@x.test>\r\nDATA\r\nhalf')
    await wire.replies(4)
    await expect.poll(() => server.engine.openSessions()[0]?.entries.at(-1)).toMatchObject({ code: 354 })
    const closed = server.engine.close()
    wire.write(' and half\r\n.\r\n')
    expect(await wire.reply()).toMatch(/^250 2\.6\.0 /)
    expect(await wire.rest()).toMatch(/^421 4\.3\.2 /)
    await closed
    expect(server.messages.map((message) => message.raw.toString())).toEqual(['half and half\r\n'])
  })

  it.each(ways)('tells a client whose message takes longer than that 421 4.3.2 as well (%s)', async (way) => {
    const server = await startEngine({ settings: { closeTimeoutMs: 100 } })
    const wire = await arrive(server, way)
    wire.write('EHLO x.test\r\nMAIL FROM:<a@x.test>\r\nRCPT TO:<b@x.test>\r\nDATA\r\nhalf')
    await wire.replies(4)
    const closed = server.engine.close()
    expect(await wire.rest()).toMatch(/^421 4\.3\.2 /)
    await closed
    expect(server.messages).toEqual([])
    expect(server.sessions[0]?.close).toMatchObject({ by: 'server', how: 'fin' })
    expect(server.sessions[0]?.entries).toContainEqual(
      expect.objectContaining({ kind: 'server', what: 'shutdown' }),
    )
  })

  it('cuts one that does not listen', async () => {
    const server = await startEngine({ settings: { closeTimeoutMs: 100 } })
    const wire = await arrive(server, 'plain')
    wire.write('EHLO x.test\r\nMAIL FROM:<a@x.test>\r\nRCPT TO:<b@x.test>\r\nDATA\r\nhalf')
    await wire.replies(4)
    wire.socket.pause()
    await server.engine.close()
    expect(server.sessions).toHaveLength(1)
    wire.socket.destroy()
  })

  it('ends clients that have not come to speak: silent on the TLS port, in a handshake, never closing', async () => {
    const server = await startEngine({ settings: { hints: true } })
    const silent = await Wire.open(server.ports.smtps)
    const slow = await Wire.open(server.ports.smtps)
    await slow.writeCut(Buffer.from('1603010200', 'hex'), 'at-once')
    await expect.poll(() => server.engine.openSessions().length).toBe(2)
    await server.engine.close()
    await Promise.all([silent.rest(), slow.rest()])
    expect(server.sessions).toHaveLength(2)
    expect(server.errors).toEqual([])
  })

  it('gives a client that has its 421 and does not close 300 ms, and not until the next look at all of them', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    const clock = new HandClock()
    const server = await startEngine({ clock, settings: { closeTimeoutMs: 600_000 } })
    const socket = connect({ ...server.ports.relay, allowHalfOpen: true })
    await once(socket, 'data')
    const closed = server.engine.close()
    const end = once(socket.resume(), 'end')
    await end
    clock.pass(300)
    await vi.advanceTimersByTimeAsync(20)
    await closed
    expect(server.sessions[0]?.close).toMatchObject({ by: 'server', how: 'fin' })
    socket.destroy()
  })

  it('is done once, and twice is once', async () => {
    const server = await startEngine()
    await Promise.all([server.engine.close(), server.engine.close()])
    await server.engine.close()
    await expect(
      server.engine.listen({
        name: 'x',
        profile: (await import('../../src/model/port-profile.ts')).profiles.relay,
        hosts: ['127.0.0.1'],
        port: 0,
        fallbackPort: null,
      }),
    ).rejects.toMatchObject({ code: 'SERVER_CLOSED' })
  })
})

describe('openSessions()', () => {
  it('shows a session as it is', async () => {
    await using server = await startEngine()
    const wire = await arrive(server, 'plain')
    await wire.command('EHLO client.test')
    expect(server.engine.openSessions()).toMatchObject([
      { durationMs: null, close: null, clientName: 'client.test', speaker: 'smtp', port: { name: 'relay' } },
    ])
    wire.end()
    await server.session()
    expect(server.engine.openSessions()).toEqual([])
  })
})
