import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Threads } from '../../src/base/thread-work.ts'
import { ThreadPool } from '../../src/threads/thread-pool.ts'
import { workerFile } from '../support/worker-file.ts'
import { call } from './support/json-client.ts'
import { requestAsIs } from './support/request.ts'
import { startTestHttp, type TestHttp } from './support/start-test-http.ts'

const MiB = 1024 ** 2
const lists = 40
const mails = 8

let http: TestHttp
let pool: ThreadPool
/** Pieces of work that the pool was asked for, and that have begun. */
let asked: number
let begun: number
let sockets: Socket[]

beforeEach(async () => {
  asked = 0
  begun = 0
  sockets = []
  pool = new ThreadPool(workerFile, { count: 1, heapBytes: 256 * MiB, deadlineMs: 60_000, idleMs: 60_000 })
  const threads: Threads = {
    run(work, begin, ...more) {
      asked++
      const counted = (): ReturnType<typeof begin> => {
        begun++
        return begin()
      }
      return pool.run(work, counted, ...more)
    },
  }
  http = await startTestHttp({ threads, options: { maxLateMs: 100, closeGraceMs: 60_000 } })
})

/** Keeps the one thread from beginning anything else until it is called. */
function occupyThread(): () => void {
  let release = (): void => {}
  const held = new Promise<void>((resolve) => (release = resolve))
  const gone = pool.run({ name: 'held' }, () => held.then(() => Promise.reject(new Error('released'))))
  gone.catch(() => undefined)
  return release
}

afterEach(async () => {
  for (const socket of sockets) socket.destroy()
  await http.close()
  await pool.close()
  expect(http.errors).toEqual([])
})

/** As newsletters are: some 290 kB of HTML. */
function htmlMail(n: number): string {
  const row =
    '<tr><td style="padding: 4px"><a href="https://example.test/offer">An offer</a> of today</td></tr>\r\n'
  const header = `From: shop@example.test\r\nTo: rcpt@example.test\r\nSubject: offer ${n}\r\nContent-Type: text/html; charset=utf-8\r\n\r\n`
  return `${header}<table>\r\n${row.repeat(2_900)}</table>\r\n`
}

/** Requests it, and reads nothing of the answer. */
async function requestUnread(path: string): Promise<void> {
  const socket = connect(http.port, '127.0.0.1')
  socket.on('error', () => undefined)
  sockets.push(socket)
  await once(socket, 'connect')
  socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`)
}

it.each([
  ['/api/v2/messages?limit=50', '/api/messages/ID'],
  ['/email', '/email/ID'],
  ['/api/v1/messages?limit=50', '/api/v1/message/ID'],
  ['/api/v1/messages?limit=50', '/api/messages/wait?subject=offer%207&timeoutMs=25000'],
  ['/api/messages?limit=50', '/api/messages/ID'],
  ['/api/messages?text=nothing%20of%20this', '/api/messages/ID/html'],
  ['/api/v1/search?query=nothing', '/api/v1/message/ID/headers'],
])('40 unread %s keep %s waiting for no more than what is being read', async (list, one) => {
  let id = ''
  for (let n = 0; n < mails; n++) ({ id } = await http.add(htmlMail(n)))
  for (let n = 0; n < lists; n++) await requestUnread(list)
  // What was sent before another request that is answered has been read.
  await call(http.url, 'GET', '/api/info')
  const before = begun
  const { status } = await call(http.url, 'GET', one.replace('ID', id))
  expect(status).toBe(200)
  expect(begun - before).toBeLessThanOrEqual(6)
})

it('a wait ends soon after its time, with what it found, where that cannot be read', async () => {
  const { id } = await http.add(htmlMail(1))
  const release = occupyThread()
  const { status, headers, body } = await requestAsIs(http.port, { path: '/api/messages/wait?timeoutMs=0' })
  expect([status, headers['retry-after'], JSON.parse(body).code]).toEqual([503, '1', 'BUSY'])
  expect(JSON.parse(body).detail).toContain(`The message ${id} matches`)
  release()
  expect((await call(http.url, 'GET', '/api/messages/wait?timeoutMs=25000')).body).toMatchObject({ id })
})

it('a wait ends soon after its time where what is there cannot be looked at', async () => {
  await http.add(htmlMail(1) + htmlMail(2))
  const release = occupyThread()
  const { status, body } = await call(http.url, 'GET', '/api/messages/wait?timeoutMs=10&text=never')
  expect([status, body.code]).toEqual([408, 'WAIT_TIMEOUT'])
  expect(body.detail).toMatch(/^Nothing that matches was found within 10 ms, and the server was too busy/)
  release()
})

it('lists that would wait behind 128 others are refused, and those are answered', async () => {
  await http.add(htmlMail(1))
  const release = occupyThread()
  const statuses: number[] = []
  const answers = Array.from({ length: 131 }, async () => {
    const { status, headers } = await requestAsIs(http.port, { path: '/api/v1/messages' })
    statuses.push(status)
    return headers['retry-after']
  })
  await expect.poll(() => statuses).toEqual([503, 503])
  release()
  expect((await Promise.all(answers)).filter((seconds) => seconds === '1')).toHaveLength(2)
  expect(statuses.filter((status) => status === 200)).toHaveLength(129)
})

it('a list whose client has left waits no more', async () => {
  await http.add(htmlMail(1))
  const release = occupyThread()
  for (let n = 0; n < 129; n++) await requestUnread('/api/v1/messages')
  await call(http.url, 'GET', '/api/info')
  for (const socket of sockets) socket.destroy()
  const waiting = requestAsIs(http.port, { path: '/api/v1/messages' })
  // Refused as long as one place has not been given back.
  const again = async (answer: typeof waiting): Promise<number> => {
    const { status } = await answer
    return status === 503 ? again(requestAsIs(http.port, { path: '/api/v1/messages' })) : status
  }
  const answered = again(waiting)
  await call(http.url, 'GET', '/api/info')
  release()
  expect(await answered).toBe(200)
})

describe('a close', () => {
  it('waits for no list that nobody reads, and begins to read nothing more', async () => {
    for (let n = 0; n < 30; n++) await http.add(htmlMail(n))
    for (let n = 0; n < lists; n++) await requestUnread('/api/v2/messages?limit=50')
    await call(http.url, 'GET', '/api/info')
    // One of them has sent more than fits between it and its client.
    await expect.poll(() => begun, { timeout: 20_000 }).toBeGreaterThan(lists)
    const closed = http.close()
    const before = begun
    await closed
    expect(begun - before).toBeLessThanOrEqual(1)
  })

  it('answers lists and all that waits at once, and lets what is being read for somebody end', async () => {
    const { id } = await http.add(htmlMail(1))
    const release = occupyThread()
    const one = requestAsIs(http.port, { path: `/api/messages/${id}` })
    const others = ['v1/messages', 'v2/messages', 'messages/wait?timeoutMs=20000&subject=never'].map((path) =>
      requestAsIs(http.port, { path: `/api/${path}` }),
    )
    await call(http.url, 'GET', '/api/info')
    // That one, and the first of a list.
    await expect.poll(() => asked).toBe(2)
    const closed = http.close()
    for (const { status, body } of await Promise.all(others)) {
      expect([status, body]).toEqual([503, expect.stringContaining('The server closed')])
    }
    release()
    expect((await one).status).toBe(200)
    await closed
  })
})
