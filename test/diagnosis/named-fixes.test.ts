import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { allSnippets, setupSnippet } from '../../src/diagnosis/snippets.ts'
import type { FixSnippet } from '../../src/model/finding.ts'
import { rightTls } from '../support/clients/cases.ts'
import { endedSessions } from '../support/clients/ended-sessions.ts'
import { presentClients, type ClientResult } from '../support/clients/index.ts'
import { swaksWithoutName } from '../support/clients/swaks.ts'
import { createServers, type Servers } from '../support/clients/servers.ts'
import { djangoWithoutVerifying, foreigners } from './support/run-foreign-snippet.ts'
import { runSnippet } from './support/run-snippet.ts'
import { whyNoHosts } from './support/with-hosts.ts'

/**
 * A certificate of the user's own, for a name that the client does not use. Some clients are told which name to verify,
 * the others to use it, with a line for the hosts file; those of current-fixes.test.ts are not run again.
 */

interface Runner {
  readonly library: string
  run(fix: FixSnippet): Promise<ClientResult>
}

const login = { user: 'me@example.com', password: 'correct horse' }
const folder = mkdtempSync(join(tmpdir(), 'fourport-named-'))
let servers: Servers
beforeAll(async () => {
  servers = await createServers(login)
})
afterAll(() => {
  servers.remove()
  rmSync(folder, { recursive: true, force: true })
})

// Those that compare no names have nothing to be told.
const elsewhere = ['go', 'jakarta-mail', djangoWithoutVerifying, swaksWithoutName, 'openssl']
const runners: readonly Runner[] = [
  ...presentClients()
    .filter(({ kind }) => !elsewhere.includes(kind))
    .map(({ name }) => ({ library: name, run: (fix: FixSnippet) => runSnippet(fix, login.password) })),
  ...foreigners
    .filter(({ kind, missing }) => missing() === null && !elsewhere.includes(kind))
    .map(({ library, run }) => ({
      library,
      run: (fix: FixSnippet) => run(fix, login.password, mkdtempSync(join(folder, `${library}-`))),
    })),
]
const reason = whyNoHosts()

describe.concurrent.for(runners)('$library', { timeout: 300_000 }, ({ library, run }) => {
  test.skipIf(reason !== null).for(['smtps', 'submission'] as const)(
    'delivers on %s under the name in the certificate',
    async (port, { expect }) => {
      await using target = await servers.start('own-chain')
      const { server, caFile } = target
      const wrong = setupSnippet(library, {
        host: 'localhost',
        port: server.ports[port].port,
        tls: rightTls[port],
        caFile,
        serverName: null,
        login: true,
        user: login.user,
      })
      const refused = await run(wrong)
      expect(refused.ok, `${wrong.code}\n${refused.output}`).toBe(false)
      const [session] = await endedSessions(server)
      if (session === undefined) throw new Error('the client made no session')
      const [found] = (await server.verdict(session)).findings
      // Which of them a client's alert stands for is told elsewhere; each fix gives both the CA and the name.
      const id = found?.id ?? 'nothing'
      expect(id).toMatch(/^(?:ca-not-trusted|certificate-)/)

      const fix = allSnippets(id, { ...session, user: login.user }, null).find(
        (one) => one.library === library,
      )
      if (fix === undefined) throw new Error(`no fix in ${library}`)
      expect(fix.code).toContain('other.invalid')
      const right = await run(fix)
      expect(right.ok, `${id}\n${fix.code}\n${right.output}`).toBe(true)
      expect(await server.messages()).toHaveLength(1)
    },
  )
})
