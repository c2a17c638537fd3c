import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { requestAsIs } from './support/request.ts'
import { startTestHttp, type TestHttp } from './support/start-test-http.ts'

let http: TestHttp
beforeAll(async () => {
  http = await startTestHttp({ security: { allowedHosts: ['mail.example.test'] } })
})
afterAll(() => http.close())

const routes = [
  '/',
  '/index.html',
  '/api/info',
  '/api/messages',
  '/api/messages/x/html',
  '/api/events',
  '/api/v1/messages',
  '/api/v2/messages',
  '/email',
  '/livez',
  '/nothing',
]

describe('Host (DNS rebinding)', () => {
  const foreign = [
    'evil.test',
    '127.0.0.1.evil.test',
    'localhost.evil.test:8025',
    'evillocalhost.test',
    '0x7f000001',
    'mailpit.evil.test',
    'docker.internal',
    'evil.host.docker.internal',
    'mail.example.test.evil.test',
    '[::1].evil.test',
    '0x7f.1',
    '2130706433',
    'localhost@evil.test',
    'localhost, evil.test',
    'localhost:65536',
    '127.0.0.1:99999',
  ]
  it.each(foreign)('refuses "%s" on every route', async (host) => {
    for (const path of routes) {
      const { status } = await requestAsIs(http.port, { path, headers: { host } })
      expect([path, status]).toEqual([path, expect.toSatisfy((s) => s === 421 || s === 400)])
    }
  })

  it.each([
    'localhost',
    'LOCALHOST:1',
    'app.localhost',
    'localhost.',
    '127.0.0.1',
    '[::1]:8025',
    '10.1.2.3',
    'mailpit:8025',
    'my_mail-1',
    'host.docker.internal:8025',
    'mail.example.test',
  ])('takes "%s"', async (host) =>
    expect((await requestAsIs(http.port, { path: '/api/info', headers: { host } })).status).toBe(200),
  )

  it('takes none of two Host fields', async () => {
    const socket = connect(http.port, '127.0.0.1')
    socket.end('GET /api/info HTTP/1.1\r\nHost: localhost\r\nHost: evil.test\r\nConnection: close\r\n\r\n')
    let answer = ''
    for await (const chunk of socket.setEncoding('utf8') as AsyncIterable<string>) answer += chunk
    expect(answer).toMatch(/^HTTP\/1\.1 421 /)
  })

  it('looks at the authority of an absolute target, which stands above Host', async () => {
    const headers = { host: 'localhost' }
    expect((await requestAsIs(http.port, { path: 'http://evil.test/api/info', headers })).status).toBe(421)
    expect((await requestAsIs(http.port, { path: 'http://localhost/api/info', headers })).status).toBe(200)
  })
})

