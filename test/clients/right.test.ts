import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, test, type ExpectStatic } from 'vitest'
import { startServer, type FourportServer, type ServerPorts } from '../../src/index.ts'
import { clients, whyNot, type ClientSetup, type Mechanism } from '../support/clients/index.ts'
import { sampleMessage } from '../support/clients/sample-message.ts'

const login = { user: 'alice@client.test', password: 'correct horse' }
const certs = mkdtempSync(join(tmpdir(), 'fourport-right-'))
let server: FourportServer

beforeAll(async () => {
  server = await startServer({ certs, users: [login], authMechanisms: ['modern'] })
})
afterAll(async () => {
  await server.close()
  rmSync(certs, { recursive: true, force: true })
})

const ports: readonly (keyof ServerPorts)[] = ['relay', 'smtps', 'submission', 'submissionAlt']
const tlsOf = { relay: 'none', smtps: 'implicit', submission: 'starttls', submissionAlt: 'starttls' } as const
const profileOf = {
  relay: 'relay',
  smtps: 'smtps',
  submission: 'submission',
  submissionAlt: 'submission-alt',
}

for (const client of clients) {
  const missing = whyNot(client)
  describe
    .skipIf(missing !== null)
    .concurrent(`${client.name} set up rightly (compared: ${client.bytes})`, () => {
      for (const port of ports.filter((name) => client.tls.includes(tlsOf[name]))) {
        test(`sends by ${port} without a login`, ({ expect }) => deliver(port, {}, expect))
        if (port === 'relay') continue
        test(`sends by ${port} with a login of its own choice`, ({ expect }) => deliver(port, login, expect))
        for (const mechanism of client.mechanisms) {
          test(`sends by ${port} with ${mechanism}`, ({ expect }) =>
            deliver(port, { ...login, mechanism }, expect))
        }
      }
    })

  async function deliver(
    port: keyof ServerPorts,
    auth: Partial<typeof login> & { readonly mechanism?: Mechanism },
    expect: Expect,
  ): Promise<void> {
    const way = [client.name, port, auth.user === undefined ? 'anonymous' : (auth.mechanism ?? 'any')].join(
      '-',
    )
    const to = [`${way}@client.test`, `second-${way}@client.test`].map((address) => address.toLowerCase())
    const setup: ClientSetup = {
      host: 'localhost',
      port: server.ports[port].port,
      tls: tlsOf[port],
      verify: true,
      caFile: server.ca.file,
      from: login.user,
      to,
      message: sampleMessage(login.user, to, way),
      ...auth,
    }
    const result = await client.send(setup)
    expect(result, result.output).toMatchObject({ ok: true, exitCode: 0 })

    const message = await server.waitForMessage({ to: to[0] ?? '' })
    expect((await message.raw()).toString('latin1')).toBe(setup.message.toString('latin1'))
    expect(message.envelope).toMatchObject({ mailFrom: setup.from, rcptTo: to })
    expect(message.profile).toBe(profileOf[port])
    expect(message.port).toBe(setup.port)
    if (port === 'relay') expect(message.tls).toBeNull()
    else expect(message.tls).toMatchObject({ version: 'TLSv1.3', cipher: expect.stringMatching(/^TLS_/) })
    if (auth.user === undefined) expect(message.auth).toBeNull()
    else {
      const mechanism = auth.mechanism ?? expect.stringMatching(/^(PLAIN|LOGIN|CRAM-MD5|SCRAM-SHA-256-PLUS)$/)
      expect(message.auth).toEqual({ user: login.user, mechanism })
    }

    const session = (await server.sessions()).find(({ id }) => id === message.sessionId)
    if (session === undefined) throw new Error(`no session ${message.sessionId}`)
    const complaints = (await server.verdict(session)).findings.filter(({ severity }) => severity !== 'note')
    expect(complaints.map(({ id, saw }) => `${id}: ${saw}`)).toEqual([])
  }
}

type Expect = ExpectStatic
