import { createSecureContext, type ConnectionOptions, type TLSSocket } from 'node:tls'
import { describe, expect, it } from 'vitest'
import type { Observation } from '../../src/model/observation.ts'
import { startEngine, type EngineUnderTest } from '../support/smtp-bench.ts'
import { clientHelloOf } from '../support/client-hello.ts'
import { throwawayTls } from '../support/throwaway-tls.ts'
import { Wire } from '../support/wire.ts'

const ports = ['smtps', 'submission'] as const
type Port = (typeof ports)[number]

/** A connection up to where a handshake may begin. */
async function toHandshake(server: EngineUnderTest, port: Port): Promise<Wire> {
  const wire = await Wire.open(server.ports[port])
  if (port === 'smtps') return wire
  await wire.reply()
  await wire.command('EHLO client.test')
  await wire.command('STARTTLS')
  return wire
}

async function fail(
  port: Port,
  options: ConnectionOptions,
): Promise<{ facts: readonly Observation[]; error: string }> {
  await using server = await startEngine()
  const wire = await toHandshake(server, port)
  let error = ''
  await wire.startTls(options).catch((reason: Error & { code?: string }) => {
    error = reason.code ?? reason.message
  })
  wire.destroy()
  const record = await server.session()
  expect(server.errors).toEqual([])
  return { facts: record.entries, error }
}

