import { afterAll, beforeAll, describe, test } from 'vitest'
import { presentClients } from '../support/clients/index.ts'
import { cases, login } from '../support/clients/cases.ts'
import { recording } from '../support/clients/recording.ts'
import { runCase } from '../support/clients/run-case.ts'
import { Score } from '../support/clients/score.ts'
import { createServers, type Servers } from '../support/clients/servers.ts'
import { heldAgainst } from '../support/recordings/held-against.ts'

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
        const seen = await runCase(servers, one)
        score.count(one.name, one.expected, seen.findings)
        const words = `${seen.output}\n${JSON.stringify(seen.sessions, null, 1)}`
        expect(seen.findings, words).toEqual(one.expected.toSorted())
        expect(seen.delivered, words).toBe(one.delivered)
        const held = recording ? null : heldAgainst(one, seen.sessions)
        expect(held?.now).toEqual(held?.recorded)
      },
    )
  }
})

test('precision and recall over all clients', ({ expect }) => {
  process.stdout.write(`clients: ${score.toString()}\n`)
  expect(score.differences).toEqual([])
  expect([score.precision, score.recall]).toEqual([1, 1])
})
