import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startServer, type FourportServer } from '../../src/index.ts'
import { requestAsIs } from './support/request.ts'

let server: FourportServer
beforeEach(async () => void (server = await startServer({ http: 0 })))
afterEach(() => server.close())

const types = [
  undefined,
  'text/plain;charset=UTF-8',
  'application/x-www-form-urlencoded',
  'application/json',
  'application/octet-stream',
]

describe.each(types)('a JSON body whose content type is %s', (type) => {
  it.each([
    ['POST', '/api/faults', { at: 'RCPT', reply: { code: 451 } }, 201],
    ['POST', '/api/messages', { mailFrom: 'a@x.test', rcptTo: ['b@x.test'], raw: 'Subject: x\r\n\r\n' }, 201],
    ['PUT', '/api/ports/submission/scenario', { name: 'cert-expired' }, 200],
  ] as const)('is read by %s %s', async (method, path, body, status) => {
    const headers = type === undefined ? {} : { 'content-type': type }
    const port = server.http!.port
    const answer = await requestAsIs(port, { method, path, headers, body: JSON.stringify(body) })
    expect([answer.status, answer.body]).toEqual([status, expect.any(String)])
  })
})

it('a deep nest is refused where only JSON is taken, also as a message', async () => {
  const headers = { 'content-type': 'message/rfc822' }
  for (const path of ['/api/faults', '/api/v1/send']) {
    const body = '['.repeat(500)
    const answer = await requestAsIs(server.http!.port, { method: 'POST', path, headers, body })
    expect([path, answer.status, answer.body]).toEqual([
      path,
      400,
      expect.stringContaining('100 levels deep'),
    ])
  }
})
