import { once } from 'node:events'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import { describe, expect, it } from 'vitest'
import { certs, type Line, quietPorts, runCli, serveJson, serveText, startText } from './support/run-cli.ts'
import { SmtpClient } from './support/smtp-client.ts'

const mail = {
  from: 'ann@example.test',
  to: ['bob@example.test', 'cy@example.test'],
  subject: 'Grüße',
  text: 'Hello',
}

function send(port: Line, ca: string, auth?: { user: string; pass: string }): Promise<unknown> {
  const { host, tls } = port
  return createTransport({
    host,
    port: port['port'],
    secure: tls === 'implicit',
    requireTLS: tls === 'starttls',
    ignoreTLS: tls === 'none',
    ...(ca && { tls: { ca: readFileSync(ca) } }),
    ...(auth && { auth }),
  }).sendMail(mail)
}

/** A client that knows nothing of STARTTLS. */
async function plainClient(port: number): Promise<string> {
  const client = new SmtpClient(port)
  await client.reply()
  await client.say('EHLO client.test')
  const refused = await client.say('MAIL FROM:<ann@example.test>')
  await client.close()
  return refused
}

describe('fourport serve --json', () => {
  it('listens on any free ports with --any-ports, and names them; several run at once', async () => {
    const args = ['serve', '--json', '--any-ports', '--certs', certs]
    const [one, other] = [startText(args), startText(args, { env: { FOURPORT_ANY_PORTS: 'true' } })]
    const numbersOf = async (cli: typeof one): Promise<readonly number[]> => {
      const [line = ''] = await cli.until(/^\{.*"type":"ready".*\}$/m)
      const { ports, http } = JSON.parse(line) as Line & { ports: Record<string, { port: number }> }
      return [...Object.values(ports).map(({ port }) => port), Number(new URL((http as Line)['url']).port)]
    }
    const numbers = [...(await numbersOf(one)), ...(await numbersOf(other))]
    expect(new Set(numbers).size).toBe(10)
    expect(numbers.filter((number) => [25, 465, 587, 2525, 8025].includes(number))).toEqual([])
    for (const cli of [one, other]) expect(await cli.stop('SIGTERM')).toBe(0)
  })

  it('goes wrong from its start as --fault says', async () => {
    const cli = await serveJson(['--fault', 'RCPT to=cy@* code=550 enhanced=5.1.1'])
    const { ports, ca } = cli.ready
    expect(await send(ports.relay, ca.file)).toMatchObject({
      accepted: ['bob@example.test'],
      rejected: ['cy@example.test'],
      rejectedErrors: [{ response: expect.stringMatching(/^550 5\.1\.1 Refused on purpose/) }],
    })
    expect(await cli.next('session')).toMatchObject({ outcome: 'ok', findings: [] })
    await cli.stop()
    const refused = await runCli([...quietPorts, '--fault', 'RCPT cod=550'])
    expect(refused).toMatchObject({ code: 2 })
    expect(refused.stderr).toContain('--fault: "RCPT cod=550": fault: there is no "cod"')
    expect(refused.stderr).toContain('Did you mean code?')
  })

  it('says where everything is, then each message and session', async () => {
    const cli = await serveJson(['--auth', 'required', '--user', 'user:secret', '--http-port', '0'])
    expect(cli.ready).toMatchObject({
      type: 'ready',
      ports: {
        relay: { host: '127.0.0.1', port: expect.any(Number), tls: 'none' },
        smtps: { host: '127.0.0.1', tls: 'implicit', auth: 'required' },
        submission: { tls: 'starttls', profile: 'submission' },
        'submission-alt': { tls: 'starttls', profile: 'submission-alt' },
      },
      ca: { file: expect.stringContaining(certs) },
      http: { host: '127.0.0.1', port: expect.any(Number), url: expect.stringMatching(/^http:/) },
    })
    expect(JSON.stringify(cli.ready)).not.toContain('secret')
    const { ports, ca } = cli.ready
    await send(ports.relay, ca.file)
    expect(await cli.next('message')).toMatchObject({
      profile: 'relay',
      port: ports.relay.port,
      mailFrom: 'ann@example.test',
      rcptTo: ['bob@example.test', 'cy@example.test'],
      subject: 'Grüße',
      tls: null,
      auth: null,
    })
    expect(await cli.next('session')).toMatchObject({ outcome: 'ok', port: { name: 'relay' }, findings: [] })
    for (const key of ['smtps', 'submission', 'submission-alt']) {
      await send(ports[key], ca.file, { user: 'user', pass: 'secret' })
      expect(await cli.next('message')).toMatchObject({ port: ports[key].port, auth: { user: 'user' } })
    }
    expect(await cli.stop()).toEqual({ code: 0, signal: null })
  })

  it('says what is wrong with a client, and exits 1 with --fail-on', async () => {
    const cli = await serveJson(['--fail-on', 'error'])
    expect(await plainClient(cli.ready['ports'].submission.port)).toMatch(/^530 /)
    const session = await cli.next('session')
    expect(session).toMatchObject({
      outcome: 'findings',
      findings: [{ id: 'starttls-not-used', severity: 'error' }],
    })
    expect(session).not.toHaveProperty('entries')
    cli.child.kill('SIGTERM')
    expect(await cli.next('stopped')).toMatchObject({
      messages: 0,
      sessions: 1,
      findings: { error: 1 },
      exitCode: 1,
    })
    expect(await cli.ended).toEqual({ code: 1, signal: null })
  })

  it('exits 0 after findings without --fail-on', async () => {
    const cli = await serveJson([])
    await plainClient(cli.ready['ports'].submission.port)
    await cli.next('session')
    expect(await cli.stop('SIGINT')).toEqual({ code: 0, signal: null })
  })

  it('gives null for a port that is off, and lists one of the user’s own', async () => {
    const cli = await serveJson(['--port', 'relay=off', '--listen', 'dev=relay:0'])
    expect(cli.ready['ports'].relay).toBeNull()
    expect(cli.ready['listeners'].map(({ name }: Line) => name)).toEqual([
      'smtps',
      'submission',
      'submission-alt',
      'dev',
    ])
    expect(cli.ready['http']).toBeNull()
    await cli.stop()
  })

  it('goes on when nobody reads its output any more', async () => {
    const cli = await serveJson([])
    cli.child.stdout!.destroy()
    for (let n = 0; n < 3; n++) await send(cli.ready['ports'].relay, cli.ready['ca'].file)
    expect(await cli.stop()).toEqual({ code: 0, signal: null })
  })

  it('takes in a message that is on its way when it is stopped, and ends at once on a second signal', async () => {
    const cli = await serveJson([])
    const client = new SmtpClient(cli.ready['ports'].relay.port)
    await client.reply()
    for (const line of ['EHLO client.test', 'MAIL FROM:<a@b.test>', 'RCPT TO:<c@d.test>', 'DATA'])
      await client.say(line)
    cli.child.kill('SIGTERM')
    await cli.next('stopping')
    expect(await client.say('Subject: late\r\n\r\nHello\r\n.')).toMatch(/^250 /)
    expect(await cli.next('message')).toMatchObject({ subject: 'late' })
    expect(await cli.ended).toEqual({ code: 0, signal: null })

    const second = await serveJson(['--close-timeout', '1h'])
    const holder = new SmtpClient(second.ready['ports'].relay.port)
    await holder.reply()
    for (const line of ['EHLO client.test', 'MAIL FROM:<a@b.test>', 'RCPT TO:<c@d.test>', 'DATA'])
      await holder.say(line)
    second.child.kill('SIGTERM')
    await second.next('stopping')
    expect(await second.stop('SIGINT')).toEqual({ code: 130, signal: null })
    await holder.close()
  })
})

