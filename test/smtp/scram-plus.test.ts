import { createHash } from 'node:crypto'
import type { ConnectionOptions, TLSSocket } from 'node:tls'
import { describe, expect, it } from 'vitest'
import { Faults } from '../../src/faults/faults.ts'
import { authMechanisms } from '../../src/model/mechanisms.ts'
import type { AuthObserved } from '../../src/model/observation.ts'
import { ScramClient, type ScramHabits } from '../support/scram-client.ts'
import { startEngine, type EngineUnderTest } from '../support/smtp-bench.ts'
import { Wire } from '../support/wire.ts'

const users = { bob: 'hunter2', 'ann@x.test': 'secret pass' }

type Version = 'TLSv1.2' | 'TLSv1.3'
/** What the client takes for the binding of its own connection. */
type Binding = (socket: TLSSocket) => Buffer

const exporter: Binding = (socket) =>
  socket.exportKeyingMaterial(32, 'EXPORTER-Channel-Binding', Buffer.alloc(0))
const unique: Binding = (socket) =>
  (socket.isSessionReused() ? socket.getPeerFinished() : socket.getFinished()) as Buffer
const endPoint: Binding = (socket) =>
  createHash('sha256').update(socket.getPeerX509Certificate()!.raw).digest()

async function arrive(server: EngineUnderTest, options: ConnectionOptions): Promise<Wire> {
  const wire = await Wire.openTls(server.ports.smtps, options)
  await wire.reply()
  await wire.command('EHLO client.test')
  return wire
}

/** One login up to the reply to its proof, or to its first message where that is refused. */
async function prove(wire: Wire, client: ScramClient, mechanism = 'SCRAM-SHA-256-PLUS'): Promise<string> {
  const asked = await wire.command(`AUTH ${mechanism} ${client.first}`)
  return asked.startsWith('334 ') ? wire.command(client.final(asked)) : asked
}

async function authOf(server: EngineUnderTest): Promise<AuthObserved | undefined> {
  return (await server.session()).entries.find((entry) => entry.kind === 'auth')
}

function clientOf(habits: ScramHabits, password = 'hunter2', user = 'bob'): ScramClient {
  return new ScramClient(user, password, habits)
}

/** A session of the same server that this connection can go on with. */
async function sessionOf(server: EngineUnderTest, maxVersion: Version): Promise<Buffer> {
  const wire = await arrive(server, { maxVersion })
  const session = (wire.socket as TLSSocket).getSession()
  await wire.command('QUIT')
  wire.end()
  return session as Buffer
}

describe('SCRAM-SHA-256-PLUS (RFC 7677) binds a login to', () => {
  it.each<[string, string, Version, Binding, boolean]>([
    ['what TLS 1.3 exports (RFC 9266)', 'tls-exporter', 'TLSv1.3', exporter, false],
    ['the first Finished of TLS 1.2 (RFC 5929)', 'tls-unique', 'TLSv1.2', unique, false],
    ['the first Finished of a session that is resumed', 'tls-unique', 'TLSv1.2', unique, true],
    ['the certificate under TLS 1.2', 'tls-server-end-point', 'TLSv1.2', endPoint, false],
    ['the certificate under TLS 1.3', 'tls-server-end-point', 'TLSv1.3', endPoint, false],
  ])('%s', async (_name, type, maxVersion, bindingOf, resumes) => {
    await using server = await startEngine({ users })
    const session = resumes ? await sessionOf(server, maxVersion) : undefined
    const wire = await arrive(server, { maxVersion, ...(session !== undefined && { session }) })
    const socket = wire.socket as TLSSocket
    expect(socket.getProtocol()).toBe(maxVersion)
    expect(socket.isSessionReused()).toBe(resumes)
    const client = clientOf({ header: `p=${type},,`, binding: bindingOf(socket) })
    const told = await prove(wire, client)
    expect(Buffer.from(told.slice(4), 'base64').toString()).toBe(`v=${client.serverSignature}`)
    expect(await wire.command('')).toBe('235 2.7.0 Authentication successful')
    wire.end()
    const record = await server.session(({ user }) => user !== null)
    expect(record.entries).toContainEqual(
      expect.objectContaining({ kind: 'auth', mechanism: 'SCRAM-SHA-256-PLUS', outcome: 'accepted' }),
    )
  })
})

