import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { allSnippets, setupSnippet } from '../../src/diagnosis/snippets.ts'
import type { FixSnippet } from '../../src/model/finding.ts'
import type { TlsMode } from '../../src/model/port-profile.ts'
import { rightTls } from '../support/clients/cases.ts'
import { endedSessions } from '../support/clients/ended-sessions.ts'
import { createServers, type ServerKind, type Servers, type Target } from '../support/clients/servers.ts'
import { skippedFor } from '../support/programs/programs.ts'
import { runPostfix, whyNoPostfix } from './support/run-postfix.ts'

type Port = 'relay' | 'smtps' | 'submission'

interface Mistake {
  readonly says: string
  readonly port: Port
  readonly tls?: TlsMode
  readonly trusts?: 'nobody'
  readonly server?: ServerKind
  readonly password?: string
  readonly expected: string | RegExp
}

const certificate = /^(?:ca-not-trusted|certificate-)/

const mistakes: readonly Mistake[] = [
  { says: 'TLS from the first byte', port: 'relay', tls: 'implicit', expected: 'implicit-tls-on-plain-port' },
  { says: 'STARTTLS', port: 'smtps', tls: 'starttls', expected: 'plaintext-on-implicit-tls-port' },
  { says: 'no TLS', port: 'submission', tls: 'none', expected: 'starttls-not-used' },
  {
    says: 'a CA it does not trust',
    port: 'submission',
    trusts: 'nobody',
    expected: certificate,
  },
  {
    says: 'a name that is not in it',
    port: 'submission',
    server: 'own-chain',
    expected: certificate,
  },
  { says: 'a wrong password', port: 'submission', password: 'battery staple', expected: 'login-rejected' },
]

// `$` begins a parameter in main.cf.
const login = { user: 'CORP\\us$er', password: 'correct horse' }
const folder = mkdtempSync(join(tmpdir(), 'fourport-postfix-'))
let servers: Servers
beforeAll(async () => {
  servers = await createServers(login, "it's $here")
})
afterAll(() => {
  servers.remove()
  rmSync(folder, { recursive: true, force: true })
})

const reason = skippedFor(whyNoPostfix())
const ownFolder = (): string => mkdtempSync(join(folder, 'instance-'))

function settings({ server, caFile }: Target, port: Port, tls: TlsMode, trusts?: 'nobody'): FixSnippet {
  const withLogin = port !== 'relay' && tls !== 'none'
  return setupSnippet('postfix', {
    host: 'localhost',
    port: server.ports[port].port,
    tls,
    caFile: tls === 'none' || trusts === 'nobody' ? null : caFile,
    serverName: null,
    login: withLogin,
    user: withLogin ? login.user : null,
  })
}

describe.concurrent('Postfix', { timeout: 300_000 }, () => {
  test.skipIf(reason !== null).for(['relay', 'smtps', 'submission'] as const)(
    'delivers on %s with the settings as they are printed',
    async (port, { expect }) => {
      await using target = await servers.start(port === 'relay' ? 'usual' : 'login-required')
      const snippet = settings(target, port, rightTls[port])
      const result = await runPostfix(snippet.code, login.password, ownFolder())
      expect(result.ok, `${snippet.code}\n${result.output}`).toBe(true)
      expect(await target.server.messages()).toHaveLength(1)
      expect(await target.server.findings()).toEqual([])
    },
  )

  test.skipIf(reason !== null).for(mistakes)(
    'with $says on $port gets its finding, and delivers with the fix as it is printed',
    async (mistake, { expect }) => {
      const { port, tls = rightTls[port], trusts, server: kind = 'hints', password, expected } = mistake
      await using target = await servers.start(kind)
      const { server } = target
      const wrong = settings(target, port, tls, trusts)
      const first = await runPostfix(wrong.code, password ?? login.password, ownFolder())
      expect(first.ok, `${wrong.code}\n${first.output}`).toBe(false)
      const [session] = await endedSessions(server)
      if (session === undefined) throw new Error('the client made no session')
      const [found] = (await server.verdict(session)).findings
      const id = found?.id ?? 'nothing'
      expect(id, first.output).toMatch(expected)

      const fix = allSnippets(id, session, null).find(({ library }) => library === 'postfix')
      if (fix === undefined) throw new Error(`no fix for ${id}`)
      const right = await runPostfix(fix.code, login.password, ownFolder())
      expect(right.ok, `${id}\n${fix.code}\n${right.output}`).toBe(true)
      expect(await server.messages()).toHaveLength(1)
    },
  )
})
