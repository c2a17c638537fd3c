import { createTransport } from 'nodemailer'
import { describe, expect, it } from 'vitest'
import { spawn } from '../support/programs/processes.ts'
import { whyNot } from '../support/programs/programs.ts'
import { type IncomingMessage, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { once } from 'node:events'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hasSqlite } from '../store/sqlite/has-sqlite.ts'
import { type Line, runCli, serveJson, serveText } from './support/run-cli.ts'

/** The two that are copied most often, and free ports in place of 1025 and 8025. */
const anyLogin = { MP_SMTP_AUTH_ACCEPT_ANY: '1', MP_SMTP_AUTH_ALLOW_INSECURE: '1' }
const free = { MP_SMTP_BIND_ADDR: '127.0.0.1:0', MP_UI_BIND_ADDR: '127.0.0.1:0' }
const asMailpit = ['--as', 'mailpit', '--http-port', '0']

type Running = Awaited<ReturnType<typeof serveJson>>

const portOf = ({ ready }: Running, name: string): number =>
  (ready['listeners'] as Line[]).find((listener) => listener['name'] === name)!['port'] as number

async function api({ ready }: Running, path: string, host: string): Promise<Line> {
  const { port } = ready['http'] as { port: number }
  const [answer] = (await once(
    request({ host: '127.0.0.1', port, path, headers: { host } }).end(),
    'response',
  )) as [IncomingMessage]
  return { status: answer.statusCode, body: await text(answer) }
}

/** What a project sends with, as it has it in its settings. */
interface Project {
  readonly name: string
  readonly env: Readonly<Record<string, string>>
  /** Of its service in a compose file, by which it reaches the API. */
  readonly service: string
  readonly why: string | null
  send(port: number): Promise<void>
}

async function run(program: string, args: readonly string[], input = ''): Promise<void> {
  const child = spawn(program, args)
  child.stdin!.end(input)
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout!),
    text(child.stderr!),
    once(child, 'close'),
  ])
  if (code !== 0) throw new Error(`${program} ended with ${code}: ${stdout}${stderr}`)
}

const viaNodemailer =
  (auth?: { user: string; pass: string }) =>
  async (port: number): Promise<void> => {
    const transport = createTransport({ host: '127.0.0.1', port, secure: false, ...(auth && { auth }) })
    await transport.sendMail({ from: 'a@x.test', to: 'b@x.test', subject: 'Hello', text: 'Hello.' })
  }

const viaSymfony =
  (login: string) =>
  (port: number): Promise<void> =>
    run('php', [
      '-r',
      `require 'Symfony/Component/Mailer/autoload.php';
      use Symfony\\Component\\Mailer\\{Mailer, Transport}; use Symfony\\Component\\Mime\\Email;
      (new Mailer(Transport::fromDsn('smtp://${login}127.0.0.1:${port}')))->send(
        (new Email())->from('a@x.test')->to('b@x.test')->subject('Hello')->text('Hello.'));`,
    ])

const viaSmtplib = (port: number): Promise<void> =>
  run('python3', [
    '-c',
    `import smtplib
with smtplib.SMTP('127.0.0.1', ${port}) as s:
    s.login('user', 'secret')
    s.sendmail('a@x.test', ['b@x.test'], 'To: b@x.test\\r\\nSubject: Hello\\r\\n\\r\\nHello.')`,
  ])

const projects: readonly Project[] = [
  { name: 'Symfony’s recipe', env: { ...anyLogin, MP_MAX_MESSAGES: '5000' }, service: 'mailer', why: whyNot('symfony-mailer'), send: viaSymfony('user:secret@') },
  { name: 'Laravel Sail', env: {}, service: 'mailpit', why: whyNot('symfony-mailer'), send: viaSymfony('') },
  { name: 'Ghost', env: { ...anyLogin, MP_QUIET: 'true' }, service: 'mailpit', why: null, send: viaNodemailer({ user: 'user', pass: 'secret' }) },
  { name: 'n8n', env: {}, service: 'mailpit', why: null, send: viaNodemailer() },
  { name: 'Django', env: anyLogin, service: 'mailpit', why: whyNot('python'), send: viaSmtplib },
] // prettier-ignore

