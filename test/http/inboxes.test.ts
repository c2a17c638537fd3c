import { expect, it } from 'vitest'
import { call } from './support/json-client.ts'
import { startTestHttp } from './support/start-test-http.ts'

it('makes, shows and deletes inboxes', async () => {
  await using http = await startTestHttp()
  const made = await call(http.url, 'POST', '/api/inboxes')
  expect(made).toMatchObject({
    status: 201,
    body: { id: 'i1', address: 'i1@inbox.test', user: 'i1', password: expect.any(String) },
  })
  expect((await call(http.url, 'GET', '/api/inboxes')).body).toEqual({ inboxes: [made.body] })
  expect((await call(http.url, 'GET', '/api/inboxes/i1')).body).toEqual(made.body)
  expect((await call(http.url, 'DELETE', '/api/inboxes/i1')).status).toBe(204)
  expect((await call(http.url, 'DELETE', '/api/inboxes/i1')).status).toBe(404)
  expect((await call(http.url, 'GET', '/api/inboxes/i1')).status).toBe(404)
})
