import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { libraryById } from '../../src/diagnosis/fixes/libraries.ts'
import type { FixKind } from '../../src/diagnosis/fix-kind.ts'
import { allSnippets } from '../../src/diagnosis/snippets.ts'
import type { FixSnippet } from '../../src/model/finding.ts'
import type { TlsMode } from '../../src/model/port-profile.ts'
import { rightTls } from '../support/clients/cases.ts'
import { whyNotCurrent } from '../support/clients/current.ts'
import { endedSessions } from '../support/clients/ended-sessions.ts'
import type { ClientResult } from '../support/clients/index.ts'
import { createServers, type ServerKind, type Servers, type Target } from '../support/clients/servers.ts'
import { batches, type Batch, type Program } from './support/run-current.ts'
import { whyNoHosts } from './support/with-hosts.ts'

type Port = 'relay' | 'smtps' | 'submission'

/** Settings as they are printed, which deliver. */
interface Right {
  readonly fixKind: FixKind
  readonly port: Port
}

/** Settings that are printed for another port, another CA, another name or another password. */
interface Mistake {
  readonly says: string
  readonly port: Port
  readonly tls?: TlsMode
  readonly trusts?: 'nobody'
  readonly server?: ServerKind
  readonly password?: string
  readonly expected: string | RegExp
}

const rights: readonly Right[] = [
  { fixKind: 'port', port: 'relay' },
  { fixKind: 'port', port: 'smtps' },
  { fixKind: 'port', port: 'submission' },
  { fixKind: 'no-login', port: 'submission' },
  { fixKind: 'tls-version', port: 'smtps' },
  { fixKind: 'tls-version', port: 'submission' },
  { fixKind: 'time-out', port: 'smtps' },
  { fixKind: 'time-out', port: 'submission' },
]

// Which of them a client's alert stands for is told elsewhere; each fix gives both the CA and the name.
const certificate = /^(?:ca-not-trusted|certificate-)/

const mistakes: readonly Mistake[] = [
  { says: 'TLS from the first byte', port: 'relay', tls: 'implicit', expected: 'implicit-tls-on-plain-port' },
  {
    says: 'TLS from the first byte',
    port: 'submission',
    tls: 'implicit',
    expected: 'implicit-tls-on-starttls-port',
  },
  { says: 'STARTTLS', port: 'smtps', tls: 'starttls', expected: 'plaintext-on-implicit-tls-port' },
  { says: 'no TLS', port: 'submission', tls: 'none', expected: 'starttls-not-used' },
  { says: 'a CA it does not trust', port: 'smtps', trusts: 'nobody', expected: certificate },
  { says: 'a CA it does not trust', port: 'submission', trusts: 'nobody', expected: certificate },
  { says: 'a name that is not in it', port: 'smtps', server: 'own-chain', expected: certificate },
  { says: 'a name that is not in it', port: 'submission', server: 'own-chain', expected: certificate },
  { says: 'a wrong password', port: 'submission', password: 'battery staple', expected: 'login-rejected' },
]

// With what a shell, an escape or a file of settings would take for something else.
const login = { user: 'CORP\\user', password: `p@ss:w/o%20r$d "#'` }
const folder = mkdtempSync(join(tmpdir(), 'fourport-current-'))
let servers: Servers
beforeAll(async () => {
  servers = await createServers(login, "it's here/\\users")
})
afterAll(() => {
  servers.remove()
  rmSync(folder, { recursive: true, force: true })
})

interface Settings {
  readonly fixKind?: FixKind
  readonly port: Port
  readonly tls: TlsMode
  readonly trusts?: 'nobody'
}

function settings(library: string, { server, caFile }: Target, given: Settings): FixSnippet {
  const { fixKind = 'port', port, tls, trusts } = given
  const found = libraryById.get(library)
  if (found === undefined) throw new Error(`no library ${library}`)
  const withLogin = tls !== 'none' && port !== 'relay' && fixKind !== 'no-login'
  const code = found.fix(fixKind, {
    host: 'localhost',
    port: server.ports[port].port,
    tls,
    caFile: tls === 'none' || trusts === 'nobody' ? null : caFile,
    serverName: null,
    login: withLogin,
    user: withLogin ? login.user : null,
  })
  return { library, label: found.label, language: found.language, code }
}

