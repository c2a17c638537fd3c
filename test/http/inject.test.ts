import { connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CapturedMessage } from '../../src/model/message.ts'
import { call, type JsonAnswer } from './support/json-client.ts'
import { requestAsIs } from './support/request.ts'
import { startTestHttp, type TestHttp } from './support/start-test-http.ts'

let http: TestHttp
const released: { message: CapturedMessage; to: readonly string[] }[] = []
beforeEach(async () => {
  http = await startTestHttp({ release: async (message, to) => void released.push({ message, to }) })
})
afterEach(async () => {
  await http.close()
  expect(http.errors).toEqual([])
})

const raw =
  'From: Ann <ann@example.test>\r\nTo: b@example.test, "C, D" <c@example.test>\r\nBcc: d@example.test\r\nSubject: in\r\n\r\nbody\r\n'

describe('POST /api/messages', () => {
  it('takes the envelope from the header where none is given', async () => {
    const { status, body } = await call(http.url, 'POST', '/api/messages', { raw })
    expect(status).toBe(201)
    expect(body).toMatchObject({
      from: 'ann@example.test',
      to: ['b@example.test', 'c@example.test', 'd@example.test'],
      subject: 'in',
    })
    expect((await call(http.url, 'GET', `/api/messages/${body.id}/raw`)).body).toBe(raw)
  })

  it('takes the envelope given, and exact bytes', async () => {
    const bytes = Buffer.from('Subject: \xff\r\n\r\n\x00', 'latin1')
    const { body } = await call(http.url, 'POST', '/api/messages', {
      mailFrom: '',
      rcptTo: ['x@example.test'],
      rawBase64: bytes.toString('base64'),
    })
    expect(body).toMatchObject({ from: '', to: ['x@example.test'], sizeBytes: bytes.length })
    expect((await http.store.bytes(body.id))?.equals(bytes)).toBe(true)
  })

  it('takes a bare message', async () => {
    const { status, body } = await call(
      http.url,
      'POST',
      '/api/messages?from=a@x.test&to=b@x.test&to=c@x.test',
      raw,
      {
        'content-type': 'message/rfc822',
      },
    )
    expect([status, body.from, body.to]).toEqual([201, 'a@x.test', ['b@x.test', 'c@x.test']])
  })

  it.each([
    ['from beside JSON', 'from=a@x.test', { raw }, {}, 'from', 'the field mailFrom'],
    ['to beside JSON', 'to=a@x.test', { raw }, {}, 'to', 'the field rcptTo'],
    ['two senders', 'from=a@x.test&from=b@x.test', raw, { 'content-type': 'message/rfc822' }, 'from', 'once'],
  ])('refuses %s', async (_what, search, body, headers, parameter, words) => {
    const answer = await call(http.url, 'POST', `/api/messages?${search}`, body, headers)
    expect([answer.status, answer.body.parameter]).toEqual([400, parameter])
    expect(answer.body.detail).toContain(words)
    expect((await http.store.counts()).messages).toBe(0)
  })

  it('names a misspelt field, and the one that is meant', async () => {
    const { body } = await call(http.url, 'POST', '/api/messages', { raw, rcptto: ['a@x.test'] })
    expect(body).toMatchObject({
      code: 'PARAMETER_INVALID',
      parameter: 'rcptto',
      detail:
        '"rcptto": there is no such field; there are mailFrom, rcptTo, raw, rawBase64. Did you mean rcptTo?',
    })
  })

  it.each([
    ['no message', {}, 400, 'raw'],
    ['an unknown field', { raw, to: ['x'] }, 400, 'to'],
    ['both forms', { raw, rawBase64: 'eA==' }, 400, 'rawBase64'],
    ['bad base64', { rawBase64: '!' }, 400, 'rawBase64'],
    ['a line end in the sender', { raw, mailFrom: 'a@x.test\r\nBcc: y' }, 400, 'mailFrom'],
    ['NUL in a recipient', { raw, rcptTo: ['a\0@x.test'] }, 400, 'rcptTo'],
    ['a text for a list', { raw, rcptTo: 'a@x.test' }, 400, 'rcptTo'],
    ['broken JSON', '{"raw":', 400, undefined],
    ['a deep nest', '['.repeat(200_000), 400, undefined],
    ['__proto__', '{"__proto__":{"raw":"x"}}', 400, undefined],
  ])('refuses %s', async (_what, body, expected, parameter) => {
    const answer = await call(http.url, 'POST', '/api/messages', body)
    expect([answer.status, answer.type]).toEqual([expected, 'application/problem+json'])
    if (parameter) expect(answer.body.parameter).toBe(parameter)
    expect((await http.store.counts()).messages).toBe(0)
  })

  it('refuses what is not JSON, and says how a message is sent as it is', async () => {
    const answer = await call(http.url, 'POST', '/api/messages', 'From: a@x.test', {
      'content-type': 'text/plain',
    })
    expect([answer.status, answer.body.code]).toEqual([400, 'BODY_INVALID'])
    expect(answer.body.detail).toBe(
      'The body is not JSON (got "From: a@x.test"); expected an object such as {"name":"value"}, or a whole message as message/rfc822.',
    )
  })
})

