import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { connect, type FourportClient } from '../../src/client.ts'
import { compose } from '../http/support/compose.ts'
import { sessionRecord } from '../http/support/session-record.ts'
import { startTestHttp, type TestHttp } from '../http/support/start-test-http.ts'

let http: TestHttp
let client: FourportClient
beforeEach(async () => {
  http = await startTestHttp({
    verdict: (id) =>
      id.startsWith('bad') ? { outcome: 'findings', findings: [{ ...finding, sessionId: id }] } : {},
  })
  client = connect(http.url)
})
afterEach(async () => {
  await http.close()
  expect(http.errors).toEqual([])
})

const finding = {
  id: 'starttls-not-used',
  severity: 'error',
  confidence: 'certain',
  saw: 'MAIL came before STARTTLS.',
  why: 'The port demands TLS first.',
  fix: 'Turn STARTTLS on.',
  snippets: [],
  evidence: [2],
  messages: [],
  client: null,
  sessionId: '',
  profile: 'relay',
  port: 10025,
  docs: 'docs/findings.md#starttls-not-used',
} as const

describe('messages', () => {
  it('are waited for, read and parsed as in the process', async () => {
    const waiting = client.waitForMessage({ subject: 'Welcome', to: 'rcpt@example.test' })
    const raw = await compose({
      subject: 'Welcome é',
      text: 'code 493021',
      html: '<a href="https://example.test/x">x</a>',
      attachments: [{ filename: 'a.bin', content: Buffer.from([0, 255, 10]) }],
    })
    const added = await http.add(raw, { origin: { auth: { user: 'ann', mechanism: 'PLAIN' } } })
    const message = await waiting
    expect(message).toMatchObject({
      id: added.id,
      seq: 1,
      envelope: added.envelope,
      profile: 'relay',
      listener: 'relay',
      port: 10025,
      tls: null,
      auth: { user: 'ann', mechanism: 'PLAIN' },
      sizeBytes: raw.length,
    })
    expect(message.receivedAt.getTime()).toBe(added.receivedAt)
    expect((await message.raw()).equals(raw)).toBe(true)
    const parsed = await message.parse()
    expect(parsed).toMatchObject({
      subject: 'Welcome é',
      text: 'code 493021',
      codes: ['493021'],
      from: [{ address: 'sender@example.test' }],
    })
    expect(parsed.attachments[0]?.content.equals(Buffer.from([0, 255, 10]))).toBe(true)
  })

  it('come oldest first, over as many pages as it takes', async () => {
    for (let n = 0; n < 205; n++) await http.add(`Subject: ${n}\r\n\r\n`)
    const all = await client.messages()
    expect(all.map(({ seq }) => seq)).toEqual(Array.from({ length: 205 }, (_, n) => n + 1))
    expect((await client.messages({ subject: '204' })).map(({ seq }) => seq)).toEqual([205])
  })

  it('are waited for by number', async () => {
    const waiting = client.waitForMessages(2, { header: { 'X-Kind': 'a', 'X-Other': true } })
    await http.add('X-Kind: a\r\nX-Other: 1\r\nSubject: 1\r\n\r\n')
    await http.add('X-Kind: a\r\nSubject: other\r\n\r\n')
    await http.add('X-Kind: a\r\nX-Other: 1\r\nSubject: 2\r\n\r\n')
    expect((await waiting).map(({ seq }) => seq)).toEqual([1, 3])
  })

  it('that do not come reject with what came instead', async () => {
    await http.add('Subject: near\r\n\r\n')
    await expect(client.waitForMessage({ to: 'b@example.test' }, { timeoutMs: 20 })).rejects.toMatchObject({
      name: 'FourportError',
      code: 'WAIT_TIMEOUT',
      message: expect.stringContaining('rcpt@example.test'),
    })
  })

  it('that should not come are named', async () => {
    await client.expectNoMessage({}, { withinMs: 10 })
    const { id } = await http.add('Subject: surprise\r\n\r\n')
    await expect(client.expectNoMessage()).rejects.toMatchObject({
      code: 'UNEXPECTED_MESSAGE',
      message: expect.stringMatching(new RegExp(`${id}.*surprise`)),
    })
  })

  it('can be put in and cleared', async () => {
    const message = await client.inject({
      raw: 'From: a@x.test\r\nTo: b@x.test\r\n\r\nhello',
      rcptTo: ['c@x.test'],
    })
    expect(message.envelope).toMatchObject({ mailFrom: 'a@x.test', rcptTo: ['c@x.test'] })
    expect(await client.clear()).toBe(1)
    expect(await client.messages()).toEqual([])
  })

  it('print their facts', async () => {
    const { id } = await http.add('Subject: one\r\n\r\n')
    const message = await client.waitForMessage()
    expect(JSON.parse(JSON.stringify(message))).toMatchObject({ id, profile: 'relay', tls: null })
    expect(inspect(message)).toMatch(new RegExp(`^Message {\\s+id: '${id}'`))
  })

  it('stop being waited for when the signal aborts', async () => {
    const stop = new AbortController()
    const waiting = client.waitForMessage({}, { signal: stop.signal })
    await client.info()
    stop.abort(new Error('enough'))
    await expect(waiting).rejects.toThrow('enough')
  })
})

