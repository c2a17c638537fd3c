import { X509Certificate } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, renameSync } from 'node:fs'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { spawn } from '../support/programs/processes.ts'
import { createServer as createHttpServer } from 'node:http'
import { parseArguments } from '../../src/cli/args.ts'
import { sharedFlags } from '../../src/cli/flags.ts'
import { verbTable } from '../../src/cli/verbs.ts'
import { checksOf } from '../../src/cli/commands/healthcheck.ts'
import { commandOptions } from '../../src/cli/options.ts'
import { startServer } from '../../src/server/start-server.ts'
import { certs, type Line, main, quietPorts, runCli, serveJson, startText } from './support/run-cli.ts'
import { SmtpClient } from './support/smtp-client.ts'

const version = (
  JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }
).version

function portArguments({ ports, http }: Line): string[] {
  const names = ['relay', 'smtps', 'submission', 'submission-alt']
  return [
    ...names.flatMap((name) => ['--port', `${name}=${ports[name]?.port ?? 'off'}`]),
    '--http-port',
    String(http?.port ?? 'off'),
  ]
}

describe('fourport version and help', () => {
  it.each([[['--version']], [['version']], [['-v']]])('%s prints the version alone', async (args) => {
    expect(await runCli(args)).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' })
  })

  it.each([[['--help']], [['help']], [['serve', '-h']]])('%s prints the help', async (args) => {
    expect(await runCli(args)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('--port NAME=PORT|off'),
      stderr: '',
    })
  })

  it('does not mind a reader that leaves early', async () => {
    const child = spawn('sh', ['-c', `"${process.execPath}" "${main}" --help | head -1`])
    const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)])
    expect(stdout).toMatch(/^Usage/)
    expect(stderr).toBe('')
  })

  it('explains the environment and each command, and refuses other topics', async () => {
    expect((await runCli(['help', 'environment'])).stdout).toContain('FOURPORT_SIZE_LIMIT')
    expect((await runCli(['help', 'serve'])).stdout).toContain('--port NAME=PORT|off')
    expect((await runCli(['help', 'explain'])).stdout).toMatch(/^Usage {2}fourport explain FILE/)
    expect(await runCli(['help', 'sreve'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Did you mean serve?'),
    })
    expect(await runCli(['help', 'cooking'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('"cooking"'),
    })
  })
})

describe('a flag before the verb', () => {
  const words: Readonly<Record<string, readonly string[]>> = { explain: ['-'], doctor: ['127.0.0.1:1'] }
  /** Nothing listens there. */
  const codes: Readonly<Record<string, number>> = { doctor: 1 }
  /** They have tests of their own: these two need a file of a store. */
  const unaccepted = ['serve', 'verify', 'healthcheck', 'export', 'import']

  it.each(verbTable.filter(({ name }) => !unaccepted.includes(name)).map(({ name }) => name))(
    'is as good as one after %s',
    async (name) => {
      const shared = ['--certs', certs, '--no-color', '--size-limit=1MB']
      // A CA that is made is said the first time.
      await runCli(['ca', '--certs', certs])
      const after = await runCli([name, ...(words[name] ?? []), ...shared])
      expect(after).toMatchObject({ code: codes[name] ?? 0, stderr: '' })
      expect(await runCli([...shared, name, ...(words[name] ?? [])])).toEqual(after)
    },
  )

  it('is as good for serve and healthcheck', async () => {
    const cli = await startText(['--json', ...quietPorts, 'serve']).until(/"type":"ready".*"port":(\d+)/)
    expect(Number(cli[1])).toBeGreaterThan(0)
    const off = ['relay', 'smtps', 'submission', 'submission-alt'].flatMap((name) => [
      '--port',
      `${name}=off`,
    ])
    expect(await runCli(['--json', ...off, '--http-port', '0', 'healthcheck'])).toMatchObject({
      code: 2,
      stdout: expect.stringContaining('healthcheck cannot know the number of http'),
    })
  })

  it('leads to the help of the verb', async () => {
    const lead = async ({ name }: (typeof verbTable)[number]): Promise<void> => {
      const help = await runCli(['help', name])
      expect(help).toMatchObject({
        code: 0,
        stdout: expect.stringMatching(/^Usage {2}fourport /),
        stderr: '',
      })
      expect(await runCli(['--help', name])).toEqual(help)
      expect(await runCli([name, '--help'])).toEqual(help)
    }
    await Promise.all(verbTable.map(lead))
  })

  it('is no word where it is the value of another', async () => {
    const run = await runCli(['--server-name', 'verify', '--size-limit', 'verify'])
    expect(run).toMatchObject({ code: 2, stderr: expect.stringContaining('--size-limit') })
  })

  it.each([
    ['--json', 'sreve'],
    ['verfy', '--scenarios', 'x', '--', 'x'],
  ])('and a misspelt verb: %s %s', async (...args) => {
    const run = await runCli(args)
    expect(run.code).toBe(2)
    expect(run.stdout + run.stderr).toMatch(/Unknown command .*Did you mean (?:serve|verify)\?/s)
  })

  it.each([
    [['ca', 'x'], 'ca: unexpected argument "x".'],
    [['explain', 'a', 'b'], 'explain: unexpected argument "b".'],
    [['help', 'ca', 'b'], 'help: unexpected argument "b".'],
    [['version', 'x'], 'version: unexpected argument "x".'],
    [['--', 'verify', 'x'], 'verify: unexpected argument "x".'],
  ])('and a word too many: %s', async (args, message) => {
    expect(await runCli(args)).toMatchObject({ code: 2, stderr: expect.stringContaining(message) })
  })
})

