import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer as createHttpServer } from 'node:http'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import { createServer as createTlsServer } from 'node:tls'
import { generate } from 'selfsigned'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Examination } from '../../../src/cli/doctor/examination.ts'
import { examine, type ExamineSettings } from '../../../src/cli/doctor/examine.ts'
import { examinationLines } from '../../../src/cli/doctor/print.ts'
import { readTarget } from '../../../src/cli/doctor/read-target.ts'
import { trustStores } from '../../../src/cli/doctor/trust-stores.ts'
import { columnsOf } from '../../../src/cli/print/visible.ts'
import { styleFor } from '../../../src/cli/print/style.ts'
import { type FourportServer, startServer } from '../../../src/index.ts'
import { endedSessions, findingsOf } from '../../support/clients/ended-sessions.ts'
import { fullListener } from '../../support/full-listener.ts'
import { anchor, headings } from '../../docs/documents.ts'
import { certs, runCli } from '../support/run-cli.ts'

const limits = { lookupMs: 5000, connectMs: 400, answerMs: 400, portMs: 5000 }
/** Servers of ours and their handshakes take as long as the machine takes. */
const patient = { lookupMs: 5000, connectMs: 5000, answerMs: 10_000, portMs: 20_000 }

async function look(target: string, settings: Partial<ExamineSettings> = {}): Promise<Examination> {
  const examined = await examine(readTarget(target), {
    login: null,
    stores: trustStores({}, certs),
    isContainer: false,
    limits: patient,
    ...settings,
  })
  for (const line of examinationLines(examined, styleFor({}, 'never')))
    expect(columnsOf(line)).toBeLessThanOrEqual(80)
  // Every page it sends people to has that heading.
  const [, page, heading] = /\/(docs\/[\w-]+\.md)(?:#(.*))?$/.exec(examined.docs ?? '') ?? []
  if (heading !== undefined) expect(headings(page!).map(anchor)).toContain(heading)
  return examined
}

const open = new Set<Server>()
afterEach(() => {
  for (const server of open) server.close()
  open.clear()
})

async function listening(server: Server, host = '127.0.0.1'): Promise<number> {
  open.add(server)
  await once(server.listen(0, host), 'listening')
  return (server.address() as AddressInfo).port
}

/** A server that says these words and answers each line by the first that fits. */
function scripted(
  greeting: string,
  answers: readonly (readonly [RegExp, string])[] = [],
): Server & { heard: string[] } {
  const heard: string[] = []
  const server = createServer((socket: Socket) => {
    socket.on('error', () => undefined)
    socket.write(greeting)
    let text = ''
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1')
      const lines = text.split('\r\n')
      text = lines.pop()!
      for (const line of lines) {
        heard.push(line)
        const answer = line === 'QUIT' ? '221 bye' : answers.find(([asked]) => asked.test(line))?.[1]
        socket.write(`${answer ?? '500 no'}\r\n`)
        if (line === 'QUIT') socket.end()
      }
    })
  })
  return Object.assign(server, { heard })
}

