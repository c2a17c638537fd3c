import { createTransport } from 'nodemailer'
import { describe, expect, it } from 'vitest'
import { type FourportServer, type ServerOptions, startServer } from '../../src/index.ts'
import { throwawayTls } from '../support/throwaway-tls.ts'
import { Wire } from '../support/wire.ts'

const catcher = { name: 'catcher', profile: 'catcher', port: 0 } as const
const plain = (user: string, password: string): string =>
  `AUTH PLAIN ${Buffer.from(`\0${user}\0${password}`).toString('base64')}`

async function greet(server: FourportServer, name: string): Promise<{ wire: Wire; ehlo: string }> {
  const port = server.listeners.find((listener) => listener.name === name)!
  const wire = await Wire.open(port)
  await wire.reply()
  return { wire, ehlo: await wire.command('EHLO client.test') }
}

describe('a catcher', () => {
  it('is started by nothing but a further listener', async () => {
    await using server = await startServer()
    expect(server.listeners.map(({ name }) => name)).toEqual([
      'relay',
      'smtps',
      'submission',
      'submission-alt',
    ])
  })

  it('accepts any login unencrypted, and offers no TLS that a client would have to trust', async () => {
    await using server = await startServer({ listeners: [catcher] })
    const { wire, ehlo } = await greet(server, 'catcher')
    expect(ehlo).toMatch(/^250[- ]AUTH PLAIN LOGIN/m)
    expect(ehlo).not.toContain('STARTTLS')
    expect(await wire.command(plain('anyone', 'any password'))).toMatch(/^235 /)
    expect(await wire.command('MAIL FROM:<a@x.test>')).toMatch(/^250 /)
    wire.end()
    expect(server.listeners.at(-1)).toMatchObject({
      profile: 'catcher',
      tls: 'none',
      auth: 'optional',
      authWithoutTls: true,
    })
  })

  it.each([
    ['warns of a password', { user: 'user', pass: 'secret' }, [['credentials-unencrypted', 'warning']]],
    ['says nothing of mail without a login', undefined, []],
  ])('%s', async (_what, auth, expected) => {
    await using server = await startServer({ listeners: [catcher] })
    const { port } = server.listeners.at(-1)!
    const transport = createTransport({ host: '127.0.0.1', port, ...(auth && { auth }) })
    await transport.sendMail({ from: 'a@x.test', to: 'b@x.test', subject: 'Hello', text: 'Hello.' })
    const findings = await server.findings()
    expect(findings.map(({ id, severity }) => [id, severity])).toEqual(expected)
  })

  it('accepts only the users that are set, and demands a login where that is asked for', async () => {
    const users = [{ user: 'ann', password: 'secret' }]
    await using server = await startServer({ listeners: [catcher], users, auth: { catcher: 'required' } })
    const { wire } = await greet(server, 'catcher')
    expect(await wire.command('MAIL FROM:<a@x.test>')).toMatch(/^530 /)
    expect(await wire.command(plain('ann', 'wrong'))).toMatch(/^535 /)
    expect(await wire.command(plain('ann', 'secret'))).toMatch(/^235 /)
    wire.end()
    expect(server.ports.submission.auth).toBe('optional')
  })

  it('offers STARTTLS, and still a login before it, with a certificate of the user', async () => {
    const { certificatePem: cert, keyPem: key } = await throwawayTls()
    await using server = await startServer({ listeners: [catcher], cert, key })
    const { wire, ehlo } = await greet(server, 'catcher')
    expect(ehlo).toMatch(/^250[- ]STARTTLS/m)
    expect(ehlo).toMatch(/^250[- ]AUTH PLAIN LOGIN/m)
    expect(await wire.command(plain('anyone', 'any password'))).toMatch(/^235 /)
    wire.end()
  })
})

describe('authWithoutTls', () => {
  const onPort = async (options: ServerOptions, name: string): Promise<string> => {
    await using server = await startServer(options)
    const { wire, ehlo } = await greet(server, name)
    const replies = [await wire.command(plain('u', 'p')), await wire.command('MAIL FROM:<a@x.test>')]
    wire.end()
    return `${ehlo}\n${replies.join('\n')}`
  }

  it('has a port that requires STARTTLS accept logins and mail without it, and that port alone', async () => {
    const authWithoutTls = ['submission']
    expect(await onPort({ authWithoutTls }, 'submission')).toMatch(
      /250-AUTH PLAIN[^]*STARTTLS[^]*\n235 [^]*\n250 /,
    )
    expect(await onPort({ authWithoutTls }, 'submission-alt')).toMatch(/\n530 [^]*\n530 /)
  })

  it('has the relay port offer a login', async () => {
    expect(await onPort({ authWithoutTls: ['relay'] }, 'relay')).toMatch(/AUTH PLAIN[^]*\n235 [^]*\n250 /)
  })
})