describe('fourport serve with every port off', () => {
  const off = ['relay', 'smtps', 'submission', 'submission-alt'].flatMap((name) => ['--port', `${name}=off`])

  it('is refused where the page is off too', async () => {
    const run = await runCli(['serve', ...off, '--http-port', 'off'])
    expect(run).toMatchObject({ code: 2, stdout: '' })
    expect(run.stderr).toContain('OPTION_CONFLICT')
    expect(run.stderr).toContain('Give a port a number')
  })

  it('runs with the page alone until it is stopped', async () => {
    const cli = await serveJson([...off, '--http-port', '0'])
    expect(cli.ready['listeners']).toEqual([])
    expect((await fetch(`${cli.ready['http'].url}livez`)).status).toBe(200)
    expect(cli.child.exitCode).toBeNull()
    expect(await cli.stop()).toEqual({ code: 0, signal: null })
  })
})

/** A process whose deadlines never come: a machine that is busy for two seconds is no fault of a port. */
const unhurried = {
  NODE_OPTIONS: '--import=data:text/javascript,AbortSignal.timeout=()=>new(AbortController)().signal',
}
const checkHealth = (...args: readonly string[]) => runCli(['healthcheck', ...args], { env: unhurried })

describe('fourport healthcheck', () => {
  it('exits 0 where every port answers, by flags and by variables, and leaves no trace', async () => {
    const cli = await serveJson(['--http-port', '0', '--auth', 'required'])
    const args = portArguments(cli.ready)
    const byFlags = await checkHealth(...args)
    expect(byFlags).toMatchObject({ code: 0, stdout: expect.stringContaining('✓ smtps') })
    const ports = args.filter((part) => part.includes('=')).join(',')
    const byVariables = await runCli(['healthcheck', '--json'], {
      env: {
        ...unhurried,
        FOURPORT_PORTS: ports,
        FOURPORT_HTTP_PORT: String(cli.ready['http'].port),
        FOURPORT_HOST: '127.0.0.1',
      },
    })
    expect(byVariables.code).toBe(0)
    const health = JSON.parse(byVariables.stdout) as Line
    expect(health).toEqual({ type: 'health', healthy: true, ports: health['ports'] })
    expect(health['ports']).toHaveLength(5)
    for (const port of health['ports'])
      expect(port).toEqual({
        name: expect.any(String),
        host: '127.0.0.1',
        port: expect.any(Number),
        fault: null,
      })
    const client = new SmtpClient(cli.ready['ports'].relay.port)
    await client.reply()
    const { localPort } = client.socket
    await client.say('QUIT')
    await client.close()
    // Sessions are told in the order they end: the first line is the first client's.
    expect(await cli.next('session')).toMatchObject({ remote: { port: localPort }, findings: [] })
    const info = await fetch(`${cli.ready['http'].url}api/info`)
    expect(await info.json()).toMatchObject({ counts: { sessions: 1 } })
    cli.child.kill('SIGTERM')
    expect(await cli.next('stopped')).toMatchObject({ sessions: 1 })
    await cli.ended
    const after = await checkHealth(...args)
    expect(after).toMatchObject({ code: 1, stdout: expect.stringContaining('nothing listens there') })
  })

  it('asks the page beneath its web root', async () => {
    const asked: (string | undefined)[] = []
    const page = createHttpServer(({ url }, answer) => {
      asked.push(url)
      answer.end()
    }).listen(0, '127.0.0.1')
    await once(page, 'listening')
    const { port } = page.address() as { port: number }
    const off = ['relay', 'smtps', 'submission', 'submission-alt'].flatMap((name) => [
      '--port',
      `${name}=off`,
    ])
    expect(await checkHealth(...off, '--http-port', `${port}`, '--web-root', '/mail')).toMatchObject({
      code: 0,
    })
    expect(asked.splice(0)).toEqual(['/mail/livez'])
    await runCli(['ca', '--certs', certs, '--http-port', `${port}`, '--web-root', 'mail'])
    expect(asked).toContain('/mail/api/info')
    page.close()
  })

  it('exits 1 where something else answers', async () => {
    const other = createServer((socket) => {
      // The check leaves as soon as it has read the wrong answer, which may reach the other side as a reset.
      socket.on('error', () => socket.destroy())
      socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')
    }).listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as { port: number }
    const off = ['smtps', 'submission', 'submission-alt'].flatMap((name) => ['--port', `${name}=off`])
    const run = await checkHealth('--port', `relay=${port}`, ...off, '--http-port', 'off')
    expect(run).toMatchObject({ code: 1, stdout: expect.stringContaining('✗ relay') })
    other.close()
  })

  it('names each port that hangs, and has looked at the others meanwhile', async () => {
    const silent = [createServer().listen(0, '127.0.0.1'), createServer().listen(0, '127.0.0.1')]
    await Promise.all(silent.map((server) => once(server, 'listening')))
    const [smtps, http] = silent.map((server) => (server.address() as AddressInfo).port)
    const cli = await serveJson([])
    const { relay } = cli.ready['ports'] as { relay: { port: number } }
    const off = ['submission', 'submission-alt'].flatMap((name) => ['--port', `${name}=off`])
    const args = ['--port', `relay=${relay.port}`, '--port', `smtps=${smtps}`, ...off]
    const words = [...args, '--http-port', String(http), '--host', '127.0.0.1']
    const deadline = new AbortController()
    const [answering, ...hanging] = checksOf(
      await commandOptions(parseArguments(words, sharedFlags()).options, {}),
      deadline.signal,
    )
    expect(await answering).toMatchObject({ name: 'relay', fault: null })
    deadline.abort()
    expect(await Promise.all(hanging)).toMatchObject([
      { name: 'smtps', port: smtps, fault: 'no answer within 2 s' },
      { name: 'http', port: http, fault: 'no answer within 2 s' },
    ])
    await cli.stop()
    for (const server of silent) server.close()
  })

  it('ends by itself where nothing answers', async () => {
    const silent = createServer().listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const { port } = silent.address() as AddressInfo
    const off = ['smtps', 'submission', 'submission-alt'].flatMap((name) => ['--port', `${name}=off`])
    const args = ['--port', `relay=${port}`, ...off, '--http-port', 'off', '--host', '127.0.0.1']
    const run = await runCli(['healthcheck', ...args])
    expect(run).toMatchObject({
      code: 1,
      stdout: `✗ relay           127.0.0.1:${port}  no answer within 2 s\n`,
    })
    silent.close()
  })

  it('says in words that a port does not speak TLS', async () => {
    const cli = await serveJson(['--http-port', '0'])
    const { relay } = cli.ready['ports'] as { relay: { port: number } }
    const off = ['relay', 'submission', 'submission-alt'].flatMap((name) => ['--port', `${name}=off`])
    const page = ['--http-port', String(cli.ready['http'].port), '--https']
    const run = await checkHealth('--port', `smtps=${relay.port}`, ...off, ...page)
    expect(run.code).toBe(1)
    expect(run.stdout.trimEnd().split('\n')).toEqual([
      expect.stringMatching(/^✗ smtps .*  no TLS answered there \([a-z ]+\)$/),
      expect.stringMatching(/^✗ http .*  no TLS answered there \([a-z ]+\)$/),
    ])
    await cli.stop()
  })

  it('looks at the other number where a low one may have been forbidden', async () => {
    const cli = await serveJson(['--port', `relay=${10_000 + 1021}`])
    const off = ['smtps', 'submission', 'submission-alt'].flatMap((name) => ['--port', `${name}=off`])
    const args = ['--port', 'relay=1021', ...off, '--http-port', 'off']
    expect(await checkHealth(...args)).toMatchObject({ code: 0, stdout: expect.stringContaining(':11021') })
    expect(await checkHealth(...args, '--strict-ports')).toMatchObject({
      code: 1,
      stdout: expect.stringContaining(':1021'),
    })
    await cli.stop()
  })

  it('cannot look at a port it does not know', async () => {
    const run = await runCli(['healthcheck', '--port', 'relay=0'])
    expect(run).toMatchObject({ code: 2, stderr: expect.stringContaining('relay') })
  })
})

