import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Garbage } from '../../src/base/garbage.ts'
import { call } from './support/json-client.ts'
import { type RawAnswer, requestAsIs } from './support/request.ts'
import { sessionRecord } from './support/session-record.ts'
import { startTestHttp, type TestHttp } from './support/start-test-http.ts'

let http: TestHttp
beforeEach(async () => void (http = await startTestHttp()))
afterEach(async () => {
  await http.close()
  expect(http.errors).toEqual([])
})

it('answers at once with a message that has come already', async () => {
  await http.add('Subject: early\r\n\r\n')
  const { status, body } = await call(http.url, 'GET', '/api/messages/wait?subject=early&timeoutMs=0')
  expect([status, body.subject]).toEqual([200, 'early'])
})

it('answers with a message that comes while it waits', async () => {
  const waiting = call(http.url, 'GET', '/api/messages/wait?subject=late')
  const stop = setInterval(() => http.add('Subject: not this one\r\n\r\n'), 5)
  setTimeout(() => http.add('Subject: late\r\n\r\n'), 30)
  const { status, body } = await waiting
  clearInterval(stop)
  expect([status, body.subject]).toEqual([200, 'late'])
})

it('waits for as many as asked, oldest first', async () => {
  const waiting = call(http.url, 'GET', '/api/messages/wait?count=2')
  await http.add('Subject: one\r\n\r\n')
  await http.add('Subject: two\r\n\r\n')
  const { body } = await waiting
  expect(body.messages.map(({ subject }: { subject: string }) => subject)).toEqual(['one', 'two'])
})

it('answers with more messages than there is room for, and holds few of them at a time', async () => {
  const garbage = new Garbage(Infinity)
  const room = { inFlight: { bytes: 0 }, limitBytes: 300_000, maxJsonBytes: 1_000_000, garbage }
  await using small = await startTestHttp({ options: { room } })
  for (let n = 0; n < 20; n++) await small.add(`Subject: ${n}\r\n\r\n${'text '.repeat(6000)}`)
  const held: number[] = []
  const left = vi.spyOn(garbage, 'left')
  const { bytes } = small.store
  vi.spyOn(small.store, 'bytes').mockImplementation((...given) => {
    held.push(room.inFlight.bytes)
    return bytes.apply(small.store, given)
  })
  const { status, body } = await call(small.url, 'GET', '/api/messages/wait?count=20')
  expect([status, body.messages.length]).toEqual([200, 20])
  expect(held).toHaveLength(20)
  expect(Math.max(...held)).toBeLessThan(room.limitBytes)
  // What has been written is reported as needed no longer, all twenty texts of it.
  expect(left.mock.calls.reduce((sum, [size]) => sum + size, 0)).toBeGreaterThan(20 * 30_000)
  expect((await call(small.url, 'GET', '/api/messages/wait?count=5')).status).toBe(200)
})

it('says what came instead when the time is up', async () => {
  const { id } = await http.add('Subject: near\r\n\r\n')
  const { status, type, body } = await call(
    http.url,
    'GET',
    '/api/messages/wait?to=b@example.test&timeoutMs=20',
  )
  expect([status, type, body.code]).toEqual([408, 'application/problem+json', 'WAIT_TIMEOUT'])
  expect(body.detail).toContain('b@example.test')
  expect(body.detail).toContain('rcpt@example.test')
  expect(body.nearMisses).toMatchObject([
    { message: { id }, differs: [expect.stringContaining('rcpt@example.test')] },
  ])
  expect(body.sessions).toEqual([])
})

it('tells who waits at an inbox of its own mail, and counts what is for none', async () => {
  await call(http.url, 'POST', '/api/inboxes')
  await call(http.url, 'POST', '/api/inboxes')
  const later = { receivedAt: Date.now() + 1000 }
  const to = (address: string) => ({
    ...later,
    envelope: { mailFrom: '', rcptTo: [address], mailParameters: {}, rcptParameters: {} },
  })
  await http.add('Subject: for somebody else\r\n\r\n', to('i2@inbox.test'))
  await http.add('Subject: for nobody\r\n\r\n', to('i3@inbox.test'))
  const { status, body } = await call(http.url, 'GET', '/api/messages/wait?inbox=i1&timeoutMs=20')
  expect([status, body.nearMisses]).toEqual([408, []])
  expect(body.detail).toContain('No message came.')
  expect(body.detail).toContain('1 message came for no inbox, to "i3@inbox.test"')
  await http.add('Subject: tagged\r\n\r\n', to('I1+tag@inbox.test'))
  expect((await call(http.url, 'GET', '/api/messages/wait?inbox=i1')).body).toMatchObject({
    subject: 'tagged',
  })
})

it('refuses a wait beyond its bound, and names the parameter', async () => {
  const { status, body } = await call(http.url, 'GET', '/api/messages/wait?timeoutMs=9999999')
  expect([status, body.parameter]).toEqual([400, 'timeoutMs'])
})

it.each([
  '/api/messages/wait?subject=never',
  '/api/findings/wait?id=login-missing',
  '/api/findings?withinMs=120000', // the session may be about to end
])('ends with 503 when the server closes: %s', async (path) => {
  const open = sessionRecord('s1', { durationMs: null, close: null })
  await using closing = await startTestHttp({ openSessions: () => [open] })
  let waiting: Promise<RawAnswer> | undefined
  await new Promise<void>((onSent) => {
    waiting = requestAsIs(closing.port, { path, onSent })
  })
  // What was sent before another request that is answered has been read.
  await call(closing.url, 'GET', '/api/info')
  await closing.close()
  const answer = await waiting
  expect(answer?.status).toBe(503)
  expect(JSON.parse(answer?.body ?? '')).toMatchObject({ code: 'SERVER_CLOSED' })
  expect(closing.errors).toEqual([])
})

it('lets go of a client that leaves', async () => {
  const leaving = new AbortController()
  const waiting = fetch(new URL('/api/messages/wait?subject=never', http.url), { signal: leaving.signal })
  await call(http.url, 'GET', '/api/info')
  leaving.abort()
  await expect(waiting).rejects.toThrow()
  expect((await call(http.url, 'GET', '/api/info')).status).toBe(200)
})