describe('fourport --as mailpit', () => {
  for (const { name, env, service, why, send } of projects) {
    it.skipIf(why)(
      `accepts the mail of ${name}, and answers its tests by the name of the service`,
      async () => {
        const cli = await serveJson(asMailpit, { env: { ...free, ...env } })
        await send(portOf(cli, 'mailpit'))
        const { status, body } = await api(cli, '/api/v1/messages', `${service}:8025`)
        expect([status, JSON.parse(body as string)]).toMatchObject([
          200,
          { total: 1, messages: [{ Subject: 'Hello', To: [{ Address: 'b@x.test' }] }] },
        ])
        expect((await api(cli, '/api/v1/messages', 'mailpit.evil.test'))['status']).toBe(421)
        expect((await cli.stop()).code).toBe(0)
      },
    )
  }

  it('keeps the four ports open beside it, and warns of the password that was sent', async () => {
    const cli = await serveJson(asMailpit, { env: { ...free, ...anyLogin } })
    expect((cli.ready['listeners'] as Line[]).map((listener) => listener['name'])).toEqual([
      'relay',
      'smtps',
      'submission',
      'submission-alt',
      'mailpit',
    ])
    const open = (cli.ready['listeners'] as Line[]).filter((listener) => listener['authWithoutTls'] === true)
    expect(open.map((listener) => listener['name'])).toEqual(['mailpit'])
    await viaNodemailer({ user: 'user', pass: 'secret' })(portOf(cli, 'mailpit'))
    const session = await cli.next('session')
    expect(session['findings']).toMatchObject([{ id: 'credentials-unencrypted', severity: 'warning' }])
    expect((await cli.stop()).code).toBe(0)
  })

  it('says at the start what it does not read, without its value', async () => {
    const cli = await serveJson(asMailpit, { env: { ...free, MP_SMTP_RELAY_PASSWORD: 'hunter2' } })
    const warning = await cli.next('warning')
    expect(warning['message']).toBe(
      'MP_SMTP_RELAY_PASSWORD: Fourport does not read this variable of Mailpit.',
    )
    expect((await cli.stop()).code).toBe(0)
  })

  it('prints the line that test suites wait for, and the board with the login as it is', async () => {
    const cli = serveText(asMailpit, { env: free })
    const [line] = await cli.until(/^.*\[http\] accessible via (http:\S+)"$/m)
    expect(line).toMatch(
      /^time="\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d" level=info msg="\[http\] accessible via http:/,
    )
    expect(cli.text()).toContain('no encryption, login without TLS')
    expect(await cli.stop('SIGTERM')).toBe(0)
  })

  it('has page and API beneath the path of Mailpit’s variable, and says where', async () => {
    const cli = await serveJson(asMailpit, { env: { ...free, MP_WEBROOT: '/mail/' } })
    const { url } = cli.ready['http'] as { url: string }
    expect(new URL(url).pathname).toBe('/mail/')
    await viaNodemailer({ user: 'user', pass: 'secret' })(portOf(cli, 'mailpit'))
    const [finding] = (await cli.next('session'))['findings'] as { readonly docs: string }[]
    const docs = new URL(finding!.docs)
    expect(docs.pathname).toBe('/mail/docs/findings')
    expect((await api(cli, docs.pathname, 'mailpit'))['status']).toBe(200)
    expect(JSON.parse((await api(cli, '/mail/api/v1/messages', 'mailpit'))['body'] as string)).toMatchObject({
      total: 1,
    })
    expect((await api(cli, '/api/v1/messages', 'mailpit'))['status']).toBe(404)
    expect((await cli.stop()).code).toBe(0)
  })

  it.skipIf(!hasSqlite)('keeps its mail in the file of Mailpit’s variable over a restart', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'fourport-as-'))
    const env = { ...free, MP_DATABASE: join(folder, 'mailpit.db') }
    const first = await serveJson(asMailpit, { env })
    await viaNodemailer()(portOf(first, 'mailpit'))
    expect((await first.stop()).code).toBe(0)
    const second = await serveJson(asMailpit, { env })
    const { body } = await api(second, '/api/v1/messages', 'mailpit')
    expect(JSON.parse(body as string)).toMatchObject({ total: 1, messages: [{ Subject: 'Hello' }] })
    expect((await second.stop()).code).toBe(0)
  })

  it('is asked for by a variable as well, and refuses another name', async () => {
    const cli = await serveJson(['--http-port', '0'], { env: { ...free, FOURPORT_AS: 'mailpit' } })
    expect(portOf(cli, 'mailpit')).toBeGreaterThan(0)
    expect((await cli.stop()).code).toBe(0)
    const { code, stderr } = await runCli(['serve', '--as', 'mailcatcher'])
    expect([code, stderr]).toEqual([2, expect.stringMatching(/expected mailpit, mailhog or maildev/)])
  })

  it('reads no variable of Mailpit without being asked', async () => {
    const cli = await serveJson([], { env: { ...free, MP_MAX_MESSAGES: 'many' } })
    expect((cli.ready['listeners'] as Line[]).length).toBe(4)
    expect((await cli.stop()).code).toBe(0)
  })
})
