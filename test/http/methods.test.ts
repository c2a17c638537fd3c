import { connect } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { requestAsIs } from './support/request.ts'
import { startTestHttp, type TestHttp } from './support/start-test-http.ts'

let http: TestHttp
beforeAll(async () => void (http = await startTestHttp()))
afterAll(() => http.close())

it.each([
  ['POST', '/api/info', 'GET, HEAD, OPTIONS'],
  ['PATCH', '/api/messages/x', 'GET, HEAD, DELETE, OPTIONS'],
  ['PUT', '/api/messages', 'GET, HEAD, POST, DELETE, OPTIONS'],
  ['DELETE', '/api/messages/x/raw', 'GET, HEAD, OPTIONS'],
  ['GET', '/api/messages/x/release', 'POST, OPTIONS'],
  ['POST', '/api/events', 'GET, HEAD, OPTIONS'],
  ['PROPFIND', '/api/sessions', 'GET, HEAD, DELETE, OPTIONS'],
])('%s %s is answered with 405 and the methods there are', async (method, path, allow) => {
  const { status, headers, body } = await requestAsIs(http.port, { method, path })
  expect([status, headers.allow]).toEqual([405, allow])
  expect(JSON.parse(body)).toMatchObject({
    code: 'METHOD_NOT_ALLOWED',
    detail: `${path} does not allow ${method}; it allows ${allow}.`,
  })
  expect((await requestAsIs(http.port, { method: 'OPTIONS', path })).headers.allow).toBe(allow)
})

it('TRACE, which no request object can be made of, too', async () => {
  const socket = connect(http.port, '127.0.0.1')
  socket.end('TRACE /api/info HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n')
  let answer = ''
  for await (const chunk of socket.setEncoding('utf8') as AsyncIterable<string>) answer += chunk
  expect(answer).toMatch(/^HTTP\/1\.1 405 [^]*allow: GET, HEAD, OPTIONS\r\n/i)
})

it('HEAD is answered wherever GET is, the live stream too', async () => {
  for (const path of ['/api/info', '/api/messages', '/api/docs', '/api/events']) {
    const { status, body } = await requestAsIs(http.port, { method: 'HEAD', path })
    expect([path, status, body]).toEqual([path, 200, ''])
  }
})

it('where there is nothing, there is nothing by any method', async () => {
  for (const method of ['GET', 'POST', 'PROPFIND'])
    expect((await requestAsIs(http.port, { method, path: '/api/nothing' })).status).toBe(404)
})
