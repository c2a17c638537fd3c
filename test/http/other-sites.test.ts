import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { requestAsIs } from './support/request.ts'
import { startTestHttp, type TestHttp } from './support/start-test-http.ts'

const friend = 'https://friend.test'
let http: TestHttp
let id: string
/** Every path that answers a GET: those of the description, the other catchers', the page. */
let paths: string[]
beforeAll(async () => {
  http = await startTestHttp({ security: { corsOrigins: [friend] } })
  ;({ id } = await http.add('Subject: here\r\n\r\ntext'))
  const { body } = await requestAsIs(http.port, { path: '/api/openapi.json' })
  const described = Object.entries(JSON.parse(body).paths as Record<string, object>)
    .filter(([, methods]) => 'get' in methods)
    .map(([path]) => path)
  paths = [...described, ...others].map((path) => path.replace('{id}', id).replace(/\{\w+\}/, '0'))
})
afterAll(() => http.close())

const ofMessage = ['', '/headers', '/raw', '/part/1'].map((part) => `/api/v1/message/{id}${part}`)
const others = [
  ...ofMessage,
  ...['messages', 'search?query=x', 'info', 'webui', 'tags', 'chaos', 'events'].map(
    (name) => `/api/v1/${name}`,
  ),
  '/api/v1/messages/{id}',
  '/api/v1/messages/{id}/download',
  '/api/v2/messages',
  '/api/v2/search?kind=to&query=x',
  '/api/v2/jim',
  '/email',
  '/email/{id}',
  '/email/{id}/html',
  '/email/{id}/source',
  '/email/{id}/download',
  '/config',
  '/healthz',
  '/view/latest',
  '/view/latest.html',
  '/view/latest.txt',
  '/view/{id}.html',
  '/',
  '/index.html',
  '/livez',
  '/readyz',
  '/nothing',
]

const from = (site: string, mode: string, dest: string): Record<string, string> => ({
  'sec-fetch-site': site,
  'sec-fetch-mode': mode,
  'sec-fetch-dest': dest,
})
const status = async (path: string, headers: Record<string, string>, method = 'GET'): Promise<number> =>
  (await requestAsIs(http.port, { path, headers, method })).status

describe('a page of another site has no work done here, on any route', () => {
  it.each([
    ['with nothing but where it comes from', { 'sec-fetch-site': 'cross-site' }],
    ['by a picture', from('cross-site', 'no-cors', 'image')],
    ['by a frame', from('cross-site', 'navigate', 'iframe')],
    ['by an object', from('cross-site', 'navigate', 'object')],
    ['by a script', from('cross-site', 'no-cors', 'script')],
    ['by fetch', { ...from('cross-site', 'cors', 'empty'), origin: 'https://evil.test' }],
    ['ahead of a visit', from('cross-site', 'no-cors', 'empty')],
  ])('%s', async (how, headers) => {
    const picture = `/api/messages/${id}/attachments/0`
    expect(paths.length).toBeGreaterThan(40)
    for (const path of paths) {
      if (how === 'by a picture' && path === picture) continue
      for (const method of ['GET', 'HEAD'])
        expect([path, await status(path, headers, method)]).toEqual([path, 403])
    }
  })
})

it('a person who follows a link gets what is behind it, but no stream', async () => {
  const link = from('cross-site', 'navigate', 'document')
  for (const path of ['/view/latest.txt', `/api/messages/${id}/text`, '/docs/findings', '/livez'])
    expect([path, await status(path, link)]).toEqual([path, 200])
  expect(await status('/api/events', link)).toBe(403)
  expect(await status('/api/messages', link, 'POST')).toBe(403)
})

it('an HTML message, whose frame has no origin, shows its own pictures', async () => {
  const picture = from('cross-site', 'no-cors', 'image')
  // There is none in this message.
  expect(await status(`/api/messages/${id}/attachments/0?inline=1`, picture)).toBe(404)
  expect(await status(`/api/messages/${id}/attachments`, picture)).toBe(403)
})

it('its own page, a person at the address bar, pages of the same site and an allowed one are answered', async () => {
  for (const site of ['same-origin', 'none', 'same-site'])
    expect(await status('/api/messages', from(site, 'cors', 'empty'))).toBe(200)
  expect(await status('/api/messages', { ...from('cross-site', 'cors', 'empty'), origin: friend })).toBe(200)
})
