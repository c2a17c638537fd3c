import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { startServer, type Finding, type ServerOptions } from '../../src/index.ts'
import type { ClientSetup, MailClient } from '../support/clients/client.ts'
import { endedSessions, findingsOf } from '../support/clients/ended-sessions.ts'
import { nodemailerClient } from '../support/clients/nodemailer.ts'
import { sampleMessage } from '../support/clients/sample-message.ts'
import { smtplibClient } from '../support/clients/smtplib.ts'
import { Wire } from '../support/wire.ts'

const certs = mkdtempSync(join(tmpdir(), 'fourport-login-'))
afterAll(() => rmSync(certs, { recursive: true, force: true }))

const alice = { user: 'alice@app.example', password: 'correct horse' }
const robot = { user: 'robot', password: 'correct horse' }

/** What is said of a client that logs in so. */
async function findingsAfter(
  client: MailClient,
  login: Pick<ClientSetup, 'user' | 'password' | 'mechanism'>,
  options: ServerOptions,
): Promise<readonly Finding[]> {
  await using server = await startServer({ certs, ...options })
  const to = ['bob@app.example']
  const from = 'alice@app.example'
  const { output } = await client.send({
    host: 'localhost',
    port: server.ports.smtps.port,
    tls: 'implicit',
    verify: true,
    caFile: server.ca.file,
    from,
    to,
    message: sampleMessage(from, to, 'login'),
    ...login,
  })
  const sessions = await endedSessions(server)
  expect(JSON.stringify(sessions), output).not.toContain(alice.password)
  return findingsOf(server, sessions)
}

const clients = [nodemailerClient, smtplibClient].map((client) => [client.name, client] as const)

describe.each(clients)('a refused login of %s names the half that is wrong', (_name, client) => {
  test.skipIf(client.missing() !== null)('the user', async () => {
    const [finding] = await findingsAfter(
      client,
      { user: 'alcie@app.example', password: alice.password },
      { users: [alice] },
    )
    expect(finding).toMatchObject({ id: 'login-rejected', why: 'The server knows no such user.' })
    expect(finding?.saw).toMatch(/for user "alcie@app\.example" got 535\.$/)
  })

  test.skipIf(client.missing() !== null)('the password', async () => {
    const [finding] = await findingsAfter(
      client,
      { ...alice, password: 'battery staple' },
      { users: [alice] },
    )
    expect(finding).toMatchObject({
      id: 'login-rejected',
      why: 'The server knows this user, but the password is wrong.',
    })
  })

  test.skipIf(client.missing() !== null)('an @ that a user lacks is no cause', async () => {
    const login = { user: 'robot', password: 'battery staple' }
    const [among] = await findingsAfter(client, login, { users: [alice] })
    expect(among?.saw).toMatch(/for user "robot" got 535\.$/)
    const [alone] = await findingsAfter(client, login, { users: [robot] })
    expect(alone?.saw).toMatch(/for user "robot" got 535\.$/)
  })

  test.skipIf(client.missing() !== null)('a token is called a token', async () => {
    const login = { user: alice.user, password: 'ya29.wrong', mechanism: 'XOAUTH2' } as const
    const [finding] = await findingsAfter(client, login, { users: [alice] })
    expect(finding).toMatchObject({ id: 'login-rejected' })
    expect(finding?.why).toMatch(/^The server knows this user, but the token is wrong\. /)
    expect(`${finding?.saw}${finding?.why}`).not.toContain('password is wrong')
  })

  test.skipIf(client.missing() !== null)('a password that is sent as a token is noted', async () => {
    const login = { ...alice, mechanism: 'XOAUTH2' } as const
    const findings = await findingsAfter(client, login, { users: [alice] })
    expect(findings).toMatchObject([{ id: 'password-as-token', severity: 'note' }])
    // Where any token is taken, nobody knows better.
    expect(await findingsAfter(client, login, {})).toEqual([])
  })
})

describe('AUTH in clear with nothing or nonsense in it carried no password', () => {
  const base64 = (text: string): string => Buffer.from(text).toString('base64')
  const ids = async (...lines: readonly string[]): Promise<readonly Finding[]> => {
    await using server = await startServer({ certs })
    const wire = await Wire.open(server.ports.relay)
    await wire.reply()
    for (const line of ['EHLO app.example', ...lines]) await wire.command(line)
    wire.write('QUIT\r\n')
    await wire.rest()
    const [session] = await endedSessions(server)
    return session === undefined ? [] : (await server.verdict(session)).findings
  }
  const refused = 'login-not-offered-on-plain-port'

  test.each([
    'AUTH PLAIN =',
    'AUTH PLAIN {alice}',
    `AUTH PLAIN ${base64('hello')}`,
    `AUTH PLAIN ${base64('\0bob\0')}`,
    `AUTH LOGIN ${base64('bob')} =`,
    'AUTH FOO bar',
    `AUTH XOAUTH2 ${base64('user=bob\u0001auth=Bearer \u0001\u0001')}`,
    'AUTH SCRAM-SHA-256 biwsbj11c2VyLHI9cg==',
  ])('%s', async (line) => {
    expect((await ids(line)).map(({ id }) => id)).toEqual([refused])
  })

  test.each([
    [`AUTH PLAIN ${base64('\0bob\0hunter2')}`, 'password'],
    [`AUTH PLAIN ${base64('\0bob\0hunter2').replace(/=+$/, '')}`, 'password'],
    [`AUTH PLAIN ${base64('bob\0hunter2')}`, 'password'],
    ['AUTH PLAIN bob hunter2', 'password'],
    [`AUTH ${base64('\0bob\0hunter2')}`, 'password'],
    [`AUTH XOAUTH2 ${base64('user=bob\u0001auth=Bearer ya29.x\u0001\u0001')}`, 'token'],
  ])('%s did', async (line, secret) => {
    const findings = await ids(line)
    expect(findings.map(({ id }) => id)).toEqual([refused, 'credentials-unencrypted'])
    expect(findings[1]?.saw).toContain(` carried a ${secret} `)
  })

  test('AUTH alone is told as what it is', async () => {
    await using server = await startServer({ certs })
    const wire = await Wire.openTls(server.ports.smtps)
    await wire.reply()
    for (const line of ['EHLO app.example', 'AUTH']) await wire.command(line)
    wire.write('QUIT\r\n')
    await wire.rest()
    const [session] = await endedSessions(server)
    expect(session && (await server.verdict(session)).findings[0]?.saw).toMatch(
      /^The client sent AUTH without a mechanism and got 501 5\.5\.4; the server offered PLAIN /,
    )
  })
})
