import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { libraries } from '../../src/diagnosis/fixes/libraries.ts'
import { startServer, type FourportServer, type ServerOptions } from '../../src/index.ts'
import type { ApiPorts } from '../../src/model/api.ts'
import { skippedFor } from '../support/programs/programs.ts'
import { pasters } from './support/run-pasted.ts'

const folder = mkdtempSync(join(tmpdir(), 'fourport-pasted-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const start = (options: ServerOptions): Promise<FourportServer> =>
  startServer({ certs: join(folder, `it's here`), http: 0, ...options })

/** What the page shows under "Ready to copy", as the page gets it. */
async function shown({ http }: FourportServer): Promise<ApiPorts['ports']> {
  const response = await fetch(`${http!.url}/api/ports`)
  return ((await response.json()) as ApiPorts).ports
}

const codeFor = (port: ApiPorts['ports'][number], library: string): string =>
  port.settings.find((one) => one.library === library)!.code

test('each library is run but MailKit, which needs .NET, and words for people', () => {
  const ids = libraries.map(({ id }) => id).filter((id) => !['mailkit', 'settings'].includes(id))
  expect(pasters.map(({ library }) => library)).toEqual(ids)
})

describe.for(pasters)('$library', { timeout: 300_000 }, ({ library, missing, run }) => {
  const reason = skippedFor(missing())

  test.skipIf(reason !== null)('sends one mail to each port with nothing but its lines', async () => {
    await using server = await start({ auth: 'required' })
    const ports = (await shown(server)).filter(({ name }) => name !== 'submission-alt')
    for (const port of ports) {
      const code = codeFor(port, library)
      const result = await run(code, mkdtempSync(join(folder, `${library}-${port.name}-`)))
      expect(result.ok, `${code}\n${result.output}`).toBe(true)
    }
    const messages = await server.messages()
    expect(messages.map(({ listener }) => listener)).toEqual(['relay', 'smtps', 'submission'])
    expect(messages.map(({ auth }) => auth?.user ?? null)).toEqual([null, 'user', 'user'])
    expect(await server.findings()).toEqual([])
  })
})

test('all name the same host, and read no password that nobody has set', async () => {
  await using server = await start({})
  for (const port of await shown(server)) {
    for (const { library, code } of port.settings) {
      expect(code, library).toContain('localhost')
      expect(code, library).not.toMatch(/127\.0\.0\.1|SMTP_PASS|\bPASSWORD\b/)
    }
  }
})

test('where users are set, the lines name the first and how his password gets there, but do not tell it', async () => {
  await using server = await start({ users: [{ user: 'ann', password: 'correct horse' }] })
  for (const port of (await shown(server)).filter(({ auth }) => auth !== 'off')) {
    for (const { library, code } of port.settings) {
      expect(code, library).toContain('ann')
      expect(code, library).not.toContain('correct horse')
      if (code.includes('SMTP_PASS')) expect(code, library).toContain('export SMTP_PASS=')
    }
  }
})
