import { createTransport } from 'nodemailer'
import { describe, expect, it } from 'vitest'
import { startServer } from '../../../src/index.ts'
import { send } from '../../support/send.ts'
import { call } from '../support/json-client.ts'

async function start(options: { readonly faultSeed?: number } = {}) {
  const server = await startServer({ http: 0, ...options })
  const api = (method: string, path: string, body?: unknown) =>
    call(server.http?.url ?? '', method, path, body)
  return { server, api, [Symbol.asyncDispose]: () => server.close() }
}

describe('Mailpit’s chaos', () => {
  it.each([
    ['Sender', 'MAIL', 452],
    ['Recipient', 'RCPT', 550],
  ] as const)('refuses at %s what is certain, in Mailpit’s words', async (name, at, code) => {
    await using open = await start()
    const { server, api } = open
    await api('PUT', '/api/v1/chaos', { [name]: { ErrorCode: code, Probability: 100 } })
    await expect(send(server.ports.relay)).rejects.toMatchObject({
      responseCode: code,
      response: `${code} Chaos ${name.toLowerCase()} error`,
    })
    expect(await server.faults()).toMatchObject([{ fault: { at, probability: 100 }, fired: 1 }])
    expect(await server.findings()).toEqual([])
    await api('PUT', '/api/v1/chaos', {})
    await send(server.ports.relay)
  })

  it('refuses logins', async () => {
    await using open = await start()
    await open.api('PUT', '/api/v1/chaos', { Authentication: { Probability: 100 } })
    const transport = createTransport({
      ...open.server.ports.submission.nodemailer,
      auth: { user: 'ada', pass: 'secret' },
    })
    await expect(transport.verify()).rejects.toMatchObject({ responseCode: 535 })
  })

  it('falls as the seed of the server says, the same each time', async () => {
    const tries = async (faultSeed: number): Promise<string> => {
      await using open = await start({ faultSeed })
      await open.api('PUT', '/api/v1/chaos', { Recipient: { Probability: 50 } })
      const said: string[] = []
      for (let n = 0; n < 12; n++) {
        said.push(
          await send(open.server.ports.relay).then(
            () => '+',
            () => '-',
          ),
        )
      }
      return said.join('')
    }
    const first = await tries(7)
    expect(first).toMatch(/\+/)
    expect(first).toMatch(/-/)
    expect(await tries(7)).toBe(first)
  })

  it('says that it has no chance left when its faults were taken off elsewhere', async () => {
    await using open = await start()
    await open.api('PUT', '/api/v1/chaos', { Sender: { ErrorCode: 421, Probability: 5 } })
    await open.server.clearFaults()
    expect((await open.api('GET', '/api/v1/chaos')).body).toMatchObject({
      Sender: { ErrorCode: 421, Probability: 0 },
    })
  })
})

describe('MailHog’s Jim', () => {
  const path = '/api/v2/jim'
  const meek = {
    DisconnectChance: 0,
    AcceptChance: 1,
    LinkSpeedAffect: 0,
    LinkSpeedMin: 1024,
    LinkSpeedMax: 10_240,
    RejectSenderChance: 0,
    RejectRecipientChance: 0,
    RejectAuthChance: 0,
  }

  it('is not there, comes, is told, changes and goes, with MailHog’s status codes', async () => {
    await using open = await start()
    const { api } = open
    for (const method of ['GET', 'PUT', 'DELETE']) {
      expect((await api(method, path, method === 'PUT' ? meek : undefined)).status).toBe(404)
    }
    expect((await api('POST', path)).status).toBe(201)
    expect((await api('GET', path)).body).toEqual({
      DisconnectChance: 0.005,
      AcceptChance: 0.99,
      LinkSpeedAffect: 0.1,
      LinkSpeedMin: 1024,
      LinkSpeedMax: 10_240,
      RejectSenderChance: 0.05,
      RejectRecipientChance: 0.05,
      RejectAuthChance: 0.05,
    })
    expect((await api('POST', path, meek)).status).toBe(400)
    expect((await api('PUT', path, 'no JSON')).status).toBe(400)
    expect((await api('PUT', path, { AcceptChance: '1' })).status).toBe(400)
    expect((await api('PUT', path, meek)).status).toBe(200)
    expect((await api('GET', path)).body).toEqual(meek)
    expect((await api('DELETE', path)).status).toBe(200)
    expect((await api('GET', path)).status).toBe(404)
    // Without a body it is the one there was.
    await api('POST', path)
    expect((await api('GET', path)).body).toEqual(meek)
  })

  it.each([
    [{ ...meek, RejectSenderChance: 1 }, '550 Invalid sender'],
    [{ ...meek, RejectRecipientChance: 1 }, '550 Invalid recipient'],
  ])('refuses for certain: %j', async (monkey, response) => {
    await using open = await start()
    await open.api('POST', path, monkey)
    await expect(send(open.server.ports.relay)).rejects.toMatchObject({ response })
    await open.api('DELETE', path)
    await send(open.server.ports.relay)
    expect(await open.server.faults()).toEqual([])
  })

  it.each([
    ['accepts nobody', { ...meek, AcceptChance: 0 }, ['connect']],
    ['cuts who speaks', { ...meek, DisconnectChance: 1 }, ['EHLO']],
  ])('%s', async (_name, monkey, points) => {
    await using open = await start()
    await open.api('POST', path, monkey)
    await expect(send(open.server.ports.relay)).rejects.toThrow()
    const fired = (await open.server.faults()).filter((one) => one.fired > 0)
    expect(fired.map(({ fault }) => fault.at)).toEqual(points)
  })

  it('slows lines down, each to a speed between the slowest and the fastest', async () => {
    await using open = await start({ faultSeed: 3 })
    await open.api('POST', path, { ...meek, LinkSpeedAffect: 1, LinkSpeedMin: 20_000, LinkSpeedMax: 80_000 })
    for (let n = 0; n < 6; n++) await send(open.server.ports.relay)
    const faults = await open.server.faults()
    expect(faults.map(({ fault }) => fault.pace?.bytes)).toEqual([2000, 4000, 6000, 8000])
    // Certain to be slowed: who is let pass by three meets the fourth.
    expect(faults.reduce((sum, { fired }) => sum + fired, 0)).toBe(6)
  })
})
