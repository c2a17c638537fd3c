import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, test } from 'vitest'
import type { FindingId } from '../../src/diagnosis/catalogue.ts'
import { allSnippets, setupSnippet } from '../../src/diagnosis/snippets.ts'
import type { FixSnippet } from '../../src/model/finding.ts'
import type { TlsMode } from '../../src/model/port-profile.ts'
import { rightTls } from '../support/clients/cases.ts'
import { endedSessions } from '../support/clients/ended-sessions.ts'
import { createServers, type Servers, type Target } from '../support/clients/servers.ts'
import { skippedFor } from '../support/programs/programs.ts'
import {
  djangoWithoutVerifying,
  foreigners,
  railsTakingStarttls,
  symfonyTakingStarttls,
} from './support/run-foreign-snippet.ts'

type Port = 'relay' | 'smtps' | 'submission'

/** Settings that are printed for another port, another CA or another password, and what is to be said of them. */
interface Mistake {
  readonly says: string
  readonly port: Port
  readonly tls?: TlsMode
  readonly trusts?: 'nobody'
  readonly password?: string
  /** The clients that do the same thing get the same finding; the others are named, each by its kind. */
  readonly expected: Said | ({ readonly others: Said } & { readonly [kind: string]: Said })
}

/** Whom nothing keeps from delivering is told nothing. */
type Said = FindingId | 'nothing, it delivers'

const refusesCa = {
  others: 'ca-not-trusted',
  [djangoWithoutVerifying]: 'nothing, it delivers',
} as const
// Who takes STARTTLS all the same has no CA to trust then.
const goesWithoutTls = {
  others: 'starttls-not-used',
  [symfonyTakingStarttls]: 'ca-not-trusted',
  [railsTakingStarttls]: 'ca-not-trusted',
} as const

const mistakes: readonly Mistake[] = [
  { says: 'TLS from the first byte', port: 'relay', tls: 'implicit', expected: 'implicit-tls-on-plain-port' },
  {
    says: 'TLS from the first byte',
    port: 'submission',
    tls: 'implicit',
    expected: 'implicit-tls-on-starttls-port',
  },
  { says: 'STARTTLS', port: 'smtps', tls: 'starttls', expected: 'plaintext-on-implicit-tls-port' },
  { says: 'no TLS', port: 'submission', tls: 'none', expected: goesWithoutTls },
  { says: 'a CA it does not trust', port: 'smtps', trusts: 'nobody', expected: refusesCa },
  { says: 'a CA it does not trust', port: 'submission', trusts: 'nobody', expected: refusesCa },
  { says: 'a wrong password', port: 'submission', password: 'battery staple', expected: 'login-rejected' },
]

// With what a URL, a shell, an escape or a file of settings would take for something else.
const login = { user: 'CORP\\user', password: `p@ss:w/o%20r$d "#'` }
const folder = mkdtempSync(join(tmpdir(), 'fourport-foreign-'))
let servers: Servers
beforeAll(async () => {
  servers = await createServers(login, "it's here/\\users")
})
afterAll(() => {
  servers.remove()
  rmSync(folder, { recursive: true, force: true })
})

/** The settings of one library for a port, as they are printed. */
function settings(
  library: string,
  { server, caFile }: Target,
  port: Port,
  tls: TlsMode,
  trusts: 'ours' | 'nobody' = 'ours',
): FixSnippet {
  return setupSnippet(library, {
    host: 'localhost',
    port: server.ports[port].port,
    tls,
    caFile: tls === 'none' || trusts === 'nobody' ? null : caFile,
    serverName: null,
    login: port !== 'relay' && tls !== 'none',
    user: port === 'relay' || tls === 'none' ? null : login.user,
  })
}

describe.concurrent.for(foreigners)('$library', { timeout: 300_000 }, ({ library, kind, missing, run }) => {
  const reason = skippedFor(missing())
  const ownFolder = (): string => mkdtempSync(join(folder, `${library}-`))

  test.skipIf(reason !== null).for(['relay', 'smtps', 'submission'] as const)(
    'delivers on %s with the settings as they are printed',
    async (port, { expect }) => {
      await using target = await servers.start(port === 'relay' ? 'usual' : 'login-required')
      const snippet = settings(library, target, port, rightTls[port])
      const result = await run(snippet, login.password, ownFolder())
      expect(result.ok, `${snippet.code}\n${result.output}`).toBe(true)
      expect(await target.server.messages()).toHaveLength(1)
      expect(await target.server.findings()).toEqual([])
    },
  )

  test.skipIf(reason !== null).for(mistakes)(
    'with $says on $port gets its finding, and delivers with the fix as it is printed',
    async ({ port, tls = rightTls[port], trusts, password = login.password, expected }, { expect }) => {
      await using target = await servers.start('hints')
      const { server } = target
      const wrong = settings(library, target, port, tls, trusts)
      const id = typeof expected === 'string' ? expected : (expected[kind] ?? expected.others)
      const delivers = id === 'nothing, it delivers'
      const first = await run(wrong, password, ownFolder())
      expect(first.ok, `${wrong.code}\n${first.output}`).toBe(delivers)
      const [session] = await endedSessions(server)
      if (session === undefined) throw new Error('the client made no session')
      const found = (await server.verdict(session)).findings
      expect(found.map((finding) => finding.id)).toEqual(delivers ? [] : [id])
      expect(await server.messages()).toHaveLength(delivers ? 1 : 0)
      if (delivers) return

      const fix = allSnippets(id, session, null).find((one) => one.library === library)
      if (fix === undefined) throw new Error(`no fix for ${id} in ${library}`)
      const right = await run(fix, login.password, ownFolder())
      expect(right.ok, `${fix.code}\n${right.output}`).toBe(true)
      expect(await server.messages()).toHaveLength(1)
    },
  )
})