describe.each(ports)('TLS on %s', (port) => {
  it('names what was agreed', async () => {
    await using server = await startEngine()
    const wire = await toHandshake(server, port)
    await wire.startTls({ maxVersion: 'TLSv1.2', servername: 'mail.example' })
    wire.end()
    const record = await server.session()
    expect(record.tls).toMatchObject({ version: 'TLSv1.2', sni: 'mail.example', resumed: false, alpn: null })
    expect(record.tls?.cipher).toMatch(/^TLS_ECDHE_ECDSA_/)
    expect(record.clientHello).toMatchObject({ versions: ['TLSv1.2'] })
    expect(record.leaf?.names).toContain('localhost')
  })

  it.each(['TLSv1.2', 'TLSv1.3'] as const)(
    'a client that does not trust the certificate (%s)',
    async (version) => {
      const { facts, error } = await fail(port, { rejectUnauthorized: true, maxVersion: version })
      expect(error).toBe('DEPTH_ZERO_SELF_SIGNED_CERT')
      // Node closes without an alert: before the server has its Finished under 1.3, after it under 1.2.
      const last = facts.at(-1)
      if (last?.kind === 'tls-failed')
        expect(last).toMatchObject({ reason: 'client-closed', phase: 'handshake' })
      else expect(facts.some((fact) => fact.kind === 'tls-established')).toBe(true)
    },
  )

  it('nothing in common: version', async () => {
    const { facts, error } = await fail(port, {
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1.1',
      ciphers: 'DEFAULT:@SECLEVEL=0',
    })
    expect(facts.at(-1)).toMatchObject({ kind: 'tls-failed', phase: 'handshake', reason: 'version' })
    expect(error).toBe('ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION')
  })

  it('nothing in common: cipher', async () => {
    const { facts, error } = await fail(port, {
      maxVersion: 'TLSv1.2',
      ciphers: 'ECDHE-RSA-AES128-GCM-SHA256',
    })
    expect(facts.at(-1)).toMatchObject({ kind: 'tls-failed', phase: 'handshake', reason: 'cipher' })
    expect(error).toMatch(/HANDSHAKE_FAILURE/)
  })

  it('bytes that are no TLS', async () => {
    await using server = await startEngine()
    const wire = await toHandshake(server, port)
    wire.write('\0\x01\x02 what\r\n')
    expect(await wire.rest()).toBe('')
    const last = (await server.session()).entries.at(-1)
    if (port === 'smtps') expect(last).toMatchObject({ kind: 'first-bytes', protocol: 'other' })
    else expect(last).toMatchObject({ kind: 'tls-failed', phase: 'before-hello', reason: 'not-tls' })
  })

  it.each(['end', 'reset'] as const)('a client that goes by %s in the handshake', async (how) => {
    await using server = await startEngine()
    const wire = await toHandshake(server, port)
    wire.write(await clientHelloOf({}))
    // The server's flight is here: the handshake is in its middle.
    await new Promise((resolve) => wire.socket.once('data', resolve))
    wire[how]()
    const record = await server.session()
    expect(record.entries.at(-1)).toMatchObject({
      kind: 'tls-failed',
      phase: 'handshake',
      reason: 'client-closed',
    })
    expect(record.close).toMatchObject({ by: 'client', how: how === 'end' ? 'fin' : 'rst' })
  })

  it('a handshake that does not go on', async () => {
    await using server = await startEngine({ settings: { handshakeTimeoutMs: 100 } })
    const wire = await toHandshake(server, port)
    wire.write((await clientHelloOf({})).subarray(0, 100))
    await wire.rest()
    const record = await server.session()
    expect(record.entries.at(-1)).toMatchObject({ kind: 'tls-failed', reason: 'timeout' })
    expect(record.close).toMatchObject({ by: 'server', how: 'destroyed' })
  })

  it('bytes that are no TLS after the handshake', async () => {
    await using server = await startEngine()
    const wire = await toHandshake(server, port)
    await wire.startTls({ maxVersion: 'TLSv1.2' })
    if (port === 'smtps') await wire.reply()
    await wire.command('NOOP')
    wire.writeRaw(Buffer.from('1503030002022800', 'hex'))
    await wire.rest()
    const record = await server.session()
    expect(record.entries.at(-1)).toMatchObject({ kind: 'tls-failed', phase: 'established', reason: 'other' })
    expect(server.errors).toEqual([])
  })

  it("a client's certificate, where the server asks for one", async () => {
    await using server = await startEngine({ tls: { requestClientCertificate: true } })
    const { certificatePem, keyPem } = await throwawayTls()
    const wire = await toHandshake(server, port)
    await wire.startTls({ cert: certificatePem, key: keyPem })
    wire.end()
    const record = await server.session()
    expect(record.tls?.clientCertificate).toEqual({
      subject: 'CN=localhost',
      sha256: expect.stringMatching(/^(?:[0-9A-F]{2}:){31}[0-9A-F]{2}$/),
    })
    const without = await toHandshake(server, port)
    await without.startTls()
    without.end()
    const second = await server.session((candidate) => candidate.id !== record.id)
    expect(second.tls).toMatchObject({ clientCertificate: null })
  })

  it('a session resumed says so', async () => {
    await using server = await startEngine()
    const first = await toHandshake(server, port)
    await first.startTls({ maxVersion: 'TLSv1.2' })
    const ticket = (first.socket as TLSSocket).getSession()
    first.end()
    const second = await toHandshake(server, port)
    await second.startTls({ maxVersion: 'TLSv1.2', session: ticket ?? Buffer.alloc(0) })
    second.end()
    const record = await server.session((candidate) => candidate.tls?.resumed === true)
    expect(record.tls?.resumed).toBe(true)
  })

  it('octets of a whole dialogue are counted as they crossed the wire', async () => {
    await using server = await startEngine()
    const wire = await toHandshake(server, port)
    await wire.startTls()
    if (port === 'smtps') await wire.reply()
    await wire.command('EHLO client.test')
    await wire.command('QUIT')
    await wire.rest()
    const record = await server.session()
    expect(record.bytesIn).toBeGreaterThan(500)
    expect(record.bytesOut).toBeGreaterThan(500)
  })
})

it('STARTTLS on the relay, when offered opportunistically', async () => {
  await using server = await startEngine({ profiles: { relay: { tls: 'starttls', tlsRequired: false } } })
  const wire = await Wire.open(server.ports.relay)
  await wire.reply()
  expect(await wire.command('EHLO client.test')).toContain('STARTTLS')
  expect(await wire.command('MAIL FROM:<a@x.test>')).toMatch(/^250/)
  expect(await wire.command('STARTTLS')).toMatch(/^220/)
  await wire.startTls()
  const ehlo = await wire.command('EHLO client.test')
  expect(ehlo).not.toContain('STARTTLS')
  expect(ehlo).not.toContain('AUTH')
  expect(await wire.command('STARTTLS')).toMatch(/^503 5\.5\.1 /)
  wire.end()
})

it('the certificate really is the one of the context', async () => {
  const tls = await throwawayTls()
  await using server = await startEngine()
  const wire = await Wire.openTls(server.ports.smtps, {
    rejectUnauthorized: true,
    secureContext: createSecureContext({ ca: tls.certificatePem }),
  })
  expect(await wire.reply()).toMatch(/^220/)
  wire.end()
})
