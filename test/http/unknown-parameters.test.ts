import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { describedApi } from './support/contract/contract.ts'
import { call } from './support/json-client.ts'
import { requestAsIs } from './support/request.ts'
import { startTestHttp, type TestHttp } from './support/start-test-http.ts'

let http: TestHttp
let id: string
beforeAll(async () => {
  http = await startTestHttp()
  id = (await http.add('Subject: x\r\n\r\n<p>x')).id
})
afterAll(() => http.close())

const operations = Object.entries(describedApi().paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, { parameters = [] }]) => ({
    method: method.toUpperCase(),
    path,
    known: parameters.filter((one) => one.in === 'query').map(({ name }) => name),
  })),
)
const at = (path: string): string => path.replace('{id}', id).replace('{n}', '0')

// Names that an object has without being given them, among others.
const unknown = ['foo', '__proto__', 'constructor', 'toString', 'hasOwnProperty', 'header.', '', 'LIMIT']

describe.each(operations)('$method $path', ({ method, path, known }) => {
  it.each(unknown)('takes no parameter "%s"', async (name) => {
    for (const search of [`${name}=x`, name, `${name}=1&${name}=2`].filter((one) => one !== '')) {
      const answer = await requestAsIs(http.port, { method, path: `${at(path)}?${search}` })
      expect([search, answer.status]).toEqual([search, 400])
      expect(JSON.parse(answer.body)).toMatchObject({
        code: 'PARAMETER_INVALID',
        parameter: name,
        detail: expect.stringContaining(`${JSON.stringify(name)}: there is no such parameter; `) as string,
      })
    }
    expect((await http.store.counts()).messages).toBe(1)
  })

  it('names every parameter there is, and the one that is meant', async () => {
    const { body } = await call(http.url, method, `${at(path)}?foo=1`)
    const names = known.map((name) => (name === 'header' ? 'header.NAME' : name))
    expect(body.detail).toContain(names.length === 0 ? 'none is taken here' : names.join(', '))
    for (const name of known.filter((one) => one.length > 3 && one !== 'header')) {
      const misspelt = `${name.slice(0, -2)}${name.at(-1)}${name.at(-2)}`
      const answer = await call(http.url, method, `${at(path)}?${misspelt}=1`)
      if (!known.includes(misspelt)) expect(answer.body.detail).toContain(`Did you mean ${name}?`)
    }
  })
})

it('is of the same mind by HEAD, and in every spelling of a path', async () => {
  expect((await requestAsIs(http.port, { method: 'HEAD', path: '/api/info?foo=1' })).status).toBe(400)
  for (const path of ['/api//info?foo=1', '/%61pi/info?foo=1', '/api/x/../info?foo=1', '/api/info/?foo=1'])
    expect([path, (await requestAsIs(http.port, { path })).status]).toEqual([path, 400])
})

it('means a header field by a name near to it', async () => {
  const { body } = await call(http.url, 'GET', '/api/messages?heder.X-Kind=blue')
  expect(body.detail).toContain('Did you mean header.X-Kind?')
})

it.each([
  ['/html?remote=2', 'remote'],
  ['/html?remote=', 'remote'],
  ['/html?remote=1&remote=1', 'remote'],
  ['/attachments/0?inline=yes', 'inline'],
])('takes no other value in %s', async (path, parameter) => {
  const { status, body } = await call(http.url, 'GET', `/api/messages/${id}${path}`)
  expect([status, body.parameter]).toEqual([400, parameter])
})

it.each([
  '/api/v1/messages?foo=1',
  '/api/v1/info?__proto__=x',
  '/api/v1/search?query=subject:x&foo=1',
  '/api/v2/messages?foo=1',
  '/email?foo=1',
  '/livez?verbose',
  '/readyz?verbose',
])('ignores what it does not know where the API is another catcher’s: %s', async (path) =>
  expect((await requestAsIs(http.port, { path })).status).toBe(200),
)

it.each([
  ['/api/messages', 'to=a@example.test&to=b@example.test', 'to'],
  ['/api/messages', 'limit=1&limit=2', 'limit'],
  ['/api/messages', 'tls=true&tls=true', 'tls'],
  ['/api/findings', 'since=2026-01-01&since=2026-01-02', 'since'],
])('%s?%s says that a parameter stands twice, and blames no value for it', async (path, search, name) => {
  const { status, body } = await call(http.url, 'GET', `${path}?${search}`)
  expect([status, body.parameter]).toEqual([400, name])
  expect(body.detail).toBe(`${name} is given 2 times; it takes one value.`)
})

it.each(['', '1e1', '0x10', ' 5', '5.0', '+5', '١'])('takes "%s" for no whole number', async (value) => {
  const given = encodeURIComponent(value)
  for (const path of [
    `/api/messages?before=${given}`,
    `/api/messages/wait?timeoutMs=${given}`,
    `/api/findings?withinMs=${given}`,
  ]) {
    const { status, body } = await call(http.url, 'GET', path)
    expect([path, status]).toEqual([path, 400])
    expect(body.detail).toContain(`must be a whole number from 0 to`)
    expect(body.detail).toContain(`(got ${JSON.stringify(value)})`)
  }
})

it('never asks whether what was typed was meant', async () => {
  const { body } = await call(http.url, 'GET', '/api/messages?header.=1')
  expect(body.detail).not.toContain('Did you mean')
})
