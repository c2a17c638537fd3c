import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { startServer } from '../../src/index.ts'
import { endedSessions } from '../support/clients/ended-sessions.ts'
import { Wire } from '../support/wire.ts'

const certs = mkdtempSync(join(tmpdir(), 'fourport-tls-words-'))
afterAll(() => rmSync(certs, { recursive: true, force: true }))

test('TLS 1.3 alone is not called retired', async () => {
  await using server = await startServer({ certs, tlsMaxVersion: 'TLSv1.2' })
  await expect(Wire.openTls(server.ports.smtps, { minVersion: 'TLSv1.3' })).rejects.toThrow()
  const [session] = await endedSessions(server)
  const [finding] = (await server.verdict(session!)).findings
  expect(finding).toMatchObject({ id: 'tls-version-too-old', saw: expect.stringContaining('TLSv1.3') })
  expect(finding?.why).toBe(
    'TLS 1.3 is a current version, but one side allows only that one, and the other has it switched off.',
  )
  expect(finding?.fix).toMatch(/--tls-max-version/)
})

test('TLS 1.1 alone is', async () => {
  await using server = await startServer({ certs })
  const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const
  await expect(Wire.openTls(server.ports.smtps, old)).rejects.toThrow()
  const [session] = await endedSessions(server)
  expect((await server.verdict(session!)).findings[0]?.why).toMatch(/TLS 1\.0 and 1\.1 are retired/)
})

test('opportunistic TLS on the relay port was not told to use TLS', async () => {
  await using server = await startServer({ certs })
  const wire = await Wire.open(server.ports.relay)
  await wire.reply()
  for (const line of [
    'EHLO app.example',
    'STARTTLS',
    'MAIL FROM:<ann@x.test>',
    'RCPT TO:<bob@x.test>',
    'DATA',
  ])
    await wire.command(line)
  await wire.command('From: ann@x.test\r\n\r\nHi\r\n.')
  wire.write('QUIT\r\n')
  await wire.rest()
  const [session] = await endedSessions(server)
  const [finding] = (await server.verdict(session!)).findings
  expect(finding).toMatchObject({ id: 'starttls-required-not-offered', severity: 'warning' })
  expect(finding?.why).not.toContain('The client was told to use TLS')
  expect(finding?.why).toContain('(opportunistic TLS)')
})

test('leaving after the handshake is a refusal where .NET does it, though its suites are among the defaults of OpenSSL', async () => {
  await using server = await startServer({ certs })
  // SslStream's list.
  const ciphers =
    'ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES256-GCM-SHA384:ECDHE-RSA-AES128-GCM-SHA256:' +
    'ECDHE-ECDSA-AES256-SHA384:ECDHE-ECDSA-AES128-SHA256:ECDHE-RSA-AES256-SHA384:ECDHE-RSA-AES128-SHA256'
  const wire = await Wire.openTls(server.ports.smtps, {
    ciphers,
    rejectUnauthorized: false,
  })
  // The server has seen the end of the handshake.
  await wire.reply()
  wire.destroy()
  const [session] = await endedSessions(server)
  const { findings, tlsLibrary } = await server.verdict(session!)
  expect(tlsLibrary?.name).toBe('.NET')
  expect(findings).toMatchObject([{ id: 'certificate-rejected-after-handshake' }])
})
