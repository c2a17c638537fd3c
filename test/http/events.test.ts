import { request, type ClientRequest, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { Emitter } from '../../src/base/emitter.ts'
import { BlockPool, BufferList } from '../../src/base/buffer-list.ts'
import { newMessage } from '../store/messages.ts'
import { sessionRecord } from './support/session-record.ts'
import { requestAsIs } from './support/request.ts'
import { startTestHttp, type TestHttp } from './support/start-test-http.ts'

let http: TestHttp
const open: ClientRequest[] = []
beforeEach(async () => void (http = await startTestHttp()))
afterEach(async () => {
  for (const one of open.splice(0)) one.destroy()
  await http.close()
  expect(http.errors).toEqual([])
})

interface StreamEvent {
  readonly name: string
  readonly id: number
  // oxlint-disable-next-line typescript/no-explicit-any -- what a server answers is for the test to look at
  readonly data: any
}

/** Reads the stream event by event, as the HTML standard says it is to be read. */
async function follow(path = '/api/events', headers: Record<string, string> = {}) {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port: http.port, path, headers, agent: false }, resolve)
    asked.on('error', reject)
    asked.end()
    open.push(asked)
  })
  expect(response.headers['content-type']).toBe('text/event-stream; charset=utf-8')
  const events = parse(response)
  return { next: async () => (await events.next()).value as StreamEvent, response }
}

async function* parse(response: IncomingMessage): AsyncGenerator<StreamEvent> {
  let text = ''
  for await (const chunk of response.setEncoding('utf8') as AsyncIterable<string>) {
    text += chunk
    let end = text.indexOf('\n\n')
    for (; end !== -1; end = text.indexOf('\n\n')) {
      const fields = new Map(
        text
          .slice(0, end)
          .split('\n')
          .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)] as const),
      )
      text = text.slice(end + 2)
      if (fields.has('event')) {
        const data = JSON.parse(fields.get('data') ?? 'null')
        yield { name: fields.get('event') as string, id: Number(fields.get('id')), data }
      }
    }
  }
}

it('says ready first, then what happens, in order', async () => {
  await http.add('Subject: before\r\n\r\n')
  const { next } = await follow()
  expect(await next()).toMatchObject({
    name: 'ready',
    id: 1,
    data: { position: 1, complete: true, version: '0.0.0-test' },
  })
  const { id } = await http.add('Subject: after\r\n\r\n')
  http.store.removeMessages([id])
  expect(await next()).toMatchObject({
    name: 'message',
    id: 2,
    data: { id, subject: 'after', to: ['rcpt@example.test'] },
  })
  expect(await next()).toMatchObject({ name: 'removed', id: 3, data: { reason: 'deleted', ids: [id] } })
})

it.each([
  ['since', '/api/events?since=1', {}],
  ['Last-Event-ID', '/api/events', { 'last-event-id': '1' }],
  ['since before Last-Event-ID', '/api/events?since=1', { 'last-event-id': '3' }],
])('goes on after %s without loss', async (_how, path, headers) => {
  for (const subject of ['one', 'two', 'three']) await http.add(`Subject: ${subject}\r\n\r\n`)
  const { next } = await follow(path, headers)
  expect(await next()).toMatchObject({ name: 'ready', id: 1, data: { position: 3, complete: true } })
  await http.add('Subject: four\r\n\r\n')
  for (const [id, subject] of [
    [2, 'two'],
    [3, 'three'],
    [4, 'four'],
  ] as const) {
    expect(await next()).toMatchObject({ name: 'message', id, data: { subject } })
  }
})

it('says that it is not complete for a position of another life', async () => {
  await http.add('Subject: one\r\n\r\n')
  const { next } = await follow('/api/events?since=99')
  expect(await next()).toMatchObject({ name: 'ready', id: 1, data: { position: 1, complete: false } })
})

it('tells evictions', async () => {
  await http.close()
  http = await startTestHttp({ limits: { maxMessages: 1 } })
  const { next } = await follow()
  await next()
  const { id } = await http.add('Subject: one\r\n\r\n')
  await http.add('Subject: two\r\n\r\n')
  await next()
  expect(await next()).toMatchObject({ name: 'removed', data: { reason: 'count', ids: [id] } })
  expect(await next()).toMatchObject({ name: 'message', data: { subject: 'two' } })
})

