import { Ajv2020 } from 'ajv/dist/2020.js'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { MatrixReport } from '../../src/model/verify-matrix.ts'
import { spawn } from '../support/programs/processes.ts'
import { matrixReportSchema } from '../verify/reports/support/verify-schema.ts'
import { certs, main, runCli } from './support/run-cli.ts'

const client = (name: string): readonly string[] => [
  process.execPath,
  fileURLToPath(new URL(`../verify/clients/${name}.mjs`, import.meta.url)),
]
const few = { ports: [465], scenarios: ['cert-expired', 'mail-451'] }
const careful = { name: 'careful', version: '1.10', command: client('careful') }
const careless = { name: '<script>alert(1)</script>', command: client('careless') }

/** A folder with a file of clients, gone afterwards. */
function folderWith(clients: readonly object[], defaults: object = few) {
  const folder = mkdtempSync(join(certs, 'matrix-'))
  writeFileSync(join(folder, 'clients.json'), JSON.stringify({ version: 1, defaults, clients }))
  const args = ['verify', '--certs', certs, '--matrix', join(folder, 'clients.json')]
  return { folder, args, [Symbol.dispose]: () => rmSync(folder, { recursive: true }) }
}

describe('fourport verify --matrix', () => {
  it('verifies each client, says what is wrong with which, and exits 1', async () => {
    using files = folderWith([careful, careless])
    const { code, stdout, stderr } = await runCli(files.args)
    expect(stdout).toContain('✓ careful 1.10\n  Proven on 465: all 3 checks passed.\n')
    expect(stdout).toMatch(
      /✗ <script>alert\(1\)<\/script>\n {2}Failed: .*\n {2}✗ The client accepts a certificate/,
    )
    expect(stdout).toMatch(/\n2 clients: 1 proven and 1 failed\.\n$/)
    expect(stderr).toBe('1/2  ✓ careful 1.10: proven\n2/2  ✗ <script>alert(1)</script>: failed\n')
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
    expect(code).toBe(1)
  })

  it('exits 0 and says nothing with --quiet where all are verified, and takes options for all of them', async () => {
    using files = folderWith([careful, careless])
    const quiet = await runCli([...files.args, '--quiet', '--only', 'care*'])
    expect(quiet).toEqual({ code: 0, stdout: '', stderr: '' })
    const all = await runCli([
      ...files.args,
      '--jobs',
      '2',
      '--scenarios',
      'mail-451',
      '--all',
      '--only',
      'careful',
    ])
    expect(all.stdout).toContain('Proven on 465: all 2 checks passed.')
  })

  it('writes a static site, and refuses a folder with other files before anything is run', async () => {
    using files = folderWith([careful, careless])
    const site = join(files.folder, 'public', 'mail')
    const { code } = await runCli([...files.args, '--site', site])
    expect(code).toBe(1)
    expect(readFileSync(join(site, 'index.html'), 'utf8')).toContain('2 clients: 1 proven and 1 failed.')
    expect(readFileSync(join(site, 'clients', 'script-alert-1-script.html'), 'utf8')).not.toContain('<script')
    expect(readdirSync(join(site, 'badges'))).toHaveLength(4)
    const refused = await runCli([...files.args, '--site', files.folder])
    expect(refused).toMatchObject({ code: 3, stdout: '', stderr: expect.stringContaining('REPORT_UNWRITABLE') as string })
  }) // prettier-ignore

  it('runs the others where one cannot be run, and exits 2', async () => {
    const broken = { name: 'broken', setup: 'echo "npm error: no such package"; exit 3', command: 'true' }
    const nowhere = { name: 'nowhere', cwd: 'not-there', command: 'true' }
    const absent = { name: 'absent', command: ['no-such-program'] }
    using files = folderWith([broken, nowhere, absent, careful])
    const json = join(files.folder, 'matrix.json')
    const { code, stdout } = await runCli([...files.args, '--report', `json=${json}`, '--report', 'markdown'])
    expect(code).toBe(2)
    const report = JSON.parse(readFileSync(json, 'utf8')) as MatrixReport
    expect(report.verified).toBe(false)
    const fits = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(matrixReportSchema())
    expect(fits(report) ? null : fits.errors).toBeNull()
    expect(report.clients.map(({ name, outcome, problem }) => [name, outcome, problem?.code])).toEqual([
      ['broken', 'not-run', 'CLIENT_SETUP_FAILED'],
      ['nowhere', 'not-run', 'CLIENT_SETUP_FAILED'],
      ['absent', 'not-run', 'COMMAND_UNRUNNABLE'],
      ['careful', 'proven', undefined],
    ])
    expect(report.clients[0]?.problem?.message).toContain('ended with exit code 3')
    expect(report.clients[0]?.problem?.message).toContain('\n  npm error: no such package')
    expect(stdout).toContain('| careful 1&#46;10 |'.replace('&#46;', '.'))
    expect(stdout).toContain('## Fourport verify: 4 clients: 1 proven and 3 not run.')
  })

  it('makes a client ready in the folder of the file, and asks it for its version', async () => {
    const made = {
      name: 'made',
      versions: ['7.1'],
      setup: 'mkdir {version} && echo "console.log(require(\'fs\').readFileSync(\'what\', \'utf8\'))" > {version}/say.cjs && echo kept > {version}/what',
      cwd: '{version}',
      command: client('careful'),
    }
    const asked = { ...made, name: 'asked', versions: undefined, setup: undefined, cwd: '7.1', versionCommand: [process.execPath, 'say.cjs'] }
    using files = folderWith([made, asked])
    const { code, stdout } = await runCli([...files.args, '--json'])
    const lines = stdout.trim().split('\n').map((line) => JSON.parse(line) as { type: string; name?: string; version?: string; client?: string })
    expect(lines.filter(({ type }) => type === 'client')).toMatchObject([{ name: 'made 7.1', version: '7.1' }, { name: 'asked', version: 'kept' }])
    expect(lines.filter(({ type }) => type === 'cell').map((line) => line.client)).toEqual([...Array<string>(3).fill('made 7.1'), ...Array<string>(3).fill('asked')])
    expect([lines.at(-1)?.type, code]).toEqual(['matrix', 0])
  }) // prettier-ignore

  it('knows failures of one client alone, until their last day', async () => {
    const entry = { scenario: '*', reason: 'the old one', until: '2999-12-31' }
    using files = folderWith([{ ...careless, known: [entry] }, { ...careless, name: 'expired', known: [{ ...entry, until: '2020-01-01' }] }])
    const { code, stdout } = await runCli(files.args)
    expect(stdout).toMatch(/~ <script>.*\n {2}Passed on 465/)
    expect(stdout).toContain('✗ expired')
    expect(code).toBe(1)
  }) // prettier-ignore

  it.each([
    [['--known', 'a.json'], 'verify was given --matrix and --known.'],
    [['--env', 'A=b'], 'verify was given --matrix and --env.'],
    [['--expect', 'a.json'], 'verify was given --matrix and --expect.'],
    [['--report', 'sarif'], '--report sarif is for one client.'],
    [['--json', '--report', 'json'], '--json and --report json both go to standard output.'],
    [['--only', 'carefull'], '--only: no client is called "carefull".'],
    [['--', 'true'], 'verify was given --matrix and a command.'],
  ])('refuses %j', async (args, message) => {
    using files = folderWith([careful])
    const { code, stdout, stderr } = await runCli([...files.args, ...args])
    expect(stdout + stderr).toContain(message)
    expect(code).toBe(2)
  })

  it('refuses what is for clients of a file without one, and a file that is not there', async () => {
    const stray = await runCli(['verify', '--jobs', '2', '--', 'true'])
    expect(stray).toMatchObject({ code: 2, stderr: expect.stringContaining('--jobs is given without --matrix.') as string })
    const absent = await runCli(['verify', '--matrix', 'not-there.yml'])
    expect(absent).toMatchObject({ code: 2, stderr: expect.stringContaining('Cannot read the clients of "not-there.yml": ENOENT') as string })
  }) // prettier-ignore
})

