import { afterAll, beforeAll, describe, test } from 'vitest'
import { diagnose } from '../../src/diagnosis/diagnose.ts'
import { casesFor, login } from '../support/clients/cases.ts'
import { whyNotCurrent, type Language } from '../support/clients/current.ts'
import { familyOf } from '../support/clients/family.ts'
import { pinnedClients } from '../support/clients/pinned.ts'
import { recording } from '../support/clients/recording.ts'
import { runCase } from '../support/clients/run-case.ts'
import { Score } from '../support/clients/score.ts'
import { createServers, type Servers } from '../support/clients/servers.ts'
import { heldAgainst } from '../support/recordings/held-against.ts'
import { CurrentPage } from './support/current-page.ts'

/** Of the scenarios of the suite, those that programs of today get wrong, and what is right; the second 587 only for these. */
const wrong = (
  'implicit-tls plaintext starttls starttls-required login plaintext-with-login ' +
  'ca-not-trusted wrong-name wrong-password login-left-out'
).split(' ')
const right = ['right', 'right-with-login']
const cases = casesFor(pinnedClients).filter(
  ({ scenario, port }) => right.includes(scenario) || (wrong.includes(scenario) && port !== 'submissionAlt'),
)

const languages: readonly Language[] = ['go', 'rust', 'java', 'python', 'node']
const missing = new Map(languages.map((language) => [language, whyNotCurrent(language)]))
const present = pinnedClients.filter(({ language }) => missing.get(language) === null)
const score = new Score()
const page = new CurrentPage(present)
let servers: Servers

beforeAll(async () => {
  servers = await createServers(login)
})
afterAll(() => servers.remove())

describe.concurrent('every client of today, rightly and in every wrong way', () => {
  for (const one of cases) {
    test.skipIf(!present.some((client) => client === one.client))(
      `${one.name}: ${one.expected.join(' and ') || 'nothing to say'}`,
      async ({ expect }) => {
        const seen = await runCase(servers, one)
        score.count(one.name, one.expected, seen.findings)
        page.count(one, seen.findings, seen.sessions)
        const words = `${seen.output}\n${JSON.stringify(seen.sessions, null, 1)}`
        expect(seen.findings, words).toEqual(one.expected.toSorted())
        expect(seen.delivered, words).toBe(one.delivered)
        const held = recording ? null : heldAgainst(one, seen.sessions)
        expect(held?.now).toEqual(held?.recorded)
        const taken = seen.sessions.map((session) => diagnose(session).client?.library ?? null)
        for (const library of taken) expect([null, ...familyOf(one.client.name)], words).toContain(library)
      },
    )
  }
})

test.skipIf(present.length === 0)('precision and recall over the clients of today', ({ expect }) => {
  process.stdout.write(`clients of today: ${score.toString()}; ${page.recognised}\n`)
  expect(score.differences).toEqual([])
  expect([score.precision, score.recall]).toEqual([1, 1])
})

test.skipIf(present.length < pinnedClients.length)(
  'docs/discoveries/current-clients.md names every client (UPDATE_DOCS=1 writes it)',
  ({ expect }) => {
    if (process.env['UPDATE_DOCS'] === '1') page.write()
    expect(page.unnamed()).toEqual([])
  },
)