it.each(['x', '-1', '1.5', '', '99999999999999999999'])('refuses since=%s', async (since) => {
  const { status, body } = await requestAsIs(http.port, { path: `/api/events?since=${since}` })
  expect([status, JSON.parse(body).parameter]).toEqual([400, 'since'])
})

it('cuts off a reader that has stopped reading, and goes on for the others', async () => {
  const stopped = connect(http.port, '127.0.0.1')
  stopped.write('GET /api/events HTTP/1.1\r\nHost: localhost\r\n\r\n')
  await new Promise((done) => stopped.once('data', done))
  stopped.pause()
  const { next } = await follow()
  await next()
  const cut = new Promise((done) => stopped.once('close', done))
  stopped.on('error', () => undefined)
  // More than the kernel holds and may wait besides; the other reader keeps up, so the events come in pieces.
  for (let piece = 0; piece < 60; piece++) {
    for (let n = 0; n < 1000; n++) http.store.addSession(sessionRecord(`s${piece}-${n}`))
    for (let n = 0; n < 1000;) {
      const { name, data } = await next()
      // The store holds fewer than are added.
      if (name !== 'sessions-removed') expect(data.id).toBe(`s${piece}-${n++}`)
    }
  }
  stopped.resume()
  await cut
})

it('tells sessions that go on, again when they have come further, and keeps the position', async () => {
  await http.close()
  let records = [sessionRecord('s1', { durationMs: null, close: null })]
  const progress = new Emitter<void>(() => undefined)
  let looks = 0
  const openSessions = () => {
    looks++
    return records
  }
  http = await startTestHttp({ openSessions, watchSessions: (listener) => progress.on(listener) })
  await http.add('Subject: one\r\n\r\n')
  const { next } = await follow()
  expect(await next()).toMatchObject({ name: 'ready', id: 1 })
  expect(await next()).toMatchObject({
    name: 'session-open',
    id: Number.NaN,
    data: { id: 's1', durationMs: null },
  })
  const [first] = records
  // Nobody looks while nothing is told: longer than a look would be away.
  const before = looks
  await new Promise((resolve) => setTimeout(resolve, 600))
  expect(looks).toBe(before)
  records = [...records, sessionRecord('s2', { durationMs: null, close: null })]
  for (let n = 0; n < 100; n++) progress.emit()
  expect(await next()).toMatchObject({ name: 'session-open', data: { id: 's2' } })
  // And once where a hundred things happen at the same time.
  expect(looks - before).toBeLessThan(6)
  records = [{ ...(first as (typeof records)[0]), bytesIn: 99, user: 'ada' }]
  progress.emit()
  expect(await next()).toMatchObject({ name: 'session-open', data: { id: 's1', user: 'ada' } })
  records = []
  http.store.addSession(sessionRecord('s1', { user: 'ada' }))
  expect(await next()).toMatchObject({ name: 'session', id: 2, data: { id: 's1', durationMs: 12.5 } })
})

it('tells a reader that comes later what is open then', async () => {
  await http.close()
  const records = [sessionRecord('s1', { durationMs: null, close: null })]
  http = await startTestHttp({ openSessions: () => records })
  for (const reader of [await follow(), await follow()]) {
    expect(await reader.next()).toMatchObject({ name: 'ready' })
    expect(await reader.next()).toMatchObject({ name: 'session-open', data: { id: 's1' } })
  }
})

it('ends with the server', async () => {
  const { next, response } = await follow()
  await next()
  const ended = new Promise((done) => response.once('close', done))
  await http.close()
  void next()
  await ended
})

it('tells of messages as they were, also of those that were evicted before their turn came', async () => {
  await http.close()
  http = await startTestHttp({ limits: { maxMessages: 2 } })
  const { next } = await follow()
  expect((await next()).name).toBe('ready')
  const pool = new BlockPool()
  const subjects = Array.from({ length: 8 }, (_, n) => `number ${n}`)
  // In one turn of the event loop: none but the first is read before the last has come.
  for (const subject of subjects) {
    const block = pool.take().fill('body\r\n')
    block.write(`Subject: ${subject}\r\n\r\n`)
    const { content: _, ...facts } = newMessage()
    http.store.addMessage({ ...facts, content: new BufferList([block], pool, [block]) })
  }
  const told: string[] = []
  while (told.length < subjects.length) {
    const { name, data } = await next()
    if (name === 'message') told.push(data.subject)
  }
  expect(told).toEqual(subjects)
})