describe('fourport verify --matrix, ended by Ctrl-C', () => {
  it.each(['setup', 'command'])('leaves neither process nor file, in its %s', async (field) => {
    const holder = createServer().listen(0, '127.0.0.1')
    await once(holder, 'listening')
    const { port } = holder.address() as AddressInfo
    const hold = `require('node:net').connect(${port}, '127.0.0.1').resume(); setInterval(() => undefined, 1000)`
    using files = folderWith([{ ...careful, [field]: [process.execPath, '-e', hold] }, careful].map((one, index) => ({ ...one, name: `client ${index}` })))
    const temporary = mkdtempSync(join(files.folder, 'tmp-'))
    const out = join(files.folder, 'out', 'report.json')
    const args = ['verify', '--matrix', join(files.folder, 'clients.json'), '--report', `json=${out}`]
    const cli = spawn(process.execPath, [main, ...args], { env: { ...process.env, TMPDIR: temporary } })
    const ended = once(cli, 'exit')
    const [held] = (await once(holder, 'connection')) as [Socket]
    const gone = once(held.on('error', () => undefined), 'close')
    cli.kill('SIGINT')
    expect(await ended).toEqual([130, null])
    await gone
    expect(readdirSync(temporary)).toEqual([])
    expect(existsSync(out)).toBe(false)
    await once(holder.close(), 'close')
  }) // prettier-ignore
})
