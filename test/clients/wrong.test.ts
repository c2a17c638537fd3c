import { afterAll, beforeAll, describe, test } from 'vitest'
import { presentClients } from '../support/clients/index.ts'
import { cases, login, rightTls, type Case } from '../support/clients/cases.ts'
import { endedSessions } from '../support/clients/ended-sessions.ts'
import { recording, writeClientRecording } from '../support/clients/recording.ts'
import { sampleMessage } from '../support/clients/sample-message.ts'
import { Score } from '../support/clients/score.ts'
import { createServers, type Servers } from '../support/clients/servers.ts'

const score = new Score()
const present = presentClients()
let servers: Servers

beforeAll(async () => {
  servers = await createServers(login)
})
afterAll(() => servers.remove())

describe.concurrent('every client, in every wrong way', () => {
  for (const one of cases) {
    test.skipIf(!present.includes(one.client))(
      `${one.name}: ${one.expected.join(' and ') || 'nothing to say'}`,
      async ({ expect }) => {
        const seen = await run(one)
        score.count(one.name, one.expected, seen.findings)
        expect(seen.findings, seen.output).toEqual(one.expected.toSorted())
        expect(seen.delivered, seen.output).toBe(one.delivered)
      },
    )
  }
})

test('precision and recall over all clients', ({ expect }) => {
  process.stdout.write(`clients: ${score.toString()}\n`)
  expect(score.differences).toEqual([])
  expect([score.precision, score.recall]).toEqual([1, 1])
})

/** Each case meets a server of its own: what another client did a moment ago must not explain it. */
async function run(one: Case) {
  await using target = await servers.start(one.server)
  const { server, caFile } = target
  const to = ['bob@client.test']
  const result = await one.client.send({
    host: 'localhost',
    port: server.ports[one.port].port,
    tls: rightTls[one.port],
    verify: true,
    caFile,
    from: login.user,
    to,
    message: sampleMessage(login.user, to, one.name),
    ...one.change,
  })
  const sessions = await endedSessions(server)
  if (recording) writeClientRecording(one.name, one.client, { expected: one.expected, sessions })
  const findings = sessions.flatMap((session) => server.verdict(session).findings)
  const grave = new Set(findings.filter(({ severity }) => severity !== 'note').map(({ id }) => id))
  return {
    output: `${result.output}\n${JSON.stringify(sessions, null, 1)}`,
    findings: [...grave].sort(),
    delivered: (await server.messages()).length > 0,
  }
}
