import { createTransport } from 'nodemailer'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { connect } from '../../src/client.ts'
import { assertThat } from '../../src/matchers.ts'
import { type FourportServer, startServer } from '../../src/index.ts'
import { Wire } from '../support/wire.ts'

let server: FourportServer
beforeEach(async () => {
  server = await startServer({ auth: 'required', users: [{ user: 'user', password: 'secret' }], http: 0 })
})
afterEach(() => server.close())

/** What the matcher says when it fails, or `passed`. */
async function words(matching: Promise<void>): Promise<string> {
  return matching.then(
    () => 'passed',
    (error: Error) => error.message,
  )
}

interface Login {
  readonly user: string
  readonly pass: string
}
const right: Login = { user: 'user', pass: 'secret' }
const mail = { from: 'a@b.test', to: 'c@d.test', text: 'x' }

const settings = (auth: Login | undefined) => ({
  ...server.ports.submission.nodemailer,
  auth: auth as Login,
})

/** A client that fails, and is over for who awaits it; the server may hear of that later. */
async function fails(auth: Login | undefined, to = mail.to): Promise<void> {
  await createTransport(settings(auth))
    .sendMail({ ...mail, to })
    .catch(() => undefined)
}

/** A client that is refused before it says for whom its mail is. */
async function isRefused(): Promise<void> {
  const wire = await Wire.open(server.ports.submission)
  await wire.reply()
  await wire.command('EHLO client.test')
  await wire.command('MAIL FROM:<a@client.test>')
  wire.destroy()
}

/** The server, and the same by its HTTP API. */
const subjects = (): readonly (FourportServer | ReturnType<typeof connect>)[] => [
  server,
  connect(server.http!.url),
]

describe('toHaveNoFindings right after a failure', () => {
  it.each([
    ['530', undefined, 'login-missing'],
    ['535', { user: 'user', pass: 'wrong' }, 'login-rejected'],
  ])('fails when a client has just got %s', async (code, auth, id) => {
    await expect(createTransport(settings(auth)).sendMail(mail)).rejects.toThrow(code)
    expect(await words(assertThat(server).toHaveNoFindings())).toContain(id)
  })

  it('fails when a client has just refused the certificate', async () => {
    const { port, host } = server.ports.smtps
    await createTransport({ host, port, secure: true })
      .verify()
      .catch(() => {})
    expect(await words(assertThat(server).toHaveNoFindings())).toContain('certificate')
  })

  it('fails when a client has just taken a greeting for TLS', async () => {
    const { port, host } = server.ports.submission
    await createTransport({ host, port, secure: true })
      .verify()
      .catch(() => {})
    expect(await words(assertThat(server).toHaveNoFindings())).toContain('implicit-tls-on-starttls-port')
  })

  it('fails when the client that was refused stays connected', async () => {
    const wire = await Wire.open(server.ports.submission)
    await wire.reply()
    await wire.command('EHLO client.test')
    await wire.command('MAIL FROM:<a@client.test>')
    expect(await words(assertThat(server).toHaveNoFindings())).toContain('starttls-not-used')
    wire.destroy()
  })

  it.each([
    [undefined, 'login-missing'],
    [{ user: 'user', pass: 'wrong' }, 'login-rejected'],
  ])('over HTTP too, for a client with the login %j', async (auth, id) => {
    await fails(auth)
    expect(await words(assertThat(connect(server.http!.url)).toHaveNoFindings())).toContain(id)
  })

  it('names each finding once, with its count and a full address', async () => {
    await fails(undefined)
    await fails(undefined)
    const said = await words(assertThat(server).toHaveNoFindings())
    expect(said.match(/error login-missing on port/g)).toHaveLength(1)
    expect(said).toContain('(2 times)')
    const address = `http://localhost:${server.http!.port}/docs/findings#login-missing`
    expect(said).toContain(address)
    const page = await (await fetch(address.replace('localhost', '127.0.0.1'))).text()
    expect(page).toContain('id="login-missing"')
  })
})

