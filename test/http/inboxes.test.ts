import { expect, it } from 'vitest'
import { call } from './support/json-client.ts'
import { startTestHttp } from './support/start-test-http.ts'

it('makes, shows and deletes inboxes', async () => {
  await using http = await startTestHttp()
  const made = await call(http.url, 'POST', '/api/inboxes')
  expect(made).toMatchObject({
    status: 201,
    body: {
      id: 'i1',
      address: 'i1@inbox.test',
      user: 'i1',
      password: expect.any(String),
      name: null,
      purpose: null,
    },
  })
  expect((await call(http.url, 'GET', '/api/inboxes')).body).toEqual({ inboxes: [made.body] })
  expect((await call(http.url, 'GET', '/api/inboxes/i1')).body).toEqual(made.body)
  expect((await call(http.url, 'DELETE', '/api/inboxes/i1')).status).toBe(204)
  expect((await call(http.url, 'DELETE', '/api/inboxes/i1')).status).toBe(404)
  expect((await call(http.url, 'GET', '/api/inboxes/i1')).status).toBe(404)
})

it('gives an inbox a name, and says what it is for', async () => {
  await using http = await startTestHttp()
  const label = { name: 'Anmeldung <b>ü</b>', purpose: 'What the shop sends' }
  const made = await call(http.url, 'POST', `/api/inboxes?${new URLSearchParams(label)}`)
  expect(made).toMatchObject({ status: 201, body: label })
  expect((await call(http.url, 'GET', '/api/inboxes/i1')).body).toEqual(made.body)
})

it.each([
  ['name', ''],
  ['name', ' '],
  ['name', 'x'.repeat(101)],
  ['name', 'two\nlines'],
  ['name', 'turned \u202eround'],
  ['purpose', 'x'.repeat(501)],
  ['purpose', 'rings\u0007'],
])('refuses a %s that is no label: %j', async (field, text) => {
  await using http = await startTestHttp()
  const refused = await call(http.url, 'POST', `/api/inboxes?${new URLSearchParams({ [field]: text })}`)
  expect(refused).toMatchObject({
    status: 400,
    body: { code: 'PARAMETER_INVALID', detail: expect.stringContaining('characters in one line') as string },
  })
  expect((await call(http.url, 'GET', '/api/inboxes')).body).toEqual({ inboxes: [] })
})

it('refuses a parameter that is none', async () => {
  await using http = await startTestHttp()
  expect(await call(http.url, 'POST', '/api/inboxes?nmae=x')).toMatchObject({ status: 400 })
})
