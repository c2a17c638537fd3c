import { connect } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { describe, expect, test } from 'vitest'
import type { Verdict } from '../../src/index.ts'
import type { PortKey } from '../support/clients/cases.ts'
import { curlClient } from '../support/clients/curl.ts'
import { whyNot } from '../support/clients/index.ts'
import { runProcess } from '../support/clients/run-process.ts'
import { usualServer } from './support/usual-server.ts'

const usual = usualServer()

const ports: readonly PortKey[] = ['relay', 'smtps', 'submission', 'submissionAlt']

describe('what is no mail client, and no fault', () => {
  test.each(ports)('a connection to %s that is closed at once is a probe', async (port) => {
    await closeAfter(connect(usual.server.ports[port].port, '127.0.0.1'), 'connect')
    expect(await verdict()).toMatchObject({ outcome: 'probe', findings: [] })
  })

  test.each(ports)('a connection to %s that is reset at once is a probe', async (port) => {
    const socket = connect(usual.server.ports[port].port, '127.0.0.1')
    await new Promise((resolve) => socket.once('connect', resolve))
    socket.resetAndDestroy()
    expect(await verdict()).toMatchObject({ outcome: 'probe', findings: [] })
  })

  test.each(['relay', 'submission', 'submissionAlt'] as const)(
    'a look at the greeting of %s is a probe',
    async (port) => {
      await closeAfter(connect(usual.server.ports[port].port, '127.0.0.1'), 'data')
      expect(await verdict()).toMatchObject({ outcome: 'probe', findings: [] })
    },
  )

  test('a look at the certificate of smtps is a probe where a refusal would have come in the handshake', async () => {
    const { port } = usual.server.ports.smtps
    await closeAfter(connectTls({ host: 'localhost', port, rejectUnauthorized: false }), 'data')
    expect(await verdict()).toMatchObject({ outcome: 'probe', findings: [] })
  })

  test('elsewhere it cannot be told from a refusal, and the finding says so', async () => {
    const { port } = usual.server.ports.smtps
    const options = { host: 'localhost', port, rejectUnauthorized: false, maxVersion: 'TLSv1.2' } as const
    await closeAfter(connectTls(options), 'data')
    const { findings } = await verdict()
    expect(findings).toMatchObject([{ id: 'certificate-rejected-after-handshake', confidence: 'ambiguous' }])
    expect(findings[0]?.why).toMatch(/monitor/)
  })
})

describe.skipIf(whyNot(curlClient) !== null)('HTTP', () => {
  test.each(ports)('to %s is told by its name', async (port) => {
    const url = `http://localhost:${usual.server.ports[port].port}/health`
    await runProcess('curl', ['-q', '--silent', '--noproxy', '*', '--max-time', '5', url], { limitMs: 8_000 })
    const { outcome, findings } = await verdict()
    expect(outcome).toBe('findings')
    expect(findings.map(({ id }) => id)).toEqual(['http-on-smtp-port'])
  })
})

async function verdict(): Promise<Verdict> {
  const sessions = await usual.newSessions()
  expect(sessions).toHaveLength(1)
  return usual.server.verdict(sessions[0]!)
}

/** Ends a connection as soon as this has happened on it. */
async function closeAfter(socket: ReturnType<typeof connect>, event: 'connect' | 'data'): Promise<void> {
  await new Promise((resolve) => socket.once(event, resolve))
  await new Promise<void>((resolve) =>
    socket
      .once('close', () => resolve())
      .end()
      .resume(),
  )
}
