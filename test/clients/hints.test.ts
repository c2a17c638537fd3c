import { afterAll, beforeAll, describe, test } from 'vitest'
import { login, rightTls, type PortKey } from '../support/clients/cases.ts'
import { endedSessions, findingsOf } from '../support/clients/ended-sessions.ts'
import {
  clients,
  presentClients,
  type ClientResult,
  type ClientSetup,
  type MailClient,
} from '../support/clients/index.ts'
import { sampleMessage } from '../support/clients/sample-message.ts'
import { createServers, type Servers, type Target } from '../support/clients/servers.ts'

/** Clients that keep the server's words from their user, whatever it says. */
const silent = new Set(['curl', 'phpmailer'])
const present = presentClients()
const speaking = clients.filter(
  ({ name, tls }) => tls.includes('none') && present.some((one) => one.name === name),
)

let servers: Servers
beforeAll(async () => {
  servers = await createServers(login)
})
afterAll(() => servers.remove())

describe.concurrent.for(speaking)('with hints, $name', (client) => {
  test('that waits for a greeting on 465 is told of implicit TLS', async ({ expect }) => {
    await using target = await servers.start('hints')
    const { server } = target
    const result = await send(client, target, 'smtps', { tls: 'none' })
    expect(result.ok).toBe(false)
    if (!silent.has(client.name)) expect(result.output).toContain('implicit TLS')
    const sessions = await endedSessions(server)
    const ids = (await findingsOf(server, sessions)).map(({ id }) => id)
    // Some answer the 421 with QUIT: then there is a command to point at.
    expect([['plaintext-on-implicit-tls-port'], ['plaintext-commands-on-implicit-tls-port']]).toContainEqual(
      ids,
    )
  })

  for (const port of ['relay', 'submission'] as const) {
    test(`that knocks with TLS on ${port} is told inside TLS, at its second try`, async ({ expect }) => {
      await using target = await servers.start('hints')
      const { server } = target
      const seen = new Set<string>()
      // Words inside TLS are for those who have taken the certificate before.
      expect(await send(client, target, 'smtps', {})).toMatchObject({ ok: true })
      await endedSessions(server, { seen })
      for (const attempt of ['first', 'second']) {
        const result = await send(client, target, port, { tls: 'implicit' })
        expect(result.ok).toBe(false)
        const words = port === 'relay' ? /turn TLS off/i : /STARTTLS/
        if (attempt === 'second' && !silent.has(client.name)) expect(result.output).toMatch(words)
        const [session] = await endedSessions(server, { seen })
        const ids = session && (await server.verdict(session)).findings.map(({ id }) => id)
        expect(ids).toEqual([
          port === 'relay' ? 'implicit-tls-on-plain-port' : 'implicit-tls-on-starttls-port',
        ])
      }
    })
  }

  for (const port of ['relay', 'smtps', 'submission'] as const) {
    test(`set up rightly on ${port} notices nothing`, async ({ expect }) => {
      await using target = await servers.start('hints')
      const { server } = target
      const result = await send(client, target, port, {})
      expect(result, result.output).toMatchObject({ ok: true })
      expect((await server.findings()).filter(({ severity }) => severity !== 'note')).toEqual([])
    })
  }
})

function send(
  client: MailClient,
  { server, caFile }: Target,
  port: PortKey,
  change: Partial<ClientSetup>,
): Promise<ClientResult> {
  const to = ['bob@client.test']
  return client.send({
    host: 'localhost',
    port: server.ports[port].port,
    tls: rightTls[port],
    verify: true,
    caFile,
    from: login.user,
    to,
    message: sampleMessage(login.user, to, 'hints'),
    ...change,
  })
}
