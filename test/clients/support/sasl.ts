import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { startServer, type FourportServer } from '../../../src/index.ts'
import { userMechanisms } from '../../../src/model/mechanisms.ts'
import { endedSessions, findingsOf } from '../../support/clients/ended-sessions.ts'
import type { MailClient, Mechanism } from '../../support/clients/index.ts'
import { sampleMessage } from '../../support/clients/sample-message.ts'

export const alice = { user: 'alice@client.test', password: 'correct horse' }
export const wrong = { ...alice, password: 'battery staple' }

const certs = mkdtempSync(join(tmpdir(), 'fourport-sasl-'))
afterAll(() => rmSync(certs, { recursive: true, force: true }))

/** One that takes any login, or one with a user. */
export const startOpen = (): Promise<FourportServer> => startServer({ certs })
export const startWithUser = (): Promise<FourportServer> =>
  startServer({ certs, users: [alice], authMechanisms: ['modern'] })

type Pair = readonly [name: string, mechanism: Mechanism, client: MailClient]

export const pairsOf = (clients: readonly MailClient[]): readonly Pair[] =>
  clients.flatMap((client) => client.mechanisms.map((mechanism) => [client.name, mechanism, client] as const))

/** Those with which a server has to prove something, or that clients have had for a few years only. */
export const youngOf = (clients: readonly MailClient[]): readonly Pair[] =>
  pairsOf(clients).filter(([, mechanism]) => userMechanisms.has(mechanism))

/** @param mechanism - Left out: the client's own choice */
export async function send(
  server: FourportServer,
  client: MailClient,
  login: typeof alice,
  mechanism?: Mechanism,
) {
  const to = ['bob@client.test']
  const { ok, output } = await client.send({
    host: 'localhost',
    port: server.ports.smtps.port,
    tls: 'implicit',
    verify: true,
    caFile: server.ca.file,
    from: alice.user,
    to,
    message: sampleMessage(alice.user, to, mechanism ?? 'its own choice'),
    ...(mechanism !== undefined && { mechanism }),
    ...login,
  })
  const sessions = await endedSessions(server)
  expect(JSON.stringify(sessions)).not.toContain(login.password)
  return { ok, output, findings: await findingsOf(server, sessions) }
}

export function describeRefusals(pairs: readonly Pair[]): void {
  describe.skipIf(pairs.length === 0)('a wrong password or token', () => {
    test.each(pairs)(
      '%s by %s is refused, and which half was wrong is said',
      async (_name, mechanism, client) => {
        await using server = await startWithUser()
        const { ok, findings } = await send(server, client, wrong, mechanism)
        expect(ok).toBe(false)
        expect(findings).toMatchObject([{ id: 'login-rejected' }])
        const half = mechanism === 'OAUTHBEARER' ? 'token' : 'password'
        expect(findings[0]?.why).toContain(`The server knows this user, but the ${half} is wrong.`)
      },
    )
  })
}

export function describeWithoutUsers(pairs: readonly Pair[]): void {
  describe.skipIf(pairs.length === 0)('where any password is taken', () => {
    test.each(pairs)('%s, told to use %s, is told why it cannot', async (_name, mechanism, client) => {
      await using server = await startOpen()
      const { ok, findings } = await send(server, client, alice, mechanism)
      expect(ok).toBe(false)
      expect(['login-not-tried', 'auth-mechanism-unsupported']).toContain(findings[0]?.id)
      expect(findings[0]?.fix).toContain('(--user)')
    })
  })
}
