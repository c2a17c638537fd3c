import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { demanded } from '../../src/model/verify-words/demanded.ts'
import { certs, quietPorts, runCli, startText } from './support/run-cli.ts'

const path = (name: string): string =>
  fileURLToPath(new URL(`../verify/clients/${name}.mjs`, import.meta.url))
const command = (name: string): readonly string[] => ['--', process.execPath, path(name)]
const few = ['--ports', '465', '--scenarios', 'cert-expired,mail-451', '--certs', certs]

describe('fourport verify', () => {
  it('prints the table and exits 0 where all that is demanded was done', async () => {
    const { code, stdout, stderr } = await runCli(['verify', ...few, ...command('careful')])
    expect(stdout).toContain(' cert-expired  ✓ reported')
    expect(stdout).toContain('✓ Proven on 465: all 3 checks passed.')
    expect(stderr.split('\n').slice(0, -1)).toHaveLength(3)
    expect(stderr).toMatch(/^1\/3 {2}465 {2}good: passed, delivered\n/)
    expect(code).toBe(0)
  })

  it('lists the scenarios that it would run, with ids and demands, and runs none', async () => {
    const args = ['verify', '--list', '--ports', '465,587', '--scenarios', 'downgrade,tls-1-3,!inject-*']
    const { code, stdout, stderr } = await runCli([...args, ...command('not-there')])
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toMatch(/^Controls: a healthy server\n good +465 587 +deliver +RFC 5321 /)
    expect(stdout).toMatch(/\n starttls-absent +587 +no-plaintext +RFC 8314 \S+\n {3}no STARTTLS, and AUTH without TLS\n/)
    expect(stdout).toMatch(/\n tls-1-3 +465 587 +observe +RFC 9325 \S+\n {3}only TLS 1\.3\n/)
    expect(stdout).not.toContain('inject-ehlo')
    expect(stdout).toContain(`\n no-plaintext\n   ${demanded['no-plaintext'].slice(0, 50)}`)
    expect(stdout).toMatch(/\n\d+ scenarios, \d+ runs on 465 and 587\. docs/)
    // A path is for copying.
    const pages = stdout.split('\n').filter((line) => line.endsWith('.md'))
    expect(pages.map((line) => basename(line)).slice(0, 2)).toEqual(['good.md', 'starttls-absent.md'])
    const others = stdout.split('\n').filter((line) => !pages.includes(line))
    expect(Math.max(...others.map((line) => line.length))).toBeLessThanOrEqual(80)
    const json = await runCli([...args, '--json'])
    const lines = json.stdout.trim().split('\n').map((line) => JSON.parse(line) as object)
    expect(lines[0]).toMatchObject({ type: 'scenario', name: 'good', docs: expect.stringMatching(/good\.md$/) as string, requirement: { rule: 'must', what: 'deliver' }, required: demanded.deliver, ports: [{ profile: 'smtps', number: 465 }, { profile: 'submission', number: 587 }] })
    expect(await runCli(['verify', '--list', '--scenarios', 'dotty'])).toMatchObject({ code: 2, stderr: expect.stringContaining('No scenario is called "dotty"') as string })
  }) // prettier-ignore

  it('is found after the flags that it is given', async () => {
    const { code, stdout, stderr } = await runCli(['--json', ...few, 'verify', ...command('careful')])
    const types = stdout.trim().split('\n').map((line) => (JSON.parse(line) as { type: string }).type) // prettier-ignore
    expect(types).toEqual(['cell', 'cell', 'cell', 'report'])
    expect([code, stderr]).toEqual([0, ''])
  })

  it('exits 1 where it was not, and quietly 0 where nothing is to be said', async () => {
    const careless = await runCli(['verify', ...few, ...command('careless')])
    expect(careless.stdout).toContain(' 465: cert-expired')
    expect(careless.stdout).toContain('message-without-date, on 465: good')
    expect(careless.stdout).toMatch(/^.*\n.*\n\n✗ The client .* certificate/)
    expect(careless.stdout).not.toContain('Rules that were applied')
    const all = await runCli(['verify', '--all', ...few, ...command('careless')])
    expect(all.stdout).toContain('\nRules that were applied\n')
    expect(careless.code).toBe(1)
    const careful = ['verify', '--quiet', ...few, ...command('careful')]
    expect(await runCli(careful)).toEqual({ code: 0, stdout: '', stderr: '' })
    const asked = await runCli([...careful.slice(0, 2), '--report', 'junit', ...careful.slice(2)])
    expect(asked).toMatchObject({ code: 0, stdout: expect.stringContaining('<testsuites') as string })
  })

  it('prints an object a line for programs, and writes what it is asked to', async () => {
    const file = join(certs, 'report.xml')
    const report = ['--json', '--report', `junit=${file}`]
    const { code, stdout, stderr } = await runCli(['verify', ...report, ...few, ...command('careful')])
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { type: string; verified?: boolean })
    expect(lines.map(({ type }) => type)).toEqual(['cell', 'cell', 'cell', 'report'])
    expect(lines.at(-1)).toMatchObject({ verified: true, version: 1 })
    expect(readFileSync(file, 'utf8')).toContain('<testsuites')
    expect([code, stderr]).toEqual([0, ''])
  })

  it('shows the run on a page, which stays after it until Ctrl-C', async () => {
    const args = ['verify', '--http-port', '0', ...few, ...command('careless')]
    const running = startText(args, { env: { CI: '' } })
    const [, url] = await running.until(/^Page: (http:\/\/127\.0\.0\.1:\d+\/)$/m)
    await running.until(/^The page stays until Ctrl-C\.$/m)
    // It comes by the other stream.
    await running.until(/✗ Failed: /)
    expect(await (await fetch(`${url}api/verify`)).json()).toMatchObject({
      running: false,
      total: 3,
      done: 3,
    })
    expect(await running.stop('SIGINT')).toBe(1)
  })

  it('waits for nobody who looks at the page in a job of CI', async () => {
    const args = ['verify', '--http-port', '0', '--json', ...few, ...command('careful')]
    const { code, stdout } = await runCli(args, { env: { CI: 'true' } })
    const types = stdout
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { type: string }).type)
    expect(types).toEqual(['page', 'cell', 'cell', 'cell', 'report'])
    expect(code).toBe(0)
  })

  it('gives other names for what the client is told', async () => {
    const script =
      'const { MAIL_PORT, MAIL_MAILER, SSL_CERT_FILE } = process.env; console.error(process.argv[1], MAIL_PORT > 0, MAIL_MAILER, SSL_CERT_FILE)'
    const names = ['--env', 'MAIL_PORT={port}', '--preset', 'laravel', '--ca-env']
    const { stderr } = await runCli([
      'verify',
      ...names,
      ...few,
      '--',
      process.execPath,
      '-e',
      script,
      '{scheme}',
    ])
    expect(stderr.replace(/\s+/g, ' ')).toMatch(/smtps true smtp \S*ca\.pem/)
  })

  it.each([
    [[], 'verify needs a command that sends one mail.'],
    [['--'], 'verify needs a command that sends one mail.'],
    [['node', 'send.mjs'], 'verify: unexpected argument "node".'],
    [['--scenario', 'good', '--', 'x'], 'Unknown option --scenario. Did you mean --scenarios?'],
    [['--scenario=good', '--', 'x'], 'Unknown option --scenario. Did you mean --scenarios?'],
    [['--prots', '587', '--', 'x'], 'Unknown option --prots. Did you mean --ports?'],
    [['--scenarois', 'good', '--', 'x'], 'Unknown option --scenarois. Did you mean --scenarios?'],
    [['--submision-port', '1', '--', 'x'], 'Unknown option --submision-port.'],
    [['--scenarios', 'x', '--', 'x'], 'No scenario is called "x".'],
    [
      ['--scenarios', 'cert-expird', '--', 'x'],
      'No scenario is called "cert-expird". Did you mean cert-expired?',
    ],
    [
      ['--ports', '466', '--', 'x'],
      '--ports: expected a profile: relay, smtps, submission or submission-alt, got "466". Ports, separated by commas: relay, smtps, submission, submission-alt, or their numbers.',
    ],
    [['--env', 'A={prot}', '--', 'x'], '--env A has {prot}, which stands for nothing. Did you mean port?'],
    [['--env', 'A', '--', 'x'], '--env: expected NAME=TEXT, such as MAIL_PORT={port}, got "A".'],
    [['--preset', 'larvel', '--', 'x'], 'rails, spring or dotnet (did you mean laravel?), got "larvel".'],
    [
      ['--limit', 'soon', '--', 'x'],
      '--limit: expected a number of seconds, or a time such as 500ms, 30s or 5m, at least 100ms, at most 15 minutes, got "soon". How long',
    ],
    [['--limit', '0', '--', 'x'], '5m, at least 100ms, at most 15 minutes, got "0".'],
    [['--limit=901', '--', 'x'], '5m, at least 100ms, at most 15 minutes, got "901".'],
    [['--parallel', '0', '--', 'x'], '--parallel: expected a whole number from 1 to 64, got "0".'],
    [['--parallel', '1.5', '--', 'x'], '--parallel: expected a whole number from 1 to 64, got "1.5".'],
    [['--ports', '', '--', 'x'], '--ports: expected names, separated by commas, got "". Ports, separated by'],
    [['--scenarios', ' ,', '--', 'x'], '--scenarios: expected names, separated by commas, got " ,".'],
    [['--preset', '', '--', 'x'], '--preset: expected names, separated by commas, got "".'],
    [
      ['--connect', 'a b', '--', 'x'],
      '--connect: expected a host name or address of this machine, got "a b".',
    ],
    [
      ['--http-port', '70000', '--', 'x'],
      '--http-port: expected a port number from 0 to 65535 (0: any free one), got "70000".',
    ],
    [['--limit'], '--limit needs a value: --limit SECONDS.'],
    [['--manual=yes'], '--manual takes no value.'],
    [['--limit', '1', '--limit', '2', '--', 'x'], '--limit 1 and --limit 2 contradict each other.'],
    [['--url', 'http://localhost/', '--', 'x'], 'verify was given a command and --url.'],
    [['--update', '--', 'x'], '--update is given without --expect.'],
    [['--report', 'jnuit=x', '--', 'x'], 'is not a format'],
    [['--ports', '25', '--', 'false'], 'false never connected, on port 25: exit code 1; it printed nothing.'],
    [['--', 'no-such-program'], 'no-such-program cannot be run: spawn no-such-program ENOENT.'],
  ])('exits 2 for %j', async (args, message) => {
    const { code, stdout, stderr } = await runCli(['verify', '--certs', certs, ...args])
    expect(stderr.replaceAll(/\s+/g, ' ')).toContain(message)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  })

  it.each([
    ['--report', `junit=${certs}`],
    ['--expect', certs],
  ])('exits 3 where a file of %s cannot be had', async (option, file) => {
    const { code, stdout } = await runCli(['verify', option, file, ...few, ...command('careful')])
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' })
  })

  it('prints an error as its own options say, and not those of the client', async () => {
    const unrunnable = ['--ports', '25', '--', 'no-such-program', '--json']
    const { stdout, stderr } = await runCli(['verify', ...unrunnable])
    expect(stdout).toBe('')
    expect(stderr).toContain('✗ no-such-program cannot be run')
    const json = await runCli(['verify', '--json', ...unrunnable])
    expect(JSON.parse(json.stdout)).toMatchObject({ type: 'error', code: 'COMMAND_UNRUNNABLE' })
    expect(json.stderr).toBe('')
  })

  it('waits for nobody where there is no terminal', async () => {
    const manual = [
      'verify',
      '--manual',
      '--connect',
      'localhost',
      '--ports',
      '465',
      '--scenarios',
      'mail-451',
      ...quietPorts,
    ]
    const { code, stdout, stderr } = await runCli(manual, { input: '\n' })
    expect(stdout).toMatch(/host {8}localhost\nport {8}\d+\nTLS {9}TLS from the first byte\n/)
    expect(stderr).toContain('--manual: standard input has ended.')
    expect(code).toBe(2)
  })
})
