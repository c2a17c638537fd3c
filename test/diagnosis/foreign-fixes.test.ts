import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, test } from 'vitest'
import type { FindingId } from '../../src/diagnosis/catalogue.ts'
import { allSnippets, setupSnippets } from '../../src/diagnosis/snippets.ts'
import type { FixSnippet } from '../../src/model/finding.ts'
import type { TlsMode } from '../../src/model/port-profile.ts'
import { rightTls } from '../support/clients/cases.ts'
import { endedSessions } from '../support/clients/ended-sessions.ts'
import { createServers, type Servers, type Target } from '../support/clients/servers.ts'
import { foreigners } from './support/run-foreign-snippet.ts'

type Port = 'relay' | 'smtps' | 'submission'

/** Settings that are printed for another port, another CA or another password, and what is to be said of them. */
interface Mistake {
  readonly says: string
  readonly port: Port
  readonly tls?: TlsMode
  readonly trusts?: 'nobody'
  readonly password?: string
  /** The clients that do the same thing get the same finding; the others are named. */
  readonly expected: FindingId | ({ readonly others: FindingId } & { readonly [library: string]: FindingId })
}

// Go says bad_certificate, whatever was wrong with it.
const refusesCa = { others: 'ca-not-trusted', go: 'certificate-rejected-any' } as const
// Before Symfony 7.1 it takes STARTTLS where it is offered, and then has no CA to trust.
const goesWithoutTls = { others: 'starttls-not-used', symfony: 'ca-not-trusted' } as const

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

/** The settings of one library for a port, as they are printed. */
function settings(
  library: string,
  { server, caFile }: Target,
  port: Port,
  tls: TlsMode,
  trusts: 'ours' | 'nobody' = 'ours',
): FixSnippet {
  const snippet = setupSnippets({
    host: 'localhost',
    port: server.ports[port].port,
    tls,
    caFile: tls === 'none' || trusts === 'nobody' ? null : caFile,
    serverName: null,
    login: port !== 'relay' && tls !== 'none',
    user: port === 'relay' || tls === 'none' ? null : login.user,
  }).find((one) => one.library === library)
  if (snippet === undefined) throw new Error(`no settings for ${library}`)
  return snippet
}

describe.concurrent.for(foreigners)('$library', { timeout: 120_000 }, ({ library, missing, run }) => {
  const reason = missing()
  if (reason !== null && process.env['CI'] === 'true')
    throw new Error(`${reason}, and with CI=true every library must be there. Install it, or see .ci/run.`)
  if (reason !== null) process.stdout.write(`skipped: ${library}: ${reason}\n`)
  const ownFolder = (): string => mkdtempSync(join(folder, `${library}-`))

  test.skipIf(reason !== null).for(['relay', 'smtps', 'submission'] as const)(
    'delivers on %s with the settings as they are printed',
    async (port, { expect }) => {
      await using target = await servers.start(port === 'relay' ? 'usual' : 'login-required')
      const snippet = settings(library, target, port, rightTls[port])
      const result = await run(snippet, login.password, ownFolder())
      expect(result.ok, `${snippet.code}\n${result.output}`).toBe(true)
      expect(await target.server.messages()).toHaveLength(1)
      expect(target.server.findings()).toEqual([])
    },
  )

  test.skipIf(reason !== null).for(mistakes)(
    'with $says on $port gets its finding, and delivers with the fix as it is printed',
    async ({ port, tls = rightTls[port], trusts, password = login.password, expected }, { expect }) => {
      await using target = await servers.start('hints')
      const { server } = target
      const wrong = settings(library, target, port, tls, trusts)
      const failed = await run(wrong, password, ownFolder())
      expect(failed.ok, `${wrong.code}\n${failed.output}`).toBe(false)
      const [session] = await endedSessions(server)
      if (session === undefined) throw new Error('the client made no session')
      const found = server.verdict(session).findings
      const id = typeof expected === 'string' ? expected : (expected[library] ?? expected.others)
      expect(found.map((finding) => finding.id)).toEqual([id])

      const fix = allSnippets(id, session).find((one) => one.library === library)
      if (fix === undefined) throw new Error(`no fix for ${id} in ${library}`)
      const right = await run(fix, login.password, ownFolder())
      expect(right.ok, `${fix.code}\n${right.output}`).toBe(true)
      expect(await server.messages()).toHaveLength(1)
    },
  )
})