describe('SCRAM-SHA-256-PLUS refuses', () => {
  const bound = (header: string, binding: Buffer): ScramHabits => ({ header, binding })
  it.each<[string, Version, (wire: Wire) => ScramClient, string, Partial<AuthObserved>]>([
    [
      'the export of another channel, as somebody in between has it',
      'TLSv1.3',
      () => clientOf(bound('p=tls-exporter,,', Buffer.alloc(32, 1))),
      '535 5.7.8',
      { outcome: 'rejected', user: 'bob', hints: ['channel-binding-of-another'] },
    ],
    [
      'the hash of another certificate',
      'TLSv1.3',
      () => clientOf(bound('p=tls-server-end-point,,', Buffer.alloc(32, 1))),
      '535 5.7.8',
      { outcome: 'rejected', hints: ['channel-binding-of-another'] },
    ],
    [
      'no binding after the header',
      'TLSv1.3',
      () => clientOf({ header: 'p=tls-exporter,,' }),
      '535 5.7.8',
      { outcome: 'rejected', hints: ['channel-binding-of-another'] },
    ],
    [
      'the right binding in base64 without its padding',
      'TLSv1.3',
      ({ socket }) =>
        clientOf({
          ...bound('p=tls-server-end-point,,', endPoint(socket as TLSSocket)),
          spelling: (right) => right.replace(/=+$/, ''),
        }),
      '501 5.5.2',
      { outcome: 'malformed', hints: ['channel-binding-wrong'] },
    ],
    [
      'another header than at first',
      'TLSv1.3',
      ({ socket }) =>
        clientOf({
          ...bound('p=tls-exporter,,', exporter(socket as TLSSocket)),
          boundHeader: 'p=tls-unique,,',
        }),
      '501 5.5.2',
      { outcome: 'malformed', hints: ['channel-binding-wrong'] },
    ],
    [
      'tls-unique under TLS 1.3, which has none',
      'TLSv1.3',
      ({ socket }) => clientOf(bound('p=tls-unique,,', unique(socket as TLSSocket))),
      '535 5.7.8',
      { outcome: 'rejected', hints: ['channel-binding-type'] },
    ],
    [
      'tls-exporter under TLS 1.2',
      'TLSv1.2',
      ({ socket }) => clientOf(bound('p=tls-exporter,,', exporter(socket as TLSSocket))),
      '535 5.7.8',
      { outcome: 'rejected', hints: ['channel-binding-type'] },
    ],
    [
      'a type that nobody knows',
      'TLSv1.3',
      () => clientOf(bound('p=constructor,,', Buffer.alloc(32))),
      '535 5.7.8',
      { outcome: 'rejected', hints: ['channel-binding-type'] },
    ],
    [
      'a header without binding',
      'TLSv1.3',
      () => clientOf({ header: 'n,,' }),
      '501 5.5.2',
      { outcome: 'malformed', hints: ['channel-binding-missing'] },
    ],
    [
      'a client that believes there is none',
      'TLSv1.3',
      () => clientOf({ header: 'y,,' }),
      '501 5.5.2',
      { outcome: 'malformed', hints: ['channel-binding-missing'] },
    ],
    [
      'a wrong password with the right binding',
      'TLSv1.3',
      ({ socket }) => clientOf(bound('p=tls-exporter,,', exporter(socket as TLSSocket)), 'hunter3'),
      '535 5.7.8',
      { outcome: 'rejected', user: 'bob', hints: ['user-without-at', 'password-wrong'] },
    ],
    [
      'an unknown user with the right binding',
      'TLSv1.3',
      ({ socket }) => clientOf(bound('p=tls-exporter,,', exporter(socket as TLSSocket)), 'x', 'eve@x.test'),
      '535 5.7.8',
      { outcome: 'rejected', user: 'eve@x.test', hints: ['user-unknown'] },
    ],
  ])('%s', async (_name, maxVersion, client, reply, fact) => {
    await using server = await startEngine({ users })
    const wire = await arrive(server, { maxVersion })
    expect(await prove(wire, client(wire))).toContain(reply)
    wire.end()
    expect(await authOf(server)).toMatchObject({ ...fact, credentialsSent: false })
    expect((await server.session()).user).toBeNull()
    expect(server.errors).toEqual([])
  })

  it('what is right, on another connection than that which it is of', async () => {
    await using server = await startEngine({ users })
    const [one, other] = [await arrive(server, {}), await arrive(server, {})]
    const binding = exporter(one.socket as TLSSocket)
    expect(await prove(other, clientOf({ header: 'p=tls-exporter,,', binding }))).toMatch(/^535 /)
    expect(await prove(one, clientOf({ header: 'p=tls-exporter,,', binding }))).toMatch(/^334 /)
    one.end()
    other.end()
  })
})

