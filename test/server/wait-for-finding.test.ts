import { connect } from 'node:net'
import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { startServer } from '../../src/index.ts'
import { Wire } from '../support/wire.ts'

describe('a wait for a finding', () => {
  it('ends while the client still waits in vain for a greeting', async () => {
    await using server = await startServer()
    const { host, port } = server.ports.smtps
    const socket = connect(port, host)
    await once(socket, 'connect')
    const finding = await server.waitForFinding({ severity: 'error' }, { timeoutMs: 10_000 })
    expect(finding.id).toBe('plaintext-on-implicit-tls-port')
    const sessions = await server.sessions()
    expect(sessions).toMatchObject([{ durationMs: null }])
    expect((await server.verdict(sessions[0]!)).findings).toMatchObject([{ id: finding.id }])
    socket.destroy()
  })

  it('ends with what a client that still talks has done, but not before its time is up', async () => {
    await using server = await startServer()
    const wire = await Wire.open(server.ports.submission)
    await wire.reply()
    await wire.command('EHLO client.test')
    expect(await wire.command('MAIL FROM:<a@client.test>')).toMatch(/^530/)
    // Another match fails meanwhile: the wait below is the only one that this session can end.
    await expect(server.waitForFinding({ id: 'login-rejected' }, { timeoutMs: 50 })).rejects.toMatchObject({
      message: expect.stringContaining('starttls-not-used'),
    })
    expect(await server.waitForFinding({ id: 'starttls-not-used' }, { timeoutMs: 50 })).toMatchObject({
      severity: 'error',
    })
    wire.destroy()
  })

  it('is refused for an id that no finding has, as is the list of such: a test would pass for nothing', async () => {
    await using server = await startServer()
    const match = { id: 'starttls-not-usd' }
    const refusal = {
      code: 'OPTION_INVALID',
      message: expect.stringContaining(
        'id is "starttls-not-usd"; expected the id of a finding, as docs/findings.md lists them. Did you mean "starttls-not-used"?',
      ),
    }
    await expect(server.waitForFinding(match)).rejects.toMatchObject(refusal)
    await expect(server.findings(match)).rejects.toMatchObject(refusal)
    await expect((await server.inbox()).findings(match)).rejects.toMatchObject(refusal)
  })

  it('lasts for good where it is told so', async () => {
    await using server = await startServer()
    const waiting = server.waitForFinding({ id: undefined } as object, { timeoutMs: Infinity })
    const wire = await Wire.open(server.ports.relay)
    await wire.reply()
    await wire.command('STARTTLS')
    wire.end()
    await wire.rest()
    expect((await waiting).id).toBe('starttls-required-not-offered')
  })

  it('ends when the server is closed', async () => {
    const server = await startServer()
    const waiting = server.waitForFinding({}, { timeoutMs: Infinity }).catch((error: Error) => error)
    await server.close()
    expect(await waiting).toMatchObject({ code: 'SERVER_CLOSED' })
  })

  it('says in vain which findings there were, each once, and how often', async () => {
    await using server = await startServer()
    for (let count = 0; count < 10; count++) {
      const wire = await Wire.open(server.ports.relay)
      await wire.reply()
      await wire.command('STARTTLS')
      wire.end()
      await wire.rest()
    }
    await expect.poll(async () => (await server.findings()).length).toBe(10)
    await expect(server.waitForFinding({ id: 'login-rejected' }, { timeoutMs: 1 })).rejects.toMatchObject({
      code: 'WAIT_TIMEOUT',
      message: expect.stringMatching(
        /Findings there were:\n  \w+ starttls-required-not-offered on port \d+: .* \(10 times\)\n    \/.*\/docs\/findings\.md#starttls-required-not-offered$/,
      ),
    })
  })
})
