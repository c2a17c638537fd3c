import { describe, expect, test } from 'vitest'
import { curlClient } from '../support/clients/curl.ts'
import { endedSessions } from '../support/clients/ended-sessions.ts'
import { gsasl, type GsaslLogin } from '../support/clients/gsasl.ts'
import { whyNot, type Mechanism } from '../support/clients/index.ts'
import { msmtpClient } from '../support/clients/msmtp.ts'
import {
  alice,
  describeRefusals,
  describeWithoutUsers,
  send,
  startOpen,
  startWithUser,
  wrong,
  youngOf,
} from './support/sasl.ts'

const installed = [msmtpClient, curlClient].filter((client) => whyNot(client) === null)

describeRefusals(youngOf(installed))
describeWithoutUsers(youngOf(installed.filter((client) => client !== curlClient)))

test.skipIf(!installed.includes(curlClient))(
  'curl takes XOAUTH2 for its token where any password is taken',
  async () => {
    await using server = await startOpen()
    const { ok, output } = await send(server, curlClient, alice, 'OAUTHBEARER')
    expect(ok, output).toBe(true)
    const [message] = await server.messages()
    expect(message?.auth).toEqual({ user: alice.user, mechanism: 'XOAUTH2' })
  },
)

describe.skipIf(!installed.includes(msmtpClient))('msmtp that may choose', () => {
  const binds = msmtpClient.mechanisms.includes('SCRAM-SHA-256-PLUS')
  test(`takes ${binds ? 'what binds to the channel' : 'PLAIN under TLS'} where users are configured`, async () => {
    await using server = await startWithUser()
    const { ok, output } = await send(server, msmtpClient, alice)
    expect(ok, output).toBe(true)
    const [message] = await server.messages()
    expect(message?.auth).toEqual({ user: alice.user, mechanism: binds ? 'SCRAM-SHA-256-PLUS' : 'PLAIN' })
  })
})

describe.skipIf(whyNot(gsasl) !== null)('GNU SASL trusts the server', () => {
  const logins: readonly (readonly [string, Omit<GsaslLogin, 'user' | 'password'>, Mechanism])[] = [
    ['by its own choice', {}, 'SCRAM-SHA-256-PLUS'],
    ['bound to TLS 1.3', { mechanism: 'SCRAM-SHA-256-PLUS' }, 'SCRAM-SHA-256-PLUS'],
    [
      'bound to TLS 1.2',
      { mechanism: 'SCRAM-SHA-256-PLUS', priority: 'NORMAL:-VERS-TLS1.3' },
      'SCRAM-SHA-256-PLUS',
    ],
    ['without a binding', { mechanism: 'SCRAM-SHA-256', unbound: true }, 'SCRAM-SHA-256'],
  ]
  test.each(logins)('%s, and is refused with a wrong password', async (_name, how, mechanism) => {
    await using server = await startWithUser()
    const where = { host: 'localhost', port: server.ports.submission.port, caFile: server.ca.file }
    const right = await gsasl.logIn(where, { ...alice, ...how })
    expect(right.output).toContain('server trusted')
    const other = await gsasl.logIn(where, { ...wrong, ...how })
    expect(other.output).toContain('535 5.7.8')
    const sessions = await endedSessions(server, { count: 2 })
    expect(sessions.map(({ user }) => user)).toEqual([alice.user, null])
    const auths = sessions.flatMap(({ entries }) => entries.filter((entry) => entry.kind === 'auth'))
    expect(auths).toMatchObject([
      { mechanism, outcome: 'accepted' },
      { mechanism, outcome: 'rejected', hints: ['password-wrong'] },
    ])
  })
})