describe('fourport explain', () => {
  it('says of a recorded session what the server said of it', async () => {
    const file = join(mkdtempSync(join(certs, 'tmp-')), 'sessions.jsonl')
    const cli = await serveJson(['--record', file])
    const client = new SmtpClient(cli.ready['ports'].submission.port)
    await client.reply()
    await client.say('EHLO client.test')
    await client.say('MAIL FROM:<ann@example.test>')
    await client.close()
    const live = await cli.next('session')
    await cli.stop()

    const json = await runCli(['explain', file, '--json'])
    expect(json.code).toBe(0)
    expect(JSON.parse(json.stdout)).toEqual(live)
    const printed = await runCli(['explain', file, '--fail-on', 'error'])
    expect(printed).toMatchObject({ code: 1, stdout: expect.stringContaining('starttls-not-used') })
    const piped = await runCli(['explain', '-', '--json'], { input: readFileSync(file, 'utf8') })
    expect(piped.stdout).toBe(json.stdout)
  })

  it('tells what a server did on purpose, and blames nobody for it', async () => {
    const file = join(mkdtempSync(join(certs, 'tmp-')), 'sessions.jsonl')
    {
      await using server = await startServer({ record: file })
      await server.fault({ at: 'MAIL', delayMs: 20, reply: { code: 451 }, times: 2 })
      const client = new SmtpClient(server.ports.relay.port)
      await client.reply()
      await client.say('EHLO client.test')
      await client.say('MAIL FROM:<ann@example.test>')
      await client.say('QUIT')
      await client.close()
    }
    const printed = await runCli(['explain', file, '--fail-on', 'warning'])
    expect(printed).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('On purpose, by fault f1 at MAIL: a delay of 20 ms, then 451 (1 of 2)'),
    })
  })

  it.each([
    ['no file', ['explain'], 2, 'needs a file'],
    ['a missing file', ['explain', '/nowhere.jsonl'], 3, 'ENOENT'],
  ])('refuses %s', async (_what, args, code, message) => {
    expect(await runCli(args)).toMatchObject({ code, stderr: expect.stringContaining(message) })
  })

  it('refuses what is no record, and names the line', async () => {
    const run = await runCli(['explain', '-'], { input: '{"version":1}\nx\n' })
    expect(run).toMatchObject({ code: 3, stderr: expect.stringContaining('line 1 has no "id"') })
  })
})