it('an inbox sees its own mail alone', async () => {
  const inbox = await client.inbox()
  const envelope = { mailFrom: '', mailParameters: {}, rcptParameters: {} }
  await http.add('Subject: other\r\n\r\n')
  await http.add('Subject: mine\r\n\r\n', { envelope: { ...envelope, rcptTo: [inbox.address] } })
  expect((await (await inbox.waitForMessage()).parse()).subject).toBe('mine')
  expect(await inbox.messages({ subject: 'other' })).toEqual([])
  await inbox.expectNoMessage({ subject: 'other' }, { withinMs: 10 })
  expect(await inbox.clear()).toBe(1)
  expect((await http.store.counts()).messages).toBe(1)
  await inbox.delete()
  await expect(inbox.messages()).rejects.toMatchObject({
    code: 'API_REFUSED',
    message: expect.stringContaining('no inbox'),
  })
})

it('reads server, ports, CA, sessions and findings', async () => {
  for (const id of ['good1', 'bad1', 'good2']) http.store.addSession(sessionRecord(id))
  expect(await client.info()).toMatchObject({ name: 'fourport', version: '0.0.0-test' })
  expect(await client.ports()).toMatchObject([{ name: 'relay', port: 10025 }])
  expect(await client.ca()).toContain('BEGIN CERTIFICATE')
  expect((await client.sessions()).map(({ id }) => id)).toEqual(['good1', 'bad1', 'good2'])
  expect((await client.session('bad1')).record).toEqual(sessionRecord('bad1'))
  expect(await client.findings()).toMatchObject([{ id: 'starttls-not-used', sessionId: 'bad1' }])
})

it('waits for a finding: one that is there, one that comes, none', async () => {
  const waiting = client.waitForFinding({ id: 'starttls-not-used' }, { timeoutMs: Infinity })
  http.store.addSession(sessionRecord('good1'))
  http.store.addSession(sessionRecord('bad1'))
  expect(await waiting).toMatchObject({ sessionId: 'bad1' })
  expect(await client.waitForFinding({ severity: 'error' })).toMatchObject({ sessionId: 'bad1' })
  await expect(client.waitForFinding({ sessionId: 'bad2' }, { timeoutMs: 50 })).rejects.toMatchObject({
    code: 'WAIT_TIMEOUT',
    message: expect.stringContaining('error starttls-not-used on port 10025'),
  })
})

it('follows what happens, from after a position', async () => {
  await http.add('Subject: one\r\n\r\n')
  await http.add('Subject: two\r\n\r\n')
  const seen: string[] = []
  for await (const event of client.events({ since: 1 })) {
    seen.push(event.type === 'message' ? event.data.subject : event.type)
    if (seen.length === 2) http.add('Subject: é\r\n\r\n')
    if (seen.length === 3) break
  }
  expect(seen).toEqual(['ready', 'two', 'é'])
})

it('tells a finding right after its session', async () => {
  const seen: unknown[] = []
  for await (const { type, position, data } of client.events()) {
    if (type === 'ready') http.store.addSession(sessionRecord('bad1'))
    if (type === 'session') seen.push([position, data.findings[0]?.id])
    if (type === 'finding') {
      seen.push([position, data.id, data.sessionId, data.startedAt])
      break
    }
  }
  expect(seen).toEqual([
    [1, 'starttls-not-used'],
    [1, 'starttls-not-used', 'bad1', '2026-01-02T03:04:05.000Z'],
  ])
})

