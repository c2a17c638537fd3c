import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { startServer, type FourportServer, type ServerOptions } from '../../src/index.ts'
import { curlClient } from '../support/clients/curl.ts'
import { whyNotCurrent } from '../support/clients/current.ts'
import { endedSessions, findingsOf } from '../support/clients/ended-sessions.ts'
import { gsasl } from '../support/clients/gsasl.ts'
import { whyNot, type MailClient, type Mechanism } from '../support/clients/index.ts'
import { msmtpClient } from '../support/clients/msmtp.ts'
import { pinnedClients } from '../support/clients/pinned.ts'
import { sampleMessage } from '../support/clients/sample-message.ts'

const certs = mkdtempSync(join(tmpdir(), 'fourport-sasl-'))
afterAll(() => rmSync(certs, { recursive: true, force: true }))

const alice = { user: 'alice@client.test', password: 'correct horse' }
const wrong = { ...alice, password: 'battery staple' }
const withUsers: ServerOptions = { users: [alice] }

const withoutGo = whyNotCurrent('go')
const ofGo = pinnedClients.filter(({ name }) => name === 'go-mail' || name === 'go-smtp')
const pairs = (those: readonly MailClient[]): readonly (readonly [string, Mechanism, MailClient])[] =>
  those.flatMap((client) => client.mechanisms.map((mechanism) => [client.name, mechanism, client] as const))

/** Those with which a server has to prove something, or that clients have had for a few years only. */
const installed = [msmtpClient, curlClient].filter((client) => whyNot(client) === null)
const young = pairs([...installed, ...(withoutGo === null ? ofGo : [])]).filter(
  ([, mechanism]) => mechanism === 'SCRAM-SHA-256' || mechanism === 'OAUTHBEARER',
)

async function send(server: FourportServer, client: MailClient, mechanism: Mechanism, login: typeof alice) {
  const to = ['bob@client.test']
  const { ok, output } = await client.send({
    host: 'localhost',
    port: server.ports.smtps.port,
    tls: 'implicit',
    verify: true,
    caFile: server.ca.file,
    from: alice.user,
    to,
    message: sampleMessage(alice.user, to, mechanism),
    mechanism,
    ...login,
  })
  const sessions = await endedSessions(server)
  expect(JSON.stringify(sessions)).not.toContain(login.password)
  return { ok, output, findings: await findingsOf(server, sessions) }
}

describe.skipIf(withoutGo !== null)('libraries of today log in by each of their mechanisms', () => {
  test.each(pairs(ofGo))('%s by %s', async (_name, mechanism, client) => {
    await using server = await startServer({ certs, ...withUsers })
    const { ok, output } = await send(server, client, mechanism, alice)
    expect(ok, output).toBe(true)
    const [message] = await server.messages()
    expect(message?.auth).toEqual({ user: alice.user, mechanism })
  })
})

describe('a wrong password or token', () => {
  test.each(young)(
    '%s by %s is refused, and which half was wrong is said',
    async (_name, mechanism, client) => {
      await using server = await startServer({ certs, ...withUsers })
      const { ok, findings } = await send(server, client, mechanism, wrong)
      expect(ok).toBe(false)
      expect(findings).toMatchObject([{ id: 'login-rejected' }])
      const half = mechanism === 'OAUTHBEARER' ? 'token' : 'password'
      expect(findings[0]?.why).toContain(`The server knows this user; the ${half} is wrong.`)
    },
  )
})

describe('where any password is taken', () => {
  test.skipIf(!installed.includes(curlClient))('curl takes XOAUTH2 for its token', async () => {
    await using server = await startServer({ certs })
    const { ok, output } = await send(server, curlClient, 'OAUTHBEARER', alice)
    expect(ok, output).toBe(true)
    const [message] = await server.messages()
    expect(message?.auth).toEqual({ user: alice.user, mechanism: 'XOAUTH2' })
  })

  const others = young.filter(([, , client]) => client !== curlClient)
  test.each(others)('%s, told to use %s, is told why it cannot', async (_name, mechanism, client) => {
    await using server = await startServer({ certs })
    const { ok, findings } = await send(server, client, mechanism, alice)
    expect(ok).toBe(false)
    expect(['login-not-tried', 'auth-mechanism-unsupported']).toContain(findings[0]?.id)
    expect(findings[0]?.fix).toContain('(--user)')
  })
})

test.skipIf(whyNot(gsasl) !== null)('GNU SASL trusts the server by SCRAM-SHA-256', async () => {
  await using server = await startServer({ certs, ...withUsers })
  const where = { host: 'localhost', port: server.ports.submission.port, caFile: server.ca.file }
  const right = await gsasl.logIn(where, alice)
  expect(right.output).toContain('server trusted')
  const other = await gsasl.logIn(where, wrong)
  expect(other.output).toContain('535 5.7.8')
  const sessions = await endedSessions(server, { count: 2 })
  expect(sessions.map(({ user }) => user)).toEqual([alice.user, null])
})
