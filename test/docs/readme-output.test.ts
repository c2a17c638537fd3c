import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { execFileSync } from '../support/programs/processes.ts'
import { readRecordings } from '../support/clients/recording.ts'
import { parseArguments } from '../../src/cli/args.ts'
import { sharedFlags } from '../../src/cli/flags.ts'
import { commandOptions } from '../../src/cli/options.ts'
import { serveJson } from '../cli/support/run-cli.ts'
import { codeBlocks } from './documents.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

it('shows in the README what the command says of a recorded session', () => {
  const recorded = readRecordings().find(({ name }) => name === 'project/nodemailer-submission-implicit-tls')
  const session = recorded!.sessions[0]!
  const folder = mkdtempSync(join(tmpdir(), 'fourport-readme-'))
  try {
    // Recorded by a server whose CA lay in a folder of its own.
    const leaf = { ...session.leaf, caFile: 'certs/ca.pem' }
    const startedAt = '2026-11-24T13:49:12.000Z'
    writeFileSync(join(folder, 'record.jsonl'), JSON.stringify({ ...session, leaf, startedAt }))
    // As in a project that has the package installed.
    mkdirSync(join(folder, 'node_modules'))
    symlinkSync(root, join(folder, 'node_modules/fourport'))
    const main = 'node_modules/fourport/dist/cli/main.cjs'
    const links = ['--preserve-symlinks', '--preserve-symlinks-main']
    const printed = execFileSync(process.execPath, [...links, main, 'explain', 'record.jsonl'], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, TZ: 'UTC' },
    })
    const shown = codeBlocks('README.md').find(({ code }) =>
      code.startsWith('$ fourport explain record.jsonl\n'),
    )
    // The fingerprint below it, with the versions that have it, is longer than the rest.
    const [finding = ''] = printed.split(/\n+ *TLS library of the client:/)
    const lines = finding.split('\n').map((line) => line.trimEnd())
    expect(shown?.code.trimEnd()).toBe(`$ fourport explain record.jsonl\n${lines.join('\n').trimEnd()}`)
  } finally {
    rmSync(folder, { recursive: true })
  }
})

it('starts on free ports as the README says', async () => {
  const commands = codeBlocks('README.md').flatMap(({ code }) => code.split('\n'))
  const [, words = ''] = /^npx fourport (.*) --json {2,}# the first line/m.exec(commands.join('\n')) ?? []
  const { ports: asked, http } = await commandOptions(
    parseArguments(words.split(' '), sharedFlags()).options,
    {},
  )
  expect([...Object.values(asked), http]).toEqual([0, 0, 0, 0, 0])
  // Its folder of certificates and its address are those of the tests.
  const server = await serveJson(words.split(' '))
  const ports = Object.values(server.ready['ports']).map((one) => (one as { port: number }).port)
  expect(new Set(ports).size).toBe(4)
  for (const port of ports) expect(port).toBeGreaterThan(1023)
  await server.stop()
})