describe('body size', () => {
  const routes = [
    ['POST', '/api/inboxes'],
    ['POST', '/api/messages/x/release'],
    ['DELETE', '/api/messages'],
    ['DELETE', '/api/v1/messages'],
    ['PUT', '/api/v1/messages'],
    ['PUT', '/api/v1/tags'],
    ['POST', '/api/v1/message/x/release'],
    ['POST', '/nothing'],
  ] as const
  it.each(routes)('is bounded on %s %s', async (method, path) => {
    const answer = await call(http.url, method, path, `"${'x'.repeat(2_000_000)}"`)
    expectTooLarge(path, answer)
  })

  it.each(['/api/messages', '/api/v1/send'])('is bounded, by a whole message, on POST %s', async (path) => {
    const answer = await call(http.url, 'POST', path, `{"raw":"${'x'.repeat(60_000_000)}"}`)
    expectTooLarge(path, answer)
  })

  function expectTooLarge(path: string, { status, type, body }: JsonAnswer): void {
    expect(status).toBe(413)
    // Clients of other catchers know no problem JSON; those that send mail know an error in JSON.
    if (path === '/api/v1/send') expect([type, body]).toEqual(['application/json', { Error: words }])
    else if (path.startsWith('/api/v1/')) expect([type, body]).toEqual(['text/plain; charset=utf-8', words])
    else expect(body).toMatchObject({ code: 'BODY_TOO_LARGE', detail: words })
  }
  const words = expect.stringMatching(/^The request body is over \d+ bytes/) as string
})

it.each([
  ['/api/messages', '['.repeat(30_000_000)],
  ['/api/v1/send', '{"a":'.repeat(1000)],
])('a body for %s that is nested without end is refused before it is parsed', async (path, body) => {
  const headers = { 'content-type': 'application/json' }
  const answer = await requestAsIs(http.port, { method: 'POST', path, headers, body })
  expect([answer.status, answer.body]).toEqual([400, expect.stringContaining('100 levels')])
})

it('a body without an announced length is cut off at the limit, and the client told', async () => {
  const answer = await new Promise<string>((resolve, reject) => {
    const socket = connect(http.port, '127.0.0.1')
    socket.once('data', (data: Buffer) => resolve(data.toString()))
    socket.once('error', reject)
    socket.write('PUT /api/v1/tags HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n')
    for (let n = 0; n < 20; n++) socket.write(`10000\r\n${'x'.repeat(0x10000)}\r\n`)
  })
  expect(answer).toMatch(/^HTTP\/1\.1 413 /)
})

describe('release', () => {
  it('sends the message to those named', async () => {
    const message = await http.add(raw)
    expect(
      (await call(http.url, 'POST', `/api/messages/${message.id}/release`, { to: ['a@real.test'] })).status,
    ).toBe(204)
    expect(released.at(-1)).toEqual({ message, to: ['a@real.test'] })
  })

  it('wants at least one recipient', async () => {
    const { id } = await http.add(raw)
    const { status, body } = await call(http.url, 'POST', `/api/messages/${id}/release`, { to: [] })
    expect([status, body.parameter]).toEqual([400, 'to'])
  })

  it('is off unless configured', async () => {
    await using off = await startTestHttp()
    const { id } = await off.add(raw)
    const { status, body } = await call(off.url, 'POST', `/api/messages/${id}/release`, {
      to: ['a@real.test'],
    })
    expect([status, body.code]).toEqual([409, 'RELEASE_OFF'])
  })
})
