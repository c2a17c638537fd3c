import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { systemClock } from '../../src/base/passed-in.ts'
import { connect, type FourportClient } from '../../src/client.ts'
import { startServer } from '../../src/server/start-server.ts'
import { flawedCertificate } from '../support/flawed-certificate.ts'
import type { FourportServer } from '../../src/server/fourport-server.ts'

let server: FourportServer
let client: FourportClient
beforeAll(async () => {
  server = await startServer({ http: 0 })
  client = connect(server.http?.url ?? '')
})
afterAll(() => server.close())

it('mail sent with the credentials of an inbox made over HTTP is seen there, TLS facts and session with it', async () => {
  const inbox = await client.inbox()
  const other = await client.inbox()
  const submission = (await client.ports()).find(({ profile }) => profile === 'submission')
  const transport = createTransport({
    host: submission?.host,
    port: submission?.port,
    requireTLS: true,
    auth: { user: inbox.user, pass: inbox.password },
    tls: { ca: await client.ca() },
  })
  const waiting = inbox.waitForMessage({ subject: 'Welcome' })
  await transport.sendMail({
    from: 'app@example.test',
    to: 'customer@example.test',
    subject: 'Welcome',
    text: 'hi',
  })
  transport.close()
  const message = await waiting
  expect(message).toMatchObject({ profile: 'submission', auth: { user: inbox.user } })
  expect(message.tls?.version).toBe('TLSv1.3')
  await other.expectNoMessage({}, { withinMs: 0 })
  for await (const { type } of client.events({ since: 0 })) if (type === 'session') break
  const { record, verdict } = await client.session(message.sessionId)
  expect(record.messages).toEqual([message.id])
  expect(verdict.outcome).toBe('ok')
})

it('a client set up wrongly is explained where the wait fails, with its fix for every library', async () => {
  const { port } = (await client.ports()).find(({ profile }) => profile === 'submission') ?? { port: 0 }
  const transport = createTransport({ host: '127.0.0.1', port, ignoreTLS: true })
  const waiting = client.waitForMessage({ to: 'never@example.test' }, { timeoutMs: 1500 })
  await expect(
    transport.sendMail({ from: 'a@example.test', to: 'never@example.test', text: 'x' }),
  ).rejects.toThrow('530')
  transport.close()
  const finding = await client.waitForFinding({ severity: 'error' })
  await expect(waiting).rejects.toMatchObject({
    code: 'WAIT_TIMEOUT',
    message: expect.stringContaining(finding.saw),
  })
  const { fixes } = await client.session(finding.sessionId)
  expect(fixes[finding.id]?.map(({ library }) => library)).toContain('nodemailer')
  expect(fixes[finding.id]?.[0]?.library).toBe('settings')
})

it('an injected message is like any other', async () => {
  const message = await client.inject({
    raw: 'From: a@example.test\r\nTo: b@example.test\r\nSubject: injected\r\n\r\n',
  })
  expect((await server.waitForMessage({ subject: 'injected' })).id).toBe(message.id)
})

it('the settings to copy name the file of a certificate of the user’s own, where its CA is in it', async () => {
  const { certificate, key, ca } = await flawedCertificate('wrong-name', systemClock)
  const folder = mkdtempSync(join(tmpdir(), 'fourport-chain-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const cert = join(folder, 'chain.pem')
  writeFileSync(cert, certificate + ca)
  await using other = await startServer({ http: 0, cert, key })
  const response = await fetch(new URL('/api/ports', other.http?.url))
  const { ports } = (await response.json()) as { ports: { tls: string; settings: { code: string }[] }[] }
  for (const { tls, settings } of ports) expect(settings[0]?.code.includes(cert)).toBe(tls !== 'none')
})