describe('a client that could bind, and says that no binding was offered (RFC 5802 section 6)', () => {
  it('is refused where one was: somebody may have taken it out of the list', async () => {
    await using server = await startEngine({ users })
    const wire = await arrive(server, {})
    expect(await prove(wire, clientOf({ header: 'y,,' }), 'SCRAM-SHA-256')).toMatch(/^535 5\.7\.8 .*channel/)
    wire.end()
    expect(await authOf(server)).toMatchObject({ hints: ['channel-binding-overlooked'] })
  })

  it('logs in where none was', async () => {
    const mechanisms = ['PLAIN', 'SCRAM-SHA-256'] as const
    await using server = await startEngine({ users, profiles: { smtps: { mechanisms } } })
    const wire = await arrive(server, {})
    expect(await prove(wire, clientOf({ header: 'y,,' }), 'SCRAM-SHA-256')).toMatch(/^334 /)
    expect(await wire.command('')).toMatch(/^235 /)
    wire.end()
  })
})

describe('without TLS', () => {
  it('there is nothing to bind to: it is not offered, and refused', async () => {
    const relay = { auth: 'optional', mechanisms: authMechanisms } as const
    await using server = await startEngine({ users, profiles: { relay } })
    const wire = await Wire.open(server.ports.relay)
    await wire.reply()
    const offered = authMechanisms.filter((name) => name !== 'SCRAM-SHA-256-PLUS').join(' ')
    expect(await wire.command('EHLO client.test')).toContain(`AUTH ${offered}\r\n`)
    expect(await wire.command('AUTH SCRAM-SHA-256-PLUS')).toMatch(/^504 5\.5\.4 /)
    expect(await prove(wire, clientOf({ header: 'y,,' }), 'SCRAM-SHA-256')).toMatch(/^334 /)
    expect(await wire.command('')).toMatch(/^235 /)
    wire.end()
  })

  it('where it goes on in clear on purpose, as if under TLS, no type is one of this channel', async () => {
    const faults = new Faults()
    faults.set({ at: 'STARTTLS', tls: 'plaintext' })
    await using server = await startEngine({ users, faults })
    const wire = await Wire.open(server.ports.submission)
    await wire.reply()
    await wire.command('EHLO client.test')
    await wire.command('STARTTLS')
    expect(await wire.command('EHLO client.test')).toContain(' SCRAM-SHA-256-PLUS\r\n')
    const client = clientOf({ header: 'p=tls-exporter,,', binding: Buffer.alloc(32) })
    expect(await prove(wire, client)).toMatch(/^535 /)
    wire.end()
    expect(await authOf(server)).toMatchObject({ hints: ['channel-binding-type'], secure: false })
  })
})
