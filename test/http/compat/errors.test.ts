import { describe, expect, it } from 'vitest'
import { requestAsIs } from '../support/request.ts'
import { startTestHttp } from '../support/start-test-http.ts'

// Client code written for Mailpit or MailHog knows no problem JSON; what it shows is the text. MailDev's reads JSON.
describe.each([
  ['/api/v1/messages', 'text/plain; charset=utf-8'],
  ['/api/v2/messages', 'text/plain; charset=utf-8'],
  ['/view/x.html', 'text/plain; charset=utf-8'],
  ['/email', 'application/json'],
])('%s', (path, type) => {
  const security = { token: 'secret' }
  const authorization = 'Bearer secret'
  it.each([
    ['no credentials', 401, {}, /credentials/],
    ['another host', 421, { host: 'evil.test', authorization }, /"evil\.test"/],
    ['another site', 403, { origin: 'http://evil.test', authorization }, /http:\/\/evil\.test/],
    ['a path without a route', 404, { authorization }, /nothing at POST \/\S+\/no\/such/],
  ])('%s is answered with %i in its own way', async (_what, status, headers, words) => {
    await using http = await startTestHttp({ security })
    const answer = await requestAsIs(http.port, {
      method: 'POST',
      path: status === 404 ? `${path}/no/such` : path,
      headers,
    })
    expect([answer.status, answer.headers['content-type']]).toEqual([status, type])
    const text =
      type === 'application/json' ? (JSON.parse(answer.body) as { error: string }).error : answer.body
    expect(text).toMatch(words)
  })
})

it('a fault says nothing of itself, in plain text too', async () => {
  const fault = new Error('detail of ours')
  await using http = await startTestHttp({ release: () => Promise.reject(fault) })
  const { id } = await http.add('Subject: x\r\n\r\n')
  const answer = await requestAsIs(http.port, {
    method: 'POST',
    path: `/api/v1/message/${id}/release`,
    headers: { 'content-type': 'application/json' },
    body: '{"To":["a@example.test"]}',
  })
  expect([answer.status, answer.headers['content-type'], answer.body]).toEqual([
    500,
    'text/plain; charset=utf-8',
    'An error in the server; its log has the details.',
  ])
  expect(http.errors).toEqual([fault])
})
