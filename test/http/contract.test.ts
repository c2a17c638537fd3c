import { createServer, type OutgoingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { Contract } from './support/contract/contract.ts'
import type { Exchange } from './support/contract/exchange.ts'
import { takeFaults } from './support/contract/watch.ts'

const contract = new Contract()
const json = { 'content-type': 'application/json' }
const problem = { 'content-type': 'application/problem+json' }
const inbox = {
  id: 'i1',
  address: 'i1@inbox.test',
  user: 'i1',
  password: 'secret',
  name: null,
  purpose: null,
}
const unknown = { type: '/api/docs#x', title: 'x', status: 400, detail: 'x', code: 'PARAMETER_INVALID' }

function exchange(
  request: string,
  status: number,
  headers: OutgoingHttpHeaders,
  body: unknown,
  sent?: unknown,
): Exchange {
  const [method = '', target = ''] = request.split(' ')
  return {
    method,
    target,
    requestHeaders: sent === undefined ? {} : json,
    requestBody: Buffer.from(sent === undefined ? '' : JSON.stringify(sent)),
    status,
    responseHeaders: headers,
    responseBody: Buffer.from(body === undefined ? '' : JSON.stringify(body)),
  }
}

describe('what keeps to the description', () => {
  it.each([
    ['an answer', exchange('GET /api/inboxes', 200, json, { inboxes: [inbox] })],
    ['a problem', exchange('GET /api/inboxes?x=1', 400, problem, unknown)],
    ['no content', exchange('DELETE /api/inboxes/i1', 204, {}, undefined)],
    [
      'a header field',
      exchange('GET /api/messages?header.X-Kind=a', 200, json, { messages: [], nextBefore: null }),
    ],
    ['another API', exchange('GET /api/v1/messages?x=1', 200, json, { anything: 1 })],
  ])('%s', (_what, kept) => expect(contract.faultsOf(kept)).toEqual([]))
})

describe('what does not is told', () => {
  it.each([
    ['a status', exchange('GET /api/inboxes', 302, json, {}), 'this status is not described'],
    [
      'a type',
      exchange('GET /api/inboxes', 200, { 'content-type': 'text/plain' }, {}),
      '"text/plain" is not described',
    ],
    ['a missing field', exchange('GET /api/inboxes', 200, json, {}), "required property 'inboxes'"],
    ['a wrong field', exchange('GET /api/inboxes/i1', 200, json, { ...inbox, id: 1 }), '/id must be string'],
    [
      'a field more',
      exchange('GET /api/inboxes/i1', 200, json, { ...inbox, more: 1 }),
      'must NOT have additional',
    ],
    [
      'a nested one',
      exchange('GET /api/inboxes', 200, json, { inboxes: [{ ...inbox, more: 1 }] }),
      '/inboxes/0 must NOT',
    ],
    [
      'a body where there is none',
      exchange('DELETE /api/inboxes/i1', 204, json, {}),
      'where none is described',
    ],
    [
      'no challenge',
      exchange('GET /api/info', 401, problem, { ...unknown, status: 401 }),
      'WWW-Authenticate is missing',
    ],
    [
      'an unknown parameter',
      exchange('GET /api/inboxes?x=1', 200, json, { inboxes: [] }),
      '"x" is not described, and was taken',
    ],
    [
      'a wrong value',
      exchange('GET /api/sessions?limit=0', 200, json, { sessions: [], nextBefore: null }),
      'parameter limit: / must be >= 1',
    ],
    ['one too few', exchange('DELETE /api/sessions', 200, json, { deleted: 0 }), 'all is required'],
    [
      'a wrong body',
      exchange('POST /api/messages/x/release', 204, {}, undefined, { to: [] }),
      'body: /to must NOT have fewer',
    ],
    ['a path', exchange('GET /api/nothing', 200, json, {}), 'nothing is described here'],
    ['a method', exchange('PUT /api/info', 200, json, {}), '405 was due'],
    ['Allow', exchange('PUT /api/info', 405, { ...problem, allow: 'GET' }, unknown), 'Allow is GET'],
    [
      'a problem of another API',
      exchange('GET /api/v1/x', 404, problem, unknown),
      'problem JSON is no answer',
    ],
  ])('%s', (_what, broken, words) =>
    expect(contract.faultsOf(broken)).toEqual([expect.stringContaining(words)]),
  )
})

it('a server in any test is watched, without being asked', async () => {
  const server = createServer((_request, response) => {
    response.setHeader('content-security-policy', "default-src 'none'")
    response.setHeader('cross-origin-opener-policy', 'same-origin')
    response.writeHead(200, json).write('{"inboxes":')
    response.end('"none"}')
  }).listen(0, '127.0.0.1')
  await new Promise((listening) => server.once('listening', listening))
  const { port } = server.address() as AddressInfo
  expect(await (await fetch(`http://127.0.0.1:${port}/api/inboxes`)).json()).toEqual({ inboxes: 'none' })
  await new Promise((closed) => {
    server.close(closed)
    server.closeIdleConnections()
  })
  expect(await takeFaults()).toEqual(['GET /api/inboxes -> 200: /inboxes must be array {"type":"array"}'])
})
