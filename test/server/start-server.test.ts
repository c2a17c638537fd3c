import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { connect } from 'node:tls'
import { inspect } from 'node:util'
import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { startServer } from '../../src/index.ts'
import { send } from '../support/send.ts'
import { throwawayTls } from '../support/throwaway-tls.ts'
import { Wire } from '../support/wire.ts'

describe('startServer', () => {
  it('captures on all four ports with the settings each port hands out', async () => {
    await using server = await startServer()
    const { relay, smtps, submission, submissionAlt } = server.ports
    for (const port of [relay, smtps, submission, submissionAlt]) await send(port, { subject: port.name })

    const messages = await server.waitForMessages(4)
    expect(messages.map(({ profile, port, tls }) => ({ profile, port, tls: tls !== null }))).toEqual([
      { profile: 'relay', port: relay.port, tls: false },
      { profile: 'smtps', port: smtps.port, tls: true },
      { profile: 'submission', port: submission.port, tls: true },
      { profile: 'submission-alt', port: submissionAlt.port, tls: true },
    ])
  })

  it('prints itself in a few lines, without certificates, passwords and functions', async () => {
    await using server = await startServer({ users: [{ user: 'user', password: 'secret' }], http: 0 })
    await send(server.ports.relay, { subject: 'printed' })
    await server.waitForMessage()
    const printed = inspect(server)
    expect(printed).toMatch(/^FourportServer \{/)
    for (const port of server.listeners) expect(printed).toContain(`:${port.port}'`)
    expect(printed).toContain(`ca: '${server.ca.file}'`)
    expect(printed).toContain(`http: '${server.http?.url}'`)
    expect(printed).toContain('messages: 1')
    expect(printed).not.toMatch(/secret|BEGIN|Function/)
    expect(printed.split('\n').length).toBeLessThanOrEqual(16)
    expect(inspect({ a: { b: { c: server } } })).toContain('[FourportServer]')
    await using plain = await startServer({
      ports: { smtps: 'off', submission: 'off', submissionAlt: 'off' },
    })
    expect(inspect(plain)).toMatch(/http: null,\s+ca: null/)
  })

  it('says of each port what a client must know', async () => {
    await using server = await startServer()
    expect(server.ports.relay).toMatchObject({
      tls: 'none',
      auth: 'off',
      url: `smtp://127.0.0.1:${server.ports.relay.port}`,
    })
    expect(server.ports.smtps).toMatchObject({
      tls: 'implicit',
      url: `smtps://127.0.0.1:${server.ports.smtps.port}`,
    })
    expect(server.ports.submission).toMatchObject({ tls: 'starttls', tlsRequired: true, auth: 'optional' })
    expect(server.ports.submissionAlt.nodemailer).toMatchObject({ secure: false, requireTLS: true })
  })

  it('demands the login that its settings carry', async () => {
    await using server = await startServer({
      auth: 'required',
      users: [{ user: 'user', password: 'secret' }],
    })
    await send(server.ports.smtps)
    const message = await server.waitForMessage()
    expect(message.auth).toEqual({ user: 'user', mechanism: 'PLAIN' })
    await expect(
      send({
        ...server.ports.smtps,
        nodemailer: { ...server.ports.smtps.nodemailer, auth: { user: 'user', pass: 'wrong' } },
      }),
    ).rejects.toThrow(/535/)
  })

  it('offers the mechanisms that are named, and speaks no other', async () => {
    const users = [{ user: 'user', password: 'secret' }]
    await using server = await startServer({ users, authMechanisms: ['SCRAM-SHA-256', 'PLAIN'] })
    const wire = await Wire.openTls(server.ports.smtps)
    await wire.reply()
    const offer = await wire.command('EHLO client.test')
    expect(offer.split(/\r?\n/).filter((line) => line.includes('AUTH'))).toEqual([
      expect.stringMatching(/^250[- ]AUTH PLAIN SCRAM-SHA-256$/),
    ])
    expect(await wire.command('AUTH LOGIN')).toMatch(/^504 /)
    wire.destroy()
  })

  it('has a certificate for localhost, loopback addresses and the names asked for', async () => {
    await using server = await startServer({ hostNames: ['mail.test', '127.0.0.9'] })
    const socket = connect({
      host: '127.0.0.1',
      port: server.ports.smtps.port,
      servername: 'mail.test',
      ca: server.ca.pem,
    })
    await once(socket, 'secureConnect')
    const leaf = new X509Certificate(socket.getPeerX509Certificate()?.raw ?? '')
    socket.destroy()
    expect(leaf.checkHost('localhost')).toBe('localhost')
    expect(leaf.checkHost('mail.test')).toBe('mail.test')
    expect(leaf.checkIP('127.0.0.1')).toBe('127.0.0.1')
    expect(leaf.checkIP('::1')).toBeDefined()
    expect(leaf.checkIP('127.0.0.9')).toBe('127.0.0.9')
  })

  it('leaves the CA in a file that outlives it', async () => {
    const server = await startServer()
    await server.close()
    expect(readFileSync(server.ca.file, 'utf8')).toBe(server.ca.pem)
  })

  it('keeps two servers in one process apart', async () => {
    await using one = await startServer()
    await using two = await startServer()
    await send(one.ports.relay, { subject: 'for one' })
    await one.waitForMessage({ subject: 'for one' })
    await two.expectNoMessage()
    expect(await two.sessions()).toEqual([])
  })

  it('binds all ports or none, and names the one that is taken', async () => {
    const holder = createServer().listen(0, '127.0.0.1')
    await once(holder, 'listening')
    const { port } = holder.address() as { port: number }
    await expect(startServer({ ports: { smtps: port } })).rejects.toMatchObject({
      code: 'PORT_IN_USE',
      message: expect.stringContaining(String(port)) as string,
    })
    holder.close()
    await once(holder, 'close')
    await using server = await startServer({ ports: { smtps: port } })
    expect(server.ports.smtps.port).toBe(port)
  })

  it('says so when a port is read that is switched off', async () => {
    await using server = await startServer({ ports: { relay: 'off' } })
    expect(() => server.ports.relay).toThrow(expect.objectContaining({ code: 'PORT_OFF' }))
    expect(server.listeners.map(({ name }) => name)).toEqual(['smtps', 'submission', 'submission-alt'])
  })

  it('says so when a CA is read that is not there', async () => {
    const { certificatePem: cert, keyPem: key } = await throwawayTls()
    await using server = await startServer({ cert, key })
    expect(() => server.ca).toThrow(expect.objectContaining({ code: 'CA_ABSENT' }))
    expect(Object.keys(server)).not.toContain('ca')
  })

  it.each([
    ['0.0.0.0', '127.0.0.1', '127.0.0.1'],
    ['::', '::1', '[::1]'],
  ])('hands out addresses one can connect to where it listens on %s', async (host, reached, inUrl) => {
    await using server = await startServer({ host, http: 0, insecureNoAuth: true })
    const { smtps, submission } = server.ports
    expect(smtps).toMatchObject({ host, url: `smtps://${inUrl}:${smtps.port}` })
    expect(submission.nodemailer).toMatchObject({ host: reached })
    // By the certificate's names, too: it carries no "any address".
    for (const port of [smtps, submission]) await send(port, { subject: port.name })
    await server.waitForMessages(2)
    expect(server.http).toMatchObject({ host, url: `http://${inUrl}:${server.http?.port}/` })
    expect((await fetch(`${server.http?.url}livez`)).status).toBe(200)
  })

  it('has further listeners with the behaviour of one of the four', async () => {
    await using server = await startServer({ listeners: [{ name: 'legacy', profile: 'relay', port: 0 }] })
    const legacy = server.listeners.find(({ name }) => name === 'legacy')
    await send({
      ...server.ports.relay,
      nodemailer: { ...server.ports.relay.nodemailer, port: legacy?.port ?? 0 },
    })
    const message = await server.waitForMessage({ listener: 'legacy' })
    expect(message).toMatchObject({ profile: 'relay', listener: 'legacy', port: legacy?.port })
  })

  it('quotes an option that it does not know', async () => {
    await expect(startServer({ prots: {} } as never)).rejects.toMatchObject({
      code: 'OPTION_UNKNOWN',
      message: expect.stringContaining('prots') as string,
      help: expect.stringContaining('ports') as string,
    })
  })

  it('closes twice as well as once', async () => {
    const server = await startServer()
    await Promise.all([server.close(), server.close()])
    await server.close()
  })
})