describe('toHaveNoFindings where nothing is wrong', () => {
  it('answers at once while a pool keeps its connection between two mails', async () => {
    const pool = createTransport({ ...settings(right), pool: true })
    await pool.sendMail(mail)
    expect(await server.sessions()).toMatchObject([{ durationMs: null }])
    // It would wait for good if it waited.
    for (const subject of subjects()) await assertThat(subject).toHaveNoFindings({ withinMs: 100_000 })
    pool.close()
  })

  it('takes back what a client mends before the time is up', async () => {
    const wire = await Wire.open(server.ports.submission)
    await wire.reply()
    await wire.command('EHLO client.test')
    await wire.command('MAIL FROM:<a@client.test>')
    const asked = assertThat(server).toHaveNoFindings({ withinMs: 100_000 })
    await wire.command('STARTTLS')
    await wire.startTls()
    await wire.command('EHLO client.test')
    await wire.command(`AUTH PLAIN ${Buffer.from('\0user\0secret').toString('base64')}`)
    await wire.command('MAIL FROM:<a@client.test>')
    await wire.command('RCPT TO:<b@client.test>')
    await wire.command('DATA')
    await wire.command(
      'From: a@client.test\r\nMessage-ID: <1@client.test>\r\nDate: Tue, 14 Nov 2023 22:13:20 +0000\r\n\r\nx\r\n.',
    )
    await asked
    wire.destroy()
  })

  it('without time counts what the rest of a session cannot take back, and nothing else', async () => {
    const refused = await Wire.open(server.ports.submission)
    await refused.reply()
    await refused.command('EHLO client.test')
    await refused.command('MAIL FROM:<a@client.test>')
    await assertThat(server).toHaveNoFindings({ withinMs: 0 })
    expect(await server.findings({}, { withinMs: 0 })).toEqual([])
    expect(await server.findings({}, { withinMs: 1 })).toMatchObject([{ id: 'starttls-not-used' }])
    refused.destroy()

    const exposed = await Wire.open(server.ports.submission)
    await exposed.reply()
    await exposed.command('EHLO client.test')
    await exposed.command(`AUTH PLAIN ${Buffer.from('\0user\0secret').toString('base64')}`)
    const { sessionId } = await server.waitForFinding(
      { id: 'credentials-unencrypted' },
      { timeoutMs: 100_000 },
    )
    expect((await server.sessions()).find(({ id }) => id === sessionId)).toMatchObject({ durationMs: null })
    const subject = connect(server.http!.url)
    expect(await subject.findings({ sessionId }, { withinMs: 0 })).toMatchObject([
      { id: 'credentials-unencrypted' },
    ])
    expect(await subject.waitForFinding({ sessionId }, { timeoutMs: 100_000 })).toMatchObject({
      id: 'credentials-unencrypted',
    })
    exposed.destroy()
  })

  it('does not fail for what was done before the time it is given', async () => {
    await fails(undefined)
    expect(await server.findings()).toMatchObject([{ id: 'login-missing' }])
    const startedAt = (await server.sessions())[0]!.startedAt
    const later = Date.now() + 1
    for (const subject of subjects()) {
      await assertThat(subject).toHaveNoFindings({ since: later })
      await assertThat(subject).toHaveNoFindings({ since: new Date(later) })
      await assertThat(subject).toHaveNoFindings({ since: new Date(later).toISOString() })
      expect(await words(assertThat(subject).toHaveNoFindings({ since: startedAt }))).toContain(
        'login-missing',
      )
      await expect(subject.waitForFinding({ since: later }, { timeoutMs: 1 })).rejects.toThrow(
        'No session had a finding',
      )
      await expect(assertThat(subject).toHaveNoFindings({ since: 'today' })).rejects.toMatchObject({
        code: 'OPTION_INVALID',
        message: expect.stringContaining('since is "today"; expected milliseconds since 1970'),
      })
    }
  })
})

describe('findings of an inbox', () => {
  it.each(['in the process', 'over HTTP'])('are those of its own clients, %s', async (where) => {
    const of = where === 'over HTTP' ? connect(server.http!.url) : server
    const [ada, bob] = [await of.inbox(), await of.inbox()]
    await fails({ user: ada.user, pass: 'wrong' })
    expect(await words(assertThat(ada).toHaveNoFindings())).toContain('login-rejected')
    expect(await ada.waitForFinding()).toMatchObject({ id: 'login-rejected' })
    await assertThat(bob).toHaveNoFindings()
    await expect(bob.waitForFinding({}, { timeoutMs: 1 })).rejects.toThrow('No session had a finding')
    // Of a client that is refused before it names anybody, nobody knows for which of the two it was.
    await isRefused()
    await assertThat(bob).toHaveNoFindings()
    // Nodemailer does not wait for the answer to MAIL before it says RCPT.
    await fails(undefined, bob.address)
    expect(await words(assertThat(bob).toHaveNoFindings())).toContain('login-missing')
    expect(await server.findings()).toHaveLength(3)
  })

  it('are those of a client that names nobody, where no other inbox was there', async () => {
    const before = await server.inbox()
    await before.delete()
    await fails(undefined)
    const ada = await server.inbox()
    await assertThat(ada).toHaveNoFindings()
    await isRefused()
    expect(await words(assertThat(ada).toHaveNoFindings())).toContain('starttls-not-used')
  })
})
