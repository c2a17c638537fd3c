import { connect } from 'node:tls'
import { expect, test } from 'vitest'
import { startServer } from '../../src/index.ts'
import { endedSessions } from '../support/clients/ended-sessions.ts'

test('a scan that tries one version after the other blames nobody, whenever it is asked for', async () => {
  await using server = await startServer()
  const { host, port } = server.ports.smtps
  for (const version of ['TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const) {
    const socket = connect({
      host,
      port,
      minVersion: version,
      maxVersion: version,
      // The OpenSSL of newer Nodes says nothing before TLS 1.2 at any other level.
      ciphers: 'DEFAULT@SECLEVEL=0',
      rejectUnauthorized: false,
    })
    socket
      .once('secureConnect', () => socket.end())
      .on('error', () => undefined)
      .resume()
    await new Promise((resolve) => socket.once('close', resolve))
    // Asked in between, nobody can know.
    await server.findings()
  }
  const sessions = await endedSessions(server, { count: 3 })
  expect(sessions.map(({ clientHello }) => clientHello?.versions)).toEqual([
    ['TLSv1.1'],
    ['TLSv1.2'],
    ['TLSv1.3'],
  ])
  expect(await server.findings()).toEqual([])
  for (const session of sessions)
    expect((await server.verdict(session)).summary).toBe('Probe: a scan, 3 TLS handshakes without a word')
})
