import { connect } from 'node:net'
import { once } from 'node:events'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { call } from '../support/json-client.ts'
import { startTestHttp, type TestHttp } from '../support/start-test-http.ts'

let http: TestHttp
const open: WebSocket[] = []
beforeEach(async () => void (http = await startTestHttp()))
afterEach(async () => {
  for (const one of open.splice(0)) one.terminate()
  await http.close()
  expect(http.errors).toEqual([])
})

interface Told {
  readonly Type: string
  // oxlint-disable-next-line typescript/no-explicit-any -- what a server answers is for the test to look at
  readonly Data: any
}

async function follow(): Promise<(type: string) => Promise<Told>> {
  const socket = new WebSocket(`ws://127.0.0.1:${http.port}/api/events`)
  open.push(socket)
  const told: Told[] = []
  const wake: (() => void)[] = []
  socket.on('message', (data: Buffer) => {
    told.push(JSON.parse(data.toString()))
    wake.splice(0).forEach((one) => one())
  })
  await once(socket, 'open')
  return async (type) => {
    for (;;) {
      const at = told.findIndex(({ Type }) => Type === type)
      if (at !== -1) return told.splice(at, 1)[0] as Told
      await new Promise<void>((done) => wake.push(done))
    }
  }
}

it('tells what Mailpit tells', async () => {
  const next = await follow()
  expect(await next('stats')).toMatchObject({ Data: { Total: 0, Unread: 0, Version: '0.0.0-test' } })
  const one = await http.add('Subject: one\r\n\r\nfirst')
  await http.add('Subject: two\r\n\r\n')
  expect(await next('new')).toMatchObject({
    Data: { ID: one.id, Subject: 'one', Read: false, Snippet: 'first' },
  })
  expect(await next('new')).toMatchObject({ Data: { Subject: 'two' } })
  expect(await next('stats')).toMatchObject({ Data: { Total: 2, Unread: 2 } })
  await call(http.url, 'GET', `/api/v1/message/${one.id}`)
  expect(await next('update')).toEqual({ Type: 'update', Data: { ID: one.id, Read: true } })
  expect(await next('stats')).toMatchObject({ Data: { Total: 2, Unread: 1 } })
  await call(http.url, 'PUT', '/api/v1/tags', { IDs: [one.id], Tags: ['x'] })
  expect(await next('update')).toEqual({ Type: 'update', Data: { ID: one.id, Tags: ['x'] } })
  await call(http.url, 'DELETE', '/api/v1/messages', { IDs: [one.id] })
  expect(await next('delete')).toEqual({ Type: 'delete', Data: { ID: one.id } })
  await call(http.url, 'DELETE', '/api/v1/messages')
  expect(await next('truncate')).toEqual({ Type: 'truncate', Data: null })
})

it('tells evictions as prune', async () => {
  await http.close()
  http = await startTestHttp({ limits: { maxMessages: 1 } })
  const next = await follow()
  await http.add('Subject: one\r\n\r\n')
  await http.add('Subject: two\r\n\r\n')
  expect(await next('prune')).toEqual({ Type: 'prune', Data: null })
})

it('ends with the server', async () => {
  const next = await follow()
  await next('stats')
  const closed = once(open[0] as WebSocket, 'close')
  await http.close()
  expect((await closed)[0]).toBe(1001)
})

it('does not wait for a peer that never answers', async () => {
  const silent = connect(http.port, '127.0.0.1')
  silent.write(
    'GET /api/events HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
      'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
  )
  await once(silent, 'data')
  // It says nothing more, neither to the close frame nor to the end of the connection.
  await http.close()
  silent.destroy()
})

describe('the gate', () => {
  const upgrade = (path: string, headers: Record<string, string>): Promise<string> =>
    new Promise((resolve, reject) => {
      const socket = connect(http.port, '127.0.0.1')
      const all = {
        host: 'localhost',
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
        ...headers,
      }
      socket.write(
        `GET ${path} HTTP/1.1\r\n${Object.entries(all)
          .map(([name, value]) => `${name}: ${value}\r\n`)
          .join('')}\r\n`,
      )
      socket.once('data', (data: Buffer) => {
        socket.destroy()
        resolve(data.toString().split(' ')[1] ?? '')
      })
      socket.once('error', reject)
    })

  it.each([
    ['another origin', '/api/events', { origin: 'http://evil.test' }, '403'],
    ['another origin, path in disguise', '/%61pi/%65vents', { origin: 'http://evil.test' }, '403'],
    ['another origin, path with empty segments', '//api///events', { origin: 'http://evil.test' }, '403'],
    ['the null origin', '/api/events', { origin: 'null' }, '403'],
    ['another site', '/api/events', { 'sec-fetch-site': 'cross-site' }, '403'],
    ['another host', '/api/events', { host: 'evil.test' }, '421'],
    ['a path that cannot be read', '/api/%zz', {}, '400'],
    ['another path, which has none: the Upgrade is ignored', '/api/messages', {}, '200'],
    ['another path that is nothing', '/nothing', { origin: 'http://evil.test' }, '404'],
    ['its own page', '/api/events', { origin: 'http://localhost' }, '101'],
    ['a program', '/api/events', {}, '101'],
  ])('%s', async (_who, path, headers, status) => {
    expect(await upgrade(path, headers as Record<string, string>)).toBe(status)
  })

  it('asks for credentials', async () => {
    await http.close()
    http = await startTestHttp({ security: { token: 't0ken' } })
    expect(await upgrade('/api/events', {})).toBe('401')
    expect(await upgrade('/api/events', { authorization: 'Bearer t0ken' })).toBe('101')
  })
})
