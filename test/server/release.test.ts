import * as fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { CommandObserved } from '../../src/model/observation.ts'
import type { FourportServer } from '../../src/server/fourport-server.ts'
import { startServer } from '../../src/server/start-server.ts'

let real: FourportServer
let server: FourportServer
let id: string
const url = (): string => server.http?.url ?? ''
const allowRecipients = ['@allowed.test', 'Ok@Example.test', 'grün@bücher.test']

beforeAll(async () => {
  real = await startServer({ hints: false })
  const { host, port } = real.ports.relay
  server = await startServer({ http: 0, release: { host, port, tls: 'none', allowRecipients } })
  id = await inject('sender@example.test')
})
beforeEach(() => forget())
afterAll(() => Promise.all([server.close(), real.close()]))

async function post(path: string, body: unknown): Promise<{ status: number; body: string }> {
  const answer = await fetch(new URL(path, url()), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return { status: answer.status, body: await answer.text() }
}

async function inject(mailFrom: string, raw = 'Subject: hi\r\n\r\nhi\r\n'): Promise<string> {
  const { body } = await post('/api/messages', { raw, mailFrom, rcptTo: ['a@example.test'] })
  return (JSON.parse(body) as { id: string }).id
}

const routes = {
  native: (to: string, message = id) => post(`/api/messages/${message}/release`, { to: [to] }),
  Mailpit: (to: string, message = id) => post(`/api/v1/message/${message}/release`, { To: [to] }),
  MailHog: (to: string, message = id) => post(`/api/v1/messages/${message}/release`, { Email: to }),
}
type Route = keyof typeof routes

/** Sessions that were there before; their clients may not have closed yet. */
let before: ReadonlySet<string> = new Set()
async function forget(): Promise<void> {
  await real.clear()
  before = new Set((await real.sessions()).map((session) => session.id))
}
const sessions = async () => (await real.sessions()).filter((session) => !before.has(session.id))

/** What a real server was told to do, on all its connections. */
async function commands(verb: 'MAIL' | 'RCPT'): Promise<string[]> {
  return (await sessions())
    .flatMap(({ entries }) => entries)
    .filter((entry): entry is CommandObserved => entry.kind === 'command' && entry.verb === verb)
    .map(({ line }) => line)
}

describe.each(Object.keys(routes) as Route[])('release by the %s route', (route) => {
  it.each([
    'victim@evil.test, ok@allowed.test',
    'a@evil.test;x@allowed.test',
    '<a@evil.test> @allowed.test',
    'g: a@evil.test, x@allowed.test',
    'g: a@evil.test;@allowed.test',
    'a@evil.test(@allowed.test',
    '"n" <a@evil.test>@allowed.test',
    '"n" <ok@allowed.test>',
    '<ok@allowed.test>',
    ' ok@allowed.test',
    'ok@allowed.test\r\nRCPT TO:<victim@evil.test>',
    'ok\r\nRCPT TO:<victim@evil.test>\r\n@allowed.test',
    '@evil.test:ok@allowed.test',
    '">\\r\\nRCPT TO:<victim@evil.test>"@allowed.test',
    '"a> NOTIFY=NEVER"@allowed.test',
    'ok@allowed.test\u00a0',
    'ok@allowed.test.',
    'ok\ud800@allowed.test',
    'ok',
    '@allowed.test',
  ])('refuses %j as no address', async (to) => {
    const { status, body } = await routes[route](to)
    expect([status, await commands('RCPT')]).toEqual([400, []])
    expect(body).toContain('is not one address')
  })

  it.each([
    'a@evil.test',
    'ok@example.test.evil.test',
    'x@sub.allowed.test',
    '"x@allowed.test"@evil.test',
    'other@example.test',
    'o\u212a@example.test',
    'ok@[127.0.0.1]',
    'postmaster@evil.test',
  ])('refuses %j as not allowed', async (to) => {
    expect([(await routes[route](to)).status, await commands('RCPT')]).toEqual([403, []])
  })

  it.each([
    ['someone@allowed.test', 'someone@allowed.test'],
    ['Some.One@ALLOWED.test', 'Some.One@allowed.test'],
    ['OK@example.TEST', 'OK@example.test'],
    ['"ok"@example.test', 'ok@example.test'],
    ['"victim@evil.test"@allowed.test', '"victim@evil.test"@allowed.test'],
    ['"\\a b\\""@allowed.test', '"a b\\""@allowed.test'],
    ['ok@ａllowed.test', 'ok@allowed.test'],
    ['grün@BÜCHER.test', 'grün@xn--bcher-kva.test'],
    ['grün@xn--bcher-kva.test', 'grün@xn--bcher-kva.test'],
  ])('sends to %j as <%s>', async (to, sent) => {
    expect((await routes[route](to)).status).toBeLessThan(300)
    expect(await commands('RCPT')).toEqual([`RCPT TO:<${sent}>`])
    expect((await real.messages()).map(({ envelope }) => envelope.rcptTo)).toEqual([[sent]])
  })

  it('whatever string it is given, nothing outside the list is ever in a RCPT', async () => {
    const statuses = new Set<number>()
    await fc.assert(
      fc.asyncProperty(anything, async (to) => {
        await forget()
        statuses.add((await routes[route](to)).status)
        // What was compared is what is sent: the list, spelled out.
        for (const line of await commands('RCPT')) {
          expect(line).toMatch(/^RCPT TO:<(?:.+@allowed\.test|ok@example\.test|grün@xn--bcher-kva\.test)>$/i)
          expect(line.slice(9, -1)).not.toMatch(/^[^"].*[@,;:<>\s].*@/)
        }
      }),
      { numRuns: 400 },
    )
    // It has to have seen all three: sent, no address, not allowed. And no error of ours or of Nodemailer's.
    expect([...statuses].sort().map((status) => Math.floor(status / 100))).toEqual([2, 4, 4])
  })

  it.each(['a b@x.test', 'x> SIZE=1', 'Name <a@x.test>', 'a@x.test, b@x.test'])(
    'refuses a message whose sender is %j',
    async (mailFrom) => {
      const message = await inject(mailFrom)
      const { status, body } = await routes[route]('ok@allowed.test', message)
      expect([status, await sessions()]).toEqual([400, []])
      expect(body).toContain('sender of the message')
    },
  )
})

const fragments = [
  'victim@evil.test ok@allowed.test @allowed.test @evil.test ok@example.test a ok . g: =?utf-8?q?a?='.split(
    ' ',
  ),
  [
    ', ',
    ',',
    ';',
    ':',
    '<',
    '>',
    '(',
    ')',
    '"',
    '\\',
    '@',
    ' ',
    '\t',
    '\r\n',
    '\n',
    '\0',
    '%',
    '[127.0.0.1]',
  ],
  ['\u212a', '＠', '。', '\u00a0', '\u200b', '\ud800', 'ü', '\r\nRCPT TO:<victim@evil.test>'],
].flat()
const piece = fc.constantFrom(...fragments)
const glued = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''))
const local = fc.oneof(
  fc.stringMatching(/^[a-z!#$%&'*+/=?^_`{|}~.-]{1,12}$/),
  glued.map((text) => `"${text.replace(/["\\]/g, String.raw`\$&`)}"`),
)
const anything = fc.oneof(
  glued,
  fc.string({ unit: 'binary' }),
  fc.tuple(local, fc.constantFrom('allowed.test', 'ALLOWED.test', 'evil.test')).map((parts) => parts.join('@')),
  fc.tuple(glued, fc.constantFrom('@allowed.test', ', ok@allowed.test')).map((parts) => parts.join('')),
) // prettier-ignore

describe('what a real server is told', () => {
  it('is the captured envelope and the exact bytes, announced with their size and kind', async () => {
    const raw = 'Subject: Grüße\r\n\r\n.dot\r\n..\r\nbye\r\n'
    await routes.native('ok@allowed.test', await inject('bounce@example.test', raw))
    expect(await commands('MAIL')).toEqual([
      `MAIL FROM:<bounce@example.test> BODY=8BITMIME SIZE=${Buffer.byteLength(raw)}`,
    ])
    expect((await (await real.messages())[0]?.raw())?.toString()).toBe(raw)
  })

  it('may be the null reverse-path of a bounce', async () => {
    expect((await routes.native('ok@allowed.test', await inject(''))).status).toBe(204)
    expect((await commands('MAIL'))[0]).toMatch(/^MAIL FROM:<>/)
  })

  it('names those it refused, and those who have the message', async () => {
    await using strict = await startServer({ maxRecipients: 1 })
    const { host, port } = strict.ports.relay
    await using own = await startServer({ http: 0, release: { host, port, tls: 'none', allowRecipients } })
    await own.clear()
    const answer = async (path: string, body: unknown): Promise<{ id?: string; detail?: string }> => {
      const sent = await fetch(new URL(path, own.http?.url), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
      return sent.json() as Promise<{ id?: string; detail?: string }>
    }
    const message = await answer('/api/messages', { raw: 'Subject: x\r\n\r\nx', mailFrom: '', rcptTo: [] })
    const { detail } = await answer(`/api/messages/${message.id}/release`, {
      to: ['first@allowed.test', 'second@allowed.test'],
    })
    expect(detail).toMatch(/second@allowed\.test was refused \(.*452.*\); first@allowed\.test has it/)
    expect(await strict.messages()).toHaveLength(1)
  })
})

it.each(['not an address', 'a@b@c', '@', 'a@', '@x..test', '', 7])('the list takes no %j', async (entry) => {
  const release = { host: 'mail.test', allowRecipients: [entry] as string[] }
  await expect(startServer({ http: 0, release })).rejects.toMatchObject({ code: 'OPTION_INVALID' })
})
