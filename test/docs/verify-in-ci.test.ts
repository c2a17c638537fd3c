import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { MatrixReport } from '../../src/model/verify-matrix.ts'
import { certs, runCli } from '../cli/support/run-cli.ts'
import { whyNotFromNpm } from '../support/programs/from-npm.ts'
import { codeBlocks } from './documents.ts'

const page = 'docs/verify-in-ci.md'
const [script, clients, github, gitlab] = codeBlocks(page).map(({ code }) => code) as [
  string,
  string,
  string,
  string,
]
const nodemailer = fileURLToPath(new URL('../../node_modules/nodemailer', import.meta.url))

/** The lines of a job that run Fourport, as words. */
function commandsIn(lines: readonly (string | undefined)[]): readonly (readonly string[])[] {
  return lines.filter((line) => line?.startsWith('npx fourport ')).map((line) => line!.split(' ').slice(2))
}

it('docs/verify-in-ci.md has jobs whose commands verify a library in its own layout', async () => {
  const folder = mkdtempSync(join(certs, 'ci-'))
  try {
    mkdirSync(join(folder, 'test', 'mail'), { recursive: true })
    mkdirSync(join(folder, 'node_modules'))
    symlinkSync(nodemailer, join(folder, 'node_modules', 'nodemailer'), 'junction')
    writeFileSync(join(folder, 'test', 'mail', 'send.mjs'), script)
    writeFileSync(join(folder, 'test', 'mail', 'clients.yml'), clients)
    const { jobs } = parse(github) as { jobs: { verify: { steps: { run?: string }[] } } }
    const { mail } = parse(gitlab) as { mail: { script: string[] } }
    const commands = commandsIn([...jobs.verify.steps.map(({ run }) => run), ...mail.script])
    expect(commands).toHaveLength(2)
    // The other versions are installed from a registry, which a test may not ask.
    const few = ['--only', 'this commit', '--scenarios', 'cert-expired,mail-451']
    for (const command of commands) {
      const { code, stdout } = await runCli([...command, ...few], { cwd: folder })
      expect(stdout).toContain('this commit\n  Passed on 465 and 587: all 6 checks passed')
      expect(code).toBe(0)
    }
    expect(readdirSync(folder).toSorted()).toEqual(['mail.md', 'node_modules', 'public', 'test'])
  } finally {
    rmSync(folder, { recursive: true })
  }
})

const versions = ['6.9.16', '7.0.11']
const elsewhere = mkdtempSync(join(certs, 'npm-'))
const whyNot = await whyNotFromNpm(
  elsewhere,
  ...versions.map((version, index) => `nodemailer-${index}@npm:nodemailer@${version}`),
)

describe.skipIf(whyNot !== null)('a library that has committed what the page says', () => {
  it('finds out that a commit accepts every certificate, and blames no version that is installed', async () => {
    const folder = mkdtempSync(join(certs, 'library-'))
    try {
      cpSync(nodemailer, folder, { recursive: true })
      mkdirSync(join(folder, 'test', 'mail'), { recursive: true })
      writeFileSync(join(folder, 'test', 'mail', 'send.mjs'), script)
      writeFileSync(join(folder, 'test', 'mail', 'clients.yml'), clients)
      const { exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
        exports: { '.': { import: string } }
      }
      const entry = join(folder, exports['.'].import)
      cpSync(entry, `${entry}.before.js`)
      writeFileSync(
        entry,
        `import { createTransport as before } from './nodemailer.js.before.js'
        export const createTransport = (options) => before({ ...options, tls: { rejectUnauthorized: false } })`,
      )
      const args = ['--scenarios', 'cert-expired', '--report', 'json=mail.json']
      const { code, stdout } = await runCli(['verify', '--matrix', 'test/mail/clients.yml', ...args], {
        cwd: folder,
      })
      const report = JSON.parse(readFileSync(join(folder, 'mail.json'), 'utf8')) as MatrixReport
      const cells = report.clients.map(({ name, report: own, problem }) => [
        name,
        problem,
        own?.cells.filter(({ scenario }) => scenario === 'cert-expired').map(({ words }) => words),
      ])
      expect(cells).toEqual([
        ['this commit', null, ['not verified', 'not verified']],
        ...versions.map((version) => [`nodemailer ${version}`, null, ['reported', 'reported']]),
      ])
      expect([code, stdout]).toEqual([1, expect.stringContaining('3 clients: ')])
    } finally {
      rmSync(folder, { recursive: true })
    }
  }, 120_000)
})