describe('Origin', () => {
  const spellings = [
    '/api/events',
    '/%61pi/events',
    '/api/%65vents',
    '//api/events',
    '/api//events',
    '/./api/events',
    '/api/x/../events',
    '/api/%2e/events',
    '/api/x/%2e%2e/events',
    '/api/events/',
    '/api/events?since=0',
  ]
  it.each(spellings)('keeps other sites off the stream spelt %s', async (path) => {
    for (const headers of [
      { origin: 'http://evil.test' },
      { 'sec-fetch-site': 'cross-site' },
      { origin: 'null' },
    ]) {
      expect((await requestAsIs(http.port, { path, headers })).status).toBe(403)
    }
  })

  it.each([
    '/api/%2fevents',
    '/api\\events',
    '/api/%5cevents',
    '/api/%zz',
    '/api/%00events',
    '/api/e%0avents',
  ])('refuses the path %s altogether', async (path) =>
    expect((await requestAsIs(http.port, { path })).status).toBe(400),
  )

  const own = () => `http://127.0.0.1:${http.port}`
  const changes = [
    ['POST', '/api/messages'],
    ['POST', '/api/inboxes'],
    ['DELETE', '/api/messages?all=true'],
    ['DELETE', '/api/messages/x'],
    ['DELETE', '/api/sessions?all=true'],
    ['POST', '/api/messages/x/release'],
    ['DELETE', '/api/v1/messages'],
    ['PUT', '/api/v1/messages'],
    ['DELETE', '/api/v1/search?query=x'],
    ['POST', '/api/v1/send'],
    ['DELETE', '/api/v1/messages/x'],
    ['PATCH', '/nothing'],
  ] as const
  const formTypes = [
    'text/plain',
    'text/plain;charset=utf-8',
    'multipart/form-data; boundary=x',
    'application/x-www-form-urlencoded',
  ]
  it.each(changes)('keeps other sites from %s %s', async (method, path) => {
    await http.add('Subject: kept\r\n\r\n')
    const before = (await http.store.counts()).messages
    const foreign = [
      { origin: 'http://evil.test' },
      { origin: 'null' },
      { origin: `https://127.0.0.1:${http.port}` },
      { origin: 'http://127.0.0.1:1' },
      { origin: `${own()}.evil.test` },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ]
    for (const headers of foreign) {
      for (const type of formTypes) {
        const typed = { ...headers, 'content-type': type }
        expect((await requestAsIs(http.port, { method, path, headers: typed, body: '{}' })).status).toBe(403)
      }
    }
    expect((await http.store.counts()).messages).toBe(before)
  })

  it('lets its own page and programs in', async () => {
    for (const headers of [{ origin: own() }, { 'sec-fetch-site': 'same-origin' }, {}]) {
      expect((await requestAsIs(http.port, { method: 'POST', path: '/api/inboxes', headers })).status).toBe(
        201,
      )
    }
  })

  it('gives no other origin leave to read', async () => {
    for (const origin of ['http://evil.test', 'null', own(), 'http://localhost', 'file://']) {
      for (const method of ['GET', 'OPTIONS']) {
        const { headers } = await requestAsIs(http.port, {
          method,
          path: '/api/messages',
          headers: { origin, 'access-control-request-method': 'DELETE' },
        })
        expect(headers['access-control-allow-origin']).toBeUndefined()
      }
    }
  })
})

describe('methods', () => {
  it.each(['TRACE', 'PROPFIND', 'LOCK'])('refuses %s', async (method) => {
    expect((await requestAsIs(http.port, { method, path: '/api/info' })).status).toBe(405)
  })

  it('changes nothing by GET or HEAD', async () => {
    await http.add('Subject: kept\r\n\r\n')
    const before = (await http.store.counts()).messages
    for (const method of ['GET', 'HEAD']) {
      for (const path of [
        '/api/messages?all=true',
        '/api/messages/x/release',
        '/api/sessions?all=true',
        '/api/v1/search?query=kept',
      ]) {
        await requestAsIs(http.port, { method, path })
      }
    }
    expect((await http.store.counts()).messages).toBe(before)
  })
})

it('says on every answer that nothing is to be guessed, framed or shared', async () => {
  for (const path of [...routes.filter((route) => route !== '/api/events'), '/api/%zz']) {
    const { headers } = await requestAsIs(http.port, { path })
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
    })
    expect(headers.server ?? headers['x-powered-by']).toBeUndefined()
  }
})

it('serves no file of the disk, whatever the path', async () => {
  const paths = [
    '/../../etc/passwd',
    '/..%2f..%2fetc/passwd',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/assets/../../package.json',
    '/....//....//etc/passwd',
    '/api/messages/..%2f..%2fetc%2fpasswd/raw',
    '/api/messages/%2e%2e%2f/raw',
    '/api/messages/__proto__',
    '/api/messages/constructor/raw',
    '/api/sessions/../../x',
    '/api/messages/x/attachments/-1',
    '/api/messages/x/attachments/__proto__',
  ]
  for (const path of paths) {
    const { status, body } = await requestAsIs(http.port, { path })
    expect([path, status]).toEqual([path, expect.toSatisfy((s) => s === 404 || s === 400)])
    expect(body).not.toMatch(/root:|at .*\.ts:\d+|node_modules/)
  }
})