/** What came of a set-up: of the settings themselves, and where they were wrong, of the fix for what was found. */
interface Outcome {
  readonly target: Target
  first: ClientResult
  readonly program: Program
  found: readonly string[]
  fix: FixSnippet | null
  second: ClientResult | null
}

const nameOf = (library: string, index: number): string => `${library.replaceAll('-', '_')}_${index}`
const unrun: ClientResult = { ok: false, exitCode: null, output: 'not run' }

async function prepare(batch: Batch): Promise<ReadonlyMap<string, Outcome>> {
  const outcomes = new Map<string, Outcome>()
  const add = (library: string, index: number, target: Target, fix: FixSnippet, password: string): void => {
    const name = nameOf(library, index)
    const program = { name, fix, password }
    outcomes.set(name, { target, program, first: unrun, found: [], fix: null, second: null })
  }
  for (const library of batch.libraries) {
    for (const [index, { fixKind, port }] of rights.entries()) {
      const needsLogin = port !== 'relay' && fixKind !== 'no-login'
      const target = await servers.start(needsLogin ? 'login-required' : 'usual')
      const tls = rightTls[port]
      add(library, index, target, settings(library, target, { fixKind, port, tls }), login.password)
    }
    for (const [at, mistake] of mistakes.entries()) {
      const { port, tls = rightTls[port], server = 'hints', password = login.password } = mistake
      const target = await servers.start(server)
      const trusts = mistake.trusts === undefined ? {} : { trusts: mistake.trusts }
      add(library, rights.length + at, target, settings(library, target, { port, tls, ...trusts }), password)
    }
  }
  const programs = [...outcomes.values()].map(({ program }) => program)
  const firsts = await batch.run(programs, mkdtempSync(join(folder, 'first-')))
  const fixes: Program[] = []
  for (const [name, outcome] of outcomes) {
    outcome.first = firsts.get(name) ?? unrun
    const { server } = outcome.target
    const [session] = await endedSessions(server)
    if (session === undefined) continue
    outcome.found = (await server.verdict(session)).findings.map(({ id }) => id)
    const { library } = outcome.program.fix
    const [id] = outcome.found
    outcome.fix =
      (id !== undefined && allSnippets(id, session, null).find((one) => one.library === library)) || null
    if (outcome.fix !== null) fixes.push({ name, fix: outcome.fix, password: login.password })
  }
  const seconds = await batch.run(fixes, mkdtempSync(join(folder, 'second-')))
  for (const [name, outcome] of outcomes) outcome.second = seconds.get(name) ?? null
  return outcomes
}

describe.concurrent.for(batches)('$language', { timeout: 300_000 }, (batch) => {
  const reason = whyNotCurrent(batch.language) ?? whyNoHosts()
  let outcomes: ReadonlyMap<string, Outcome> = new Map()
  beforeAll(async () => {
    if (reason === null) outcomes = await prepare(batch)
  }, 300_000)
  afterAll(async () => {
    for (const { target } of outcomes.values()) await target[Symbol.asyncDispose]()
  })
  const outcomeOf = (library: string, index: number): Outcome => {
    const outcome = outcomes.get(nameOf(library, index))
    if (outcome === undefined) throw new Error(`${library} was not run`)
    return outcome
  }

  describe.for(batch.libraries)('%s', (library) => {
    test.skipIf(reason !== null).for(rights.map((right, index) => ({ ...right, index })))(
      '$fixKind: delivers on $port with the settings as they are printed',
      async ({ index }, { expect }) => {
        const { target, program, first, found } = outcomeOf(library, index)
        expect(first.ok, `${program.fix.code}\n${first.output}`).toBe(true)
        expect(found).toEqual([])
        expect(await target.server.messages()).toHaveLength(1)
      },
    )

    test.skipIf(reason !== null).for(mistakes.map((mistake, at) => ({ ...mistake, at })))(
      'with $says on $port gets its finding, and delivers with the fix as it is printed',
      async ({ expected, at }, { expect }) => {
        const { target, program, first, found, fix, second } = outcomeOf(library, rights.length + at)
        expect(first.ok, `${program.fix.code}\n${first.output}`).toBe(false)
        expect(found).toHaveLength(1)
        expect(found[0], program.fix.code).toMatch(expected)
        expect(second?.ok, `${found[0]}\n${fix?.code}\n${second?.output}`).toBe(true)
        expect(await target.server.messages()).toHaveLength(1)
      },
    )
  })
})