describe('fourport ca', () => {
  it('asks the server that runs, and makes no second CA', async () => {
    const [own, other] = [mkdtempSync(join(certs, 'own-')), mkdtempSync(join(certs, 'data-'))]
    const env = { XDG_DATA_HOME: other, LOCALAPPDATA: other, HOME: other }
    const server = await startServer({ certs: own, http: 0 })
    const args = ['ca', '--quiet', '--http-port', new URL(server.http!.url).port]
    expect(await runCli(args, { env })).toEqual({ code: 0, stdout: `${join(own, 'ca.pem')}\n`, stderr: '' })
    expect(readdirSync(other)).toEqual([])

    renameSync(join(own, 'ca.pem'), join(own, 'elsewhere.pem'))
    expect(await runCli(args, { env })).toMatchObject({
      code: 3,
      stderr: expect.stringMatching(/CA_ABSENT/),
    })
    await server.close()

    const run = await runCli(args, { env })
    expect(run).toMatchObject({ code: 0, stderr: expect.stringMatching(/^Made a new CA in\s/) })
    expect(await runCli(args, { env })).toEqual({ ...run, stderr: '' })
  })

  it('prints the path, and what to set for each language', async () => {
    const run = await runCli(['ca', '--certs', certs])
    expect(run.code).toBe(0)
    for (const word of [certs, 'NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE', 'curl', 'keytool'])
      expect(run.stdout).toContain(word)
    const json = await runCli(['ca', '--certs', certs, '--json'])
    const { file, trust, ...rest } = JSON.parse(json.stdout) as Line
    const { fingerprint256 } = new X509Certificate(readFileSync(file))
    expect(rest).toEqual({ type: 'ca', fingerprint: fingerprint256, server: null })
    for (const { tool, lines } of trust) {
      expect(tool).toEqual(expect.any(String))
      expect(lines).not.toHaveLength(0)
    }
    expect(readFileSync(file, 'utf8')).toContain('BEGIN CERTIFICATE')
    expect((await runCli(['ca', '--certs', certs, '--quiet'])).stdout).toBe(`${file}\n`)
  })
})