describe('fourport serve for people', () => {
  it('prints the board, a line for what comes, and the fix', async () => {
    const cli = serveText([])
    await cli.until(/What a client sets/)
    const [, relay] = await cli.until(/(\d+) +relay +none +no encryption, no login/)
    const [, submission] = await cli.until(/(\d+) +submission +STARTTLS required +STARTTLS, login optional/)
    await cli.until(/\d+ +smtps +implicit +SSL\/TLS, login optional/)
    await cli.until(/\d+ +submission-alt +STARTTLS/)
    await cli.until(/CA +\S+\.pem/)
    await send({ host: '127.0.0.1', port: Number(relay), tls: 'none' }, '')
    await cli.until(new RegExp(`${relay} +✉ ann@example.test → bob@example.test \\+1  Grüße`))
    await plainClient(Number(submission))
    await cli.until(new RegExp(`${submission} +✗ .+\n`))
    await cli.until(/docs\/findings\.md#starttls-not-used/)
    expect(await cli.stop()).toBe(0)
    // A path is never broken, and that of a test's folder can be longer than a line.
    const text = cli.text().replaceAll(certs, 'certs')
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(80)
    expect(cli.text()).not.toContain('\u001B')
  })

  it('is coloured when asked, and says nothing when quiet', async () => {
    const cli = serveText(['--color', 'always'])
    await cli.until(new RegExp(`${String.fromCodePoint(27)}\\[1mFourport`))
    await cli.stop()
    const quiet = serveText(['--quiet', '--listen', 'dev=relay:0'])
    const healthy = serveText([])
    await healthy.until(/submission-alt/)
    await healthy.stop()
    await quiet.stop()
    expect(quiet.text()).toBe('')
  })
})

describe('what keeps it from starting', () => {
  it('is said with exit code 3 for a port in use', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as { port: number }
    const text = await runCli([...quietPorts, '--port', `relay=${port}`])
    expect(text.code).toBe(3)
    expect(text.stderr).toContain(String(port))
    expect(text.stderr).toContain('PORT_IN_USE')
    const json = await runCli([...quietPorts, '--port', `relay=${port}`, '--json'])
    expect(JSON.parse(json.stdout)).toMatchObject({
      type: 'error',
      code: 'PORT_IN_USE',
      help: expect.any(String),
    })
    other.close()
  })

  it.skipIf(process.platform === 'win32').each([
    ['--cert', ['--cert', '/dev/urandom', '--key', '/dev/urandom'], 'CERTIFICATE_UNUSABLE'],
    ['--key', ['--cert', '-----BEGIN CERTIFICATE-----', '--key', '/dev/zero'], 'CERTIFICATE_UNUSABLE'],
    ['--users-file', ['--users-file', '/dev/zero'], 'OPTION_INVALID'],
    ['--config', ['--config', '/dev/zero'], 'CONFIG_UNREADABLE'],
  ])('is said of a device without end, which %s does not read', async (_option, args, code) => {
    const run = await runCli([...(code === 'CONFIG_UNREADABLE' ? [] : quietPorts), ...args])
    expect(run.stderr.replace(/\s+/g, ' ')).toContain('it is a device')
    expect(run.stderr).toContain(code)
  })

  it('is said with exit code 3 for an unusable certificate', async () => {
    const folder = mkdtempSync(join(certs, 'tmp-'))
    writeFileSync(join(folder, 'c.pem'), 'no certificate')
    const run = await runCli([...quietPorts, '--cert', join(folder, 'c.pem'), '--key', join(folder, 'c.pem')])
    expect(run).toMatchObject({ code: 3, stderr: expect.stringContaining('CERTIFICATE_UNUSABLE') })
  })

  it.each([
    ['a flag', ['--prot', 'relay=1'], {}, 'Did you mean --port?'],
    ['a flag’s value', ['--auth', 'maybe'], {}, '--auth: expected off, optional or required'],
    ['a variable', [], { FOURPORT_AUHT: 'off' }, 'Did you mean FOURPORT_AUTH?'],
    ['a variable’s value', [], { FOURPORT_HTTP_PORT: '99999' }, 'FOURPORT_HTTP_PORT: expected'],
    ['a verb', ['sevre'], {}, 'Did you mean serve?'],
    ['a word too many', ['serve', 'now'], {}, 'unexpected argument "now"'],
    ['a missing config file', ['--config', '/nowhere.json'], {}, 'CONFIG_UNREADABLE'],
    ['a contradiction', ['--cert', 'x.pem'], {}, '--cert is given without --key'],
  ])('is said with exit code 2 for %s', async (_what, args, env, expected) => {
    const run = await runCli(args, { env })
    expect(run.code).toBe(2)
    expect(run.stderr).toContain(expected)
    expect(run.stdout).toBe('')
  })

  it('names the config file of the working directory', async () => {
    const cwd = mkdtempSync(join(certs, 'tmp-'))
    writeFileSync(join(cwd, 'fourport.config.json'), '{ "sizeLimitByte": 3 }')
    const run = await runCli([], { cwd })
    expect(run).toMatchObject({ code: 2, stderr: expect.stringContaining('in fourport.config.json') })
    expect(run.stderr).toContain('Did you mean sizeLimitBytes?')
  })
})