describe('what goes wrong', () => {
  it.each([
    ['a pattern', { subject: /x/ }, '/x/'],
    ['alternatives', { anyOf: [{ to: 'a@x.test' }] }, 'anyOf'],
    ['an unknown field', { too: 'x' }, 'no query field "too"'],
    ['a misspelt field', { subjekt: 'x' }, 'Did you mean subject?'],
    ['an option of the wait', { timeoutMs: 5 }, 'no query field "timeoutMs"'],
    ['a header that is none', { header: 5 }, 'header is 5'],
    ['what is no query', 5, 'The query is 5'],
    ['nothing', null, 'The query is null'],
    ['a date alone', new Date(), 'The query is 20'],
  ])('%s in a query is refused', async (_what, query, words) => {
    await expect(client.messages(query as never)).rejects.toThrow(words)
  })

  it.each([
    ['waitForMessage', [{}, { timeout: 5 }], 'OPTION_UNKNOWN', 'no option "timeout"; it takes timeoutMs'],
    ['waitForMessage', [{}, { timeoutms: 5 }], 'OPTION_UNKNOWN', '"timeoutms"'],
    ['waitForMessage', [{}, 5], 'OPTION_INVALID', 'waitForMessage was given 5; expected'],
    ['waitForMessage', [{}, AbortSignal.abort()], 'OPTION_INVALID', 'was given AbortSignal'],
    ['waitForMessage', [{}, { timeoutMs: -1 }], 'OPTION_INVALID', 'timeoutMs is -1'],
    ['waitForMessage', [{}, { timeoutMs: Number.NaN }], 'OPTION_INVALID', 'timeoutMs is NaN'],
    ['waitForMessages', [1, {}, { timeoutMs: '5' }], 'OPTION_INVALID', 'timeoutMs is "5"'],
    ['waitForMessages', [0], 'OPTION_INVALID', 'count is 0'],
    ['waitForMessages', [{ to: 'a@b.test' }], 'OPTION_INVALID', "count is { to: 'a@b.test' }"],
    ['expectNoMessage', [{ to: 'a@b.test' }, { timeoutMs: 2000 }], 'OPTION_UNKNOWN', 'it takes withinMs'],
    ['expectNoMessage', [{ to: 'a@b.test' }, { withinMs: -1 }], 'OPTION_INVALID', 'withinMs is -1'],
    [
      'waitForFinding',
      [{ Id: 'x' }],
      'OPTION_UNKNOWN',
      'no option "Id"; it takes id, severity, sessionId, since.',
    ],
    ['waitForFinding', [{ severity: 'fatal' }], 'OPTION_INVALID', 'severity is "fatal"'],
    ['waitForFinding', ['starttls-not-used'], 'OPTION_INVALID', 'was given "starttls-not-used"'],
    ['waitForFinding', [{}, { timeoutMs: -1 }], 'OPTION_INVALID', 'timeoutMs is -1'],
    ['waitForFinding', [{}, { within: 5 }], 'OPTION_UNKNOWN', '"within"'],
  ] as const)('%s(…%j) is refused, although something matches', async (method, given, code, words) => {
    await http.add('Subject: one\r\n\r\n')
    http.store.addSession(sessionRecord('bad1'))
    const call = client[method] as (...given: unknown[]) => Promise<unknown>
    await expect(call(...given)).rejects.toMatchObject({ code, message: expect.stringContaining(words) })
  })

  it.each(['', 'localhost:8025', 'ftp://x', 'not a url'])('the URL "%s" is refused', (url) => {
    expect(() => connect(url)).toThrow(expect.objectContaining({ code: 'OPTION_INVALID' }))
  })

  it('a server that is not there is named', async () => {
    await http.close()
    await expect(client.info()).rejects.toMatchObject({
      code: 'API_UNREACHABLE',
      message: expect.stringContaining(http.url),
    })
  })

  it('missing credentials are named, and given ones taken', async () => {
    await using closed = await startTestHttp({ security: { token: 't0ken', basicAuth: 'ann:sécret' } })
    await expect(connect(closed.url).info()).rejects.toMatchObject({ code: 'API_REFUSED', status: 401 })
    expect(await connect(closed.url, { token: 't0ken' }).info()).toMatchObject({ name: 'fourport' })
    expect(await connect(closed.url, { user: 'ann', password: 'sécret' }).info()).toMatchObject({
      name: 'fourport',
    })
  })
})
