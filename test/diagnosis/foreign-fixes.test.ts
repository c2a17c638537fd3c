import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { setupSnippets } from '../../src/diagnosis/snippets.ts'
import { rightTls } from '../support/clients/cases.ts'
import { createServers, type Servers } from '../support/clients/servers.ts'
import { foreigners } from './support/run-foreign-snippet.ts'

const login = { user: 'me@example.com', password: 'correct horse' }
const folder = mkdtempSync(join(tmpdir(), 'fourport-foreign-'))
let servers: Servers
beforeAll(async () => {
  servers = await createServers(login)
})
afterAll(() => {
  servers.remove()
  rmSync(folder, { recursive: true, force: true })
})

// They are not on every machine, nor need they be: the suite's own clients are.
describe.for(foreigners)(
  'the settings for $library deliver as they are printed',
  ({ library, missing, run }) => {
    const reason = missing()
    if (reason !== null) process.stdout.write(`skipped: ${library}: ${reason}\n`)

    test.skipIf(reason !== null).for(['relay', 'smtps', 'submission'] as const)(
      'on %s',
      { timeout: 120_000 },
      async (name, { expect }) => {
        await using target = await servers.start(name === 'relay' ? 'usual' : 'login-required')
        const { server, caFile } = target
        const tls = rightTls[name]
        const snippet = setupSnippets({
          host: 'localhost',
          port: server.ports[name].port,
          tls,
          caFile: tls === 'none' ? null : caFile,
          serverName: null,
          login: tls !== 'none',
          user: tls === 'none' ? null : login.user,
        }).find((one) => one.library === library)
        if (snippet === undefined) throw new Error(`no settings for ${library}`)
        const result = await run(snippet, login.password, mkdtempSync(join(folder, `${library}-`)))
        expect(result.ok, `${snippet.code}\n${result.output}`).toBe(true)
        expect(await server.messages()).toHaveLength(1)
      },
    )
  },
)
