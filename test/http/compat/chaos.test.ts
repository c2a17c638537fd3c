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
