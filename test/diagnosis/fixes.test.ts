import { afterAll, beforeAll, describe, test } from 'vitest'
import { allSnippets } from '../../src/diagnosis/snippets.ts'
import type { PortKey } from '../support/clients/cases.ts'
import { endedSessions } from '../support/clients/ended-sessions.ts'
import { presentClients, type ClientSetup } from '../support/clients/index.ts'
import { sampleMessage } from '../support/clients/sample-message.ts'
import { createServers, type Servers } from '../support/clients/servers.ts'
import { runSnippet } from './support/run-snippet.ts'

// With what a shell, an escape or a file of settings would take for something else.
const login = { user: 'CORP\\user', password: `p@ss:w/o%20r$d "#'` }

interface Mistake {
  readonly says: string
  readonly port: PortKey
  readonly setup: Pick<ClientSetup, 'tls'> & Partial<ClientSetup>
}

const mistakes: readonly Mistake[] = [
  { says: 'TLS from the first byte on relay', port: 'relay', setup: { tls: 'implicit' } },
  { says: 'STARTTLS on relay', port: 'relay', setup: { tls: 'starttls' } },
  { says: 'plaintext on smtps', port: 'smtps', setup: { tls: 'none', limitMs: 1_500 } },
  { says: 'a CA that is not trusted on smtps', port: 'smtps', setup: { tls: 'implicit', caFile: null } },
  { says: 'TLS from the first byte on submission', port: 'submission', setup: { tls: 'implicit' } },
  { says: 'plaintext on submission', port: 'submission', setup: { tls: 'none' } },
  {
    says: 'a wrong password on submission',
    port: 'submission',
    setup: { tls: 'starttls', user: login.user, password: 'battery staple' },
  },
]

let servers: Servers
beforeAll(async () => {
  servers = await createServers(login, "it's here/\\users")
})
afterAll(() => servers.remove())

// openssl is no client library: nobody sends mail with it.
const clients = presentClients().filter(({ name }) => name !== 'openssl')

describe.concurrent.for(clients)('the fix for $name delivers as it is printed, after', (client) => {
  test.for(mistakes)('$says', async ({ port, setup }, { expect }) => {
    await using target = await servers.start('usual')
    const { server, caFile } = target
    const { host, port: number } = server.ports[port]
    const wrong = await client.send({
      host,
      port: number,
      verify: true,
      caFile,
      from: 'alice@client.test',
      to: ['bob@client.test'],
      message: sampleMessage('alice@client.test', ['bob@client.test'], 'wrong'),
      ...setup,
    })
    expect(wrong.ok).toBe(false)
    const [session] = await endedSessions(server)
    if (session === undefined) throw new Error('the client made no session')
    const [finding] = (await server.verdict(session)).findings
    if (finding === undefined) throw new Error('nothing was found')

    const fix = allSnippets(finding.id, session, null).find(({ library }) => library === client.name)
    if (fix === undefined) throw new Error(`no fix for ${finding.id} in ${client.name}`)
    const right = await runSnippet(fix, login.password)
    expect(right.ok, `${finding.id}\n${fix.code}\n${right.output}`).toBe(true)
    expect(await server.messages()).toHaveLength(1)
  })
})
