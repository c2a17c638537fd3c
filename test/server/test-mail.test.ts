import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createTransport } from 'nodemailer'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ApiOnPurpose, ApiSession, ApiTestMail } from '../../src/model/api.ts'
import type { FourportServer } from '../../src/server/fourport-server.ts'
import { startServer } from '../../src/server/start-server.ts'

let server: FourportServer
const open = new Set<FourportServer>()

beforeAll(async () => {
  server = await started({})
})
afterAll(() => Promise.all([...open].map((one) => one.close())))

async function started(options: Parameters<typeof startServer>[0]): Promise<FourportServer> {
  const one = await startServer({ ...options, http: 0 })
  open.add(one)
  return one
}

async function post(port: string | number, body: unknown, at: FourportServer = server): Promise<Response> {
  return fetch(new URL(`/api/ports/${port}/test-mail`, at.http?.url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
}

async function sent(port: string | number, settings: string, at = server): Promise<ApiTestMail> {
  return (await (await post(port, { settings }, at)).json()) as ApiTestMail
}

async function sessionOf({ session }: ApiTestMail, at = server): Promise<ApiSession> {
  const answer = await fetch(new URL(`/api/sessions/${session}`, at.http?.url))
  return (await answer.json()) as ApiSession
}

describe('a test mail', () => {
  it.each([25, 465, 587, 2525])('is accepted by port %i where its settings are right', async (port) => {
    const result = await sent(port, 'right')
    expect(result).toMatchObject({ sent: true, error: null })
    const { verdict, record } = await sessionOf(result)
    expect(verdict).toMatchObject({ outcome: 'ok', findings: [] })
    expect(record.messages).toHaveLength(1)
    expect(record.user).toBe(port === 25 ? null : 'test')
  })

  it.each([
    [25, 'starttls-required-not-offered'],
    [465, 'plaintext-on-implicit-tls-port'],
    [587, 'implicit-tls-on-starttls-port'],
    [2525, 'starttls-not-used'],
  ])('shows on port %i a mistake that many make', async (port, finding) => {
    const result = await sent(port, 'wrong')
    expect(result).toMatchObject({ sent: false, error: expect.any(String) as string })
    const { verdict } = await sessionOf(result)
    expect(verdict.findings.map(({ id }) => id)).toContain(finding)
  })

  it('logs in as a user of the server, and trusts a certificate that the user brought', async () => {
    const pem = (name: string): string => readFileSync(join(dirname(server.ca.file), name), 'utf8')
    const other = await started({
      users: [{ user: 'ada', password: 'engine-1843' }],
      cert: pem('server.pem'),
      key: pem('server.key'),
    })
    const result = await sent('submission', 'right', other)
    expect(result).toMatchObject({ sent: true, error: null })
    expect((await sessionOf(result, other)).record.user).toBe('ada')
  })

  it('has no session where nobody listens', async () => {
    await using _ = await server.scenario('port-refused', { listener: 'submission' })
    expect(await sent(587, 'right')).toMatchObject({ sent: false, session: null })
  })

  it('is refused where the listener or the settings are not known', async () => {
    expect((await post('submision', { settings: 'right' })).status).toBe(404)
    const answer = await post(587, { settings: 'odd' })
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ parameter: 'settings' })
  })
})

describe('a session under a scenario', () => {
  const cases: readonly (readonly [string, string, string, ApiOnPurpose['verdict'], RegExp])[] = [
    ['cert-expired', 'smtps', 'right', 'right', /met an expired certificate, refused it, and sent neither/],
    ['cert-expired', 'smtps', 'wrong', 'open', /began no TLS/],
    ['starttls-absent', 'submission', 'right', 'right', /neither password nor mail unencrypted/],
    ['starttls-absent', 'submission-alt', 'wrong', 'open', /does not log in/],
    ['tls-1-2', 'smtps', 'right', 'right', /^It delivered/],
    ['mail-550', 'relay', 'right', 'open', /must report/],
  ]
  it.each(cases)(
    'of %s on %s says of a client with %s settings: %s',
    async (scenario, listener, settings, verdict, words) => {
      await using _ = await server.scenario(scenario, { listener })
      const { onPurpose } = await sessionOf(await sent(listener, settings))
      expect(onPurpose).toEqual({ verdict, words: expect.stringMatching(words) as string })
    },
  )

  it('has on record that a client which refused the certificate closed the connection, not that it spoke no TLS', async () => {
    await using _ = await server.scenario('cert-expired', { listener: 'smtps' })
    const { record } = await sessionOf(await sent('smtps', 'right'))
    expect(record.entries.find(({ kind }) => kind === 'tls-failed')).toMatchObject({
      phase: 'handshake',
      reason: 'client-closed',
    })
  })

  it('says that a client does wrong where it does', async () => {
    await using _ = await server.scenario('cert-self-signed', { listener: 'smtps' })
    const { nodemailer } = server.ports.smtps
    await createTransport({ ...nodemailer, tls: { rejectUnauthorized: false } }).sendMail({
      from: 'a@example.test',
      to: 'b@example.test',
      text: 'x',
    })
    const { sessionId } = await server.waitForMessage({ to: 'b@example.test' })
    // Its session ends after its QUIT, which the message does not wait for.
    await expect
      .poll(async () => (await sessionOf({ sent: true, error: null, session: sessionId })).onPurpose)
      .toEqual({ verdict: 'wrong', words: expect.stringContaining('had not proven its identity') as string })
  })
})

describe('a port under a scenario', () => {
  it('is listed as what a client meets', async () => {
    await using _ = await server.scenario('starttls-absent', { listener: 'submission' })
    await using __ = await server.scenario('port-refused', { listener: 'smtps' })
    const { ports } = (await (await fetch(new URL('/api/ports', server.http?.url))).json()) as {
      ports: readonly { readonly name: string; readonly tls: string; readonly now: unknown }[]
    }
    expect(ports.map(({ name, tls, now }) => ({ name, tls, now }))).toMatchObject([
      { name: 'relay', tls: 'none', now: { tls: 'none', listens: true } },
      { name: 'smtps', tls: 'implicit', now: { tls: 'implicit', listens: false } },
      { name: 'submission', tls: 'starttls', now: { tls: 'none', tlsRequired: false, listens: true } },
      { name: 'submission-alt', tls: 'starttls', now: { tls: 'starttls', listens: true } },
    ])
  })
})