describe('a server of ours', () => {
  let server: FourportServer
  beforeAll(async () => {
    server = await startServer({ certs, users: [{ user: 'ada', password: 'right' }], auth: 'required' })
  })
  afterAll(() => server.close())

  const seen = new Set<string>()
  it.each([
    ['relay', /\(unencrypted\)\.$/],
    ['smtps', /\(TLS from the first byte, TLSv1\.3\)\.$/],
    ['submission', /\(STARTTLS, TLSv1\.3\)\.$/],
  ] as const)('%s: nothing stands between', async (name, sentence) => {
    const examined = await look(`localhost:${server.ports[name].port}`)
    expect(examined).toMatchObject({ ok: true, docs: null, sentence: expect.stringMatching(sentence) })
    const sessions = await endedSessions(server, { seen })
    const findings = await findingsOf(server, sessions)
    expect(findings.filter(({ severity }) => severity !== 'note')).toEqual([])
    if (name === 'relay') return
    expect(examined.fix).toMatch(/fourport ca/)
    expect(examined.steps).toContainEqual(
      expect.objectContaining({
        name: 'certificate',
        state: 'ok',
        says: expect.stringContaining('Fourport’s own CA'),
      }),
    )
  })

  it('logs in, and sends no mail', async () => {
    const { port } = server.ports.submission
    const examined = await look(`localhost:${port}`, { login: { user: 'ada', password: 'right' } })
    expect(examined).toMatchObject({
      ok: true,
      sentence: expect.stringMatching(/, and the login is accepted\.$/),
    })
    const sessions = (await endedSessions(server)).filter((session) => session.port.port === port)
    expect(sessions.map(({ user }) => user)).toContain('ada')
    for (const session of sessions) {
      expect(JSON.stringify(session.entries)).not.toContain('MAIL')
      const verdict = await server.verdict(session)
      expect(verdict.findings.filter(({ severity }) => severity !== 'note')).toEqual([])
    }
  })

  it('names a wrong login, and does not print the password', async () => {
    const { port } = server.ports.smtps
    const target = `smtps://localhost:${port}`
    const examined = await look(target, { login: { user: 'ada', password: 'wr0ng-secret' } })
    expect(examined).toMatchObject({
      ok: false,
      sentence: expect.stringMatching(/rejects this user and password: "535 /),
    })
    expect(JSON.stringify(examined)).not.toContain('wr0ng-secret')
    expect(JSON.stringify(examined)).not.toContain(Buffer.from('\0ada\0wr0ng-secret').toString('base64'))
  })

  it('finds a server that is on ::1 only', async () => {
    const only6 = await startServer({ certs, host: '::1' })
    const examined = await look(`127.0.0.1:${only6.ports.relay.port}`)
    await only6.close()
    expect(examined).toMatchObject({
      ok: false,
      sentence: expect.stringMatching(/answers on ::1 only: a client that uses 127\.0\.0\.1 is refused\.$/),
      docs: expect.stringMatching(/#1-and-127001$/),
    })
  })

  it('sends no password where the certificate is not trusted', async () => {
    const { off } = await server.scenario('cert-unknown-ca', { listener: 'submission' })
    const examined = await look(`localhost:${server.ports.submission.port}`, {
      login: { user: 'ada', password: 'right' },
    })
    await off()
    expect(examined).toMatchObject({ ok: false, docs: expect.stringMatching(/#ca-not-trusted$/) })
    expect(examined.steps).toContainEqual(
      expect.objectContaining({ name: 'login', state: 'note', says: expect.stringContaining('not tried') }),
    )
  })

  it.each([
    ['cert-expired', /is valid from \S+ to \S+, and not today\.$/],
    ['cert-wrong-host', /is for .*, and not for localhost\.$/],
    ['cert-self-signed', /is signed by itself/],
  ] as const)('%s', async (scenario, sentence) => {
    const { off } = await server.scenario(scenario, { listener: 'smtps' })
    const examined = await look(`smtps://localhost:${server.ports.smtps.port}`)
    await off()
    expect(examined).toMatchObject({ ok: false, sentence: expect.stringMatching(sentence) })
  })
})

describe('what stands between', () => {
  it('a closed port', async () => {
    const server = createServer()
    const port = await listening(server)
    await once(server.close(), 'close')
    const examined = await look(`127.0.0.1:${port}`)
    expect(examined).toMatchObject({
      ok: false,
      sentence: `Nothing listens on 127.0.0.1:${port}: the connection was refused.`,
    })
    expect(await look(`localhost:${port}`, { isContainer: true })).toMatchObject({
      sentence: expect.stringContaining('localhost is the container itself'),
    })
  })

  it('a port that drops what it gets', async () => {
    const full = await fullListener()
    const examined = await look(`127.0.0.1:${full.port}`, { limits })
    full.close()
    expect(examined).toMatchObject({
      ok: false,
      sentence: expect.stringMatching(/^No answer from \S+ within 0\.4 s/),
    })
  })

  it('a listener that never says a word', async () => {
    const port = await listening(createServer((socket) => socket.resume()))
    const examined = await look(`127.0.0.1:${port}`, { limits })
    expect(examined).toMatchObject({ ok: false, sentence: expect.stringContaining('and then says nothing') })
  })

  it('a name that does not exist', async () => {
    const examined = await look('mail.invalid:587')
    expect(examined.sentence).toMatch(
      /^(?:The name "mail\.invalid" is not known here|No name server answered)/,
    )
    expect(examined.ok).toBe(false)
  })

  it('a proxy that opens TLS: the issuer and the product are named', async () => {
    const ca = await generate([{ name: 'commonName', value: 'Zscaler Intermediate Root CA' }], {
      extensions: [{ name: 'basicConstraints', cA: true, critical: true }],
    })
    const leaf = await generate([{ name: 'commonName', value: 'localhost' }], {
      ca: { key: ca.private, cert: ca.cert },
      extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] }],
    })
    const server = createTlsServer({ cert: leaf.cert, key: leaf.private }, (socket) => {
      socket.on('error', () => undefined)
      socket.end('220 mail.example\r\n')
    })
    const port = await listening(server)
    const examined = await look(`smtps://localhost:${port}`)
    expect(examined).toMatchObject({
      ok: false,
      sentence: `Zscaler opens the TLS connection to localhost:${port}: the certificate is signed by "Zscaler Intermediate Root CA".`,
      docs: expect.stringMatching(/#tls-inspection$/),
    })
  })

  it('a web server, which waits for the client to speak', async () => {
    const port = await listening(createHttpServer())
    const examined = await look(`127.0.0.1:${port}`, { limits })
    expect(examined.sentence).toMatch(/^An HTTP server answers on \S+: "HTTP\/1\.1 400 /)
  })

  it.each([
    ['421 4.7.0 Greylisted, try later', /turns this client away temporarily, .*Greylisted/],
    ['554 5.7.1 No', /turns this client away permanently/],
    ['* OK IMAP4rev1 ready', /^An IMAP server answers/],
    ['SSH-2.0-OpenSSH_9.2', /^An SSH server answers/],
  ])('a greeting "%s"', async (greeting, sentence) => {
    const port = await listening(scripted(`${greeting}\r\n`))
    expect(await look(`127.0.0.1:${port}`)).toMatchObject({
      ok: false,
      sentence: expect.stringMatching(sentence),
    })
  })

  it('a server without STARTTLS, to which a password does not go', async () => {
    const server = scripted('220 mail.example ESMTP\r\n', [
      [/^EHLO/, '250-mail.example\r\n250 AUTH PLAIN LOGIN'],
    ])
    const port = await listening(server)
    const examined = await look(`127.0.0.1:${port}`, { login: { user: 'ada', password: 'right' } })
    expect(examined).toMatchObject({ ok: false, sentence: expect.stringContaining('offers no STARTTLS') })
    expect(server.heard.join()).not.toMatch(/AUTH|MAIL/)
  })

  it('a firewall that overwrites STARTTLS', async () => {
    const server = scripted('220 mail.example ESMTP\r\n', [[/^EHLO/, '250-mail.example\r\n250 XXXXXXXA']])
    const examined = await look(`127.0.0.1:${await listening(server)}`)
    expect(examined.sentence).toContain('overwrites STARTTLS')
  })

  it('a control character in what a server says is not printed', async () => {
    const examined = await look(`127.0.0.1:${await listening(scripted('554 \u001B[2Jgone\r\n'))}`)
    expect(examinationLines(examined, styleFor({}, 'never')).join('')).not.toContain('\u001B')
  })

  it('a server that speaks SMTP unencrypted where TLS was expected', async () => {
    const server = scripted('220 mail.example ESMTP\r\n', [[/^EHLO/, '250 mail.example']])
    const examined = await look(`smtps://127.0.0.1:${await listening(server)}`)
    expect(examined.sentence).toMatch(/\(unencrypted\)/)
    expect(examined.steps).toContainEqual(expect.objectContaining({ name: 'tls', state: 'note' }))
  })
})

describe('fourport doctor', () => {
  it('prints the sentence and the steps, exits 1 or 0, and has all of it as JSON', async () => {
    await using server = await startServer({ certs })
    const good = `localhost:${server.ports.smtps.port}`
    const people = await runCli(['doctor', `smtps://${good}`, '--certs', certs])
    expect(people).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^✓ Nothing stands between this machine and/),
    })
    const json = await runCli(['doctor', '--json', `smtps://${good}`, '--certs', certs])
    expect(JSON.parse(json.stdout)).toMatchObject({ type: 'doctor', ok: true, host: 'localhost' })
    const bad = await runCli(['doctor', 'mail.invalid', '--quiet'])
    expect(bad).toMatchObject({ code: 1, stdout: expect.stringMatching(/^✗ /) })
    expect(bad.stdout).not.toContain('\n\n')
  })

  it('tries the ports that the same options would start', async () => {
    await using server = await startServer({ certs })
    const { relay, smtps } = server.ports
    const args = [
      '--port',
      `relay=${relay.port}`,
      '--port',
      `smtps=${smtps.port}`,
      '--port',
      'submission=off',
    ]
    const run = await runCli(['doctor', ...args, '--port', 'submission-alt=off', '--certs', certs])
    expect(run).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(
        new RegExp(`localhost on ${relay.port} \\(unencrypted\\) and\\s+${smtps.port} \\(TLS`),
      ),
    })
  })

  it('tries the address that the same options would listen on, each listener its own', async () => {
    await using server = await startServer({
      certs,
      host: '127.0.0.2',
      listeners: [{ name: 'dev', profile: 'relay', port: 0, host: '127.0.0.3' }],
    })
    const { port } = server.ports.relay
    const dev = server.listeners.find(({ name }) => name === 'dev')!
    const off = ['smtps', 'submission', 'submission-alt'].flatMap((name) => ['--port', `${name}=off`])
    const args = ['doctor', '--certs', certs, '--host', '127.0.0.2', '--port', `relay=${port}`, ...off]
    expect(await runCli([...args, '--json'])).toMatchObject({ code: 0 })
    const config = join(certs, 'dev.json')
    const listener = { name: 'dev', profile: 'relay', port: dev.port, host: '127.0.0.3' }
    writeFileSync(config, JSON.stringify({ listeners: [listener] }))
    const run = await runCli([...args, '--config', config])
    expect(run).toMatchObject({ code: 0 })
    expect(run.stdout.replace(/\s+/g, ' ')).toContain(
      `127.0.0.2:${port} (unencrypted) and 127.0.0.3:${dev.port} (unencrypted).`,
    )
  })

  it('reads the password from a variable or from standard input', async () => {
    await using server = await startServer({ certs, users: [{ user: 'ada', password: 'right' }] })
    const args = ['doctor', `localhost:${server.ports.submission.port}`, '--certs', certs, '--user', 'ada']
    expect(await runCli(args, { env: { SMTP_PASS: 'right' } })).toMatchObject({ code: 0 })
    expect(await runCli([...args, '--password-stdin'], { input: 'wrong\n' })).toMatchObject({ code: 1 })
    expect(await runCli([...args, '--password-stdin'], { input: 'right\n' })).toMatchObject({ code: 0 })
    expect(await runCli(args, { env: { SMTP_PASS: '' } })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('no password is in the variable SMTP_PASS'),
    })
  })

  it.each([
    ['http://localhost:25', 'http: is not SMTP'],
    ['localhost:99999', 'the port is not a number from 1 to 65535'],
    ['local host:25', 'the host is not a name or an address'],
    ['a:b:c', 'the port is not a number from 1 to 65535'],
  ])('refuses %s, and says what to write', async (typed, why) => {
    const run = await runCli(['doctor', typed])
    expect(run.code).toBe(2)
    expect(run.stderr.replace(/\s+/g, ' ')).toContain(why)
    expect(run.stderr).toContain('Write HOST:PORT')
  })
})

describe('readTarget', () => {
  it.each([
    ['smtp.example.com:587', 'smtp.example.com', [587]],
    ['[::1]:25', '::1', [25]],
    ['::1', '::1', [587, 465, 2525, 25]],
    ['smtps://mail.example.com', 'mail.example.com', [465]],
    ['smtp://ada:secret@mail.example.com:2525/?x', 'mail.example.com', [2525]],
    ['mail.example.com', 'mail.example.com', [587, 465, 2525, 25]],
  ])('%s', (typed, host, ports) => {
    const target = readTarget(typed)
    expect([target.host, target.ports.map(({ port }) => port)]).toEqual([host, ports])
  })

  it('does not quote a password', () => {
    expect(() => readTarget('ftp://ada:secret@host')).toThrow(/^(?!.*secret).*ftp/)
  })
})
