import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type FourportServer } from '../../src/index.ts'
import { trustInstructions } from '../../src/tls/trust.ts'
import type { ClientResult } from '../support/clients/client.ts'
import { goEnv } from '../support/clients/current.ts'
import { runProcess } from '../support/clients/run-process.ts'
import { type ProgramName, whyNot } from '../support/programs/programs.ts'
import { codeBlocks, read } from './documents.ts'

const page = 'docs/languages.md'
const blocks = codeBlocks(page)
const folder = mkdtempSync(join(tmpdir(), 'fourport-languages-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A program of the page, and the line of the shell that runs it. */
interface Sender {
  readonly needs: readonly ProgramName[]
  readonly file?: string
  readonly line: string
}

function sender(language: string, file: string, needs: ProgramName): Sender {
  const at = blocks.findIndex((block) => block.language === language)
  writeFileSync(join(folder, file), blocks[at]!.code)
  return { needs: [needs], file, line: blocks[at + 1]!.code }
}

const fromShell = (program: 'curl' | 'msmtp'): Sender => ({
  needs: [program],
  line: blocks.find(({ code }) => code.includes(`|\n  ${program} `))!.code,
})

/** By the word that ends the subject of each. */
const senders: Readonly<Record<string, Sender>> = {
  Python: sender('python', 'send.py', 'python'),
  Ruby: sender('ruby', 'send.rb', 'net-smtp'),
  Go: sender('go', 'send.go', 'go'),
  curl: fromShell('curl'),
  msmtp: fromShell('msmtp'),
}

function run({ line }: Sender, port: number): Promise<ClientResult> {
  const env = {
    SMTP_HOST: 'localhost',
    SMTP_PORT: String(port),
    GO111MODULE: 'off',
    GOCACHE: goEnv.GOCACHE,
  }
  return runProcess('sh', ['-ec', line], { cwd: folder, env, limitMs: 100_000 })
}

describe(`a program of ${page}`, () => {
  let server: FourportServer
  beforeAll(async () => {
    server = await startServer({ certs: join(folder, 'certs') })
  })
  afterAll(() => server?.close())

  for (const [name, one] of Object.entries(senders)) {
    it.skipIf(whyNot(...one.needs) !== null)(`sends as it is: ${name}`, { timeout: 240_000 }, async () => {
      const { port } = server.ports.submission
      // Without the CA it must fail: else it verifies nothing.
      writeFileSync(join(folder, 'cas.pem'), '')
      expect(await run(one, port)).toMatchObject({ ok: false })
      const since = new Date()
      writeFileSync(join(folder, 'cas.pem'), server.ca.pem)
      expect(await run(one, port)).toMatchObject({ ok: true, output: '' })
      const messages = await server.messages({ subject: `From ${name}` })
      expect(messages).toMatchObject([{ tls: { version: 'TLSv1.3' } }])
      expect(await server.findings({ since, severity: 'error' })).toEqual([])
      expect(await server.findings({ since, severity: 'warning' })).toEqual([])
    })
  }
})

describe(page, () => {
  it('has for Rust and .NET what `fourport ca` prints', () => {
    const printed = trustInstructions('ca.pem').flatMap(({ lines }) =>
      lines.map((line) => line.split('  //')[0]),
    )
    const [rust] = blocks.filter(({ language }) => language === 'rust')
    for (const line of rust!.code.trim().split('\n')) expect(printed).toContain(line)
    expect(printed).toContain('client.CheckCertificateRevocation = false;')
    expect(read(page)).toContain('`client.CheckCertificateRevocation = false`')
  })

  it('has a section for each language of its table', () => {
    const named = [...read(page).matchAll(/^\| \[(.+?)\]\(#/gm)].map(([, name]) => name)
    const sections = [...read(page).matchAll(/^## (.+)$/gm)].map(([, name]) => name)
    expect(named).toEqual(sections)
  })
})
