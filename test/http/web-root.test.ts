import { once } from 'node:events'
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { createServer, request as forward } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { connect } from '../../src/client.ts'
import { compose } from './support/compose.ts'
import { call } from './support/json-client.ts'
import { requestAsIs } from './support/request.ts'
import { startTestHttp, type TestHttp } from './support/start-test-http.ts'

let directory: string
let http: TestHttp
let messageId: string
const picture = Buffer.from('iVBORw0KGgo=', 'base64')
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'fourport-root-'))
  await mkdir(join(directory, 'assets'))
  await writeFile(join(directory, 'index.html'), '<!doctype html><title>page</title>')
  await writeFile(join(directory, 'assets', 'main-abc123.js'), 'export {}')
  http = await startTestHttp({ webRoot: '/team/mail', options: { uiDirectory: directory } })
  const raw = await compose({
    subject: 'Hello',
    html: '<img src="cid:logo@x.test">',
    attachments: [{ filename: 'logo.png', contentType: 'image/png', cid: 'logo@x.test', content: picture }],
  })
  messageId = (await http.add(raw)).id
})
afterAll(async () => {
  await http.close()
  expect(http.errors).toEqual([])
})
const get = (path: string, headers = {}) => requestAsIs(http.port, { path, headers })

/** Answered at the top of a server without a web root. */
const paths = [
  '/',
  '/index.html',
  '/assets/main-abc123.js',
  '/api/info',
  '/api/messages',
  '/api/docs',
  '/docs/findings',
  '/api/v1/messages',
  '/api/v2/messages',
  '/email',
  '/livez',
  '/readyz',
]

describe('beneath a web root', () => {
  it('is said in the address of the server', () =>
    expect(http.url).toBe(`http://127.0.0.1:${http.port}/team/mail/`))

  it.each(paths)('%s is answered, and nowhere else', async (path) => {
    expect((await get(`/team/mail${path}`)).status).toBe(200)
    for (const outside of [path, `/team${path}`, `/mail${path}`, `/team/mail/team/mail${path}`]) {
      expect([outside, (await get(outside)).status]).toEqual([outside, 404])
    }
  })

  it.each([
    ['GET', '/'],
    ['GET', '/team'],
    ['GET', '/team/mailbox'],
    ['GET', '/team/mail/../api/info'],
    ['DELETE', '/api/messages?all=true'],
    ['GET', '/api/events'],
    ['OPTIONS', '/api/messages'],
  ])('%s %s is outside: a sentence says where all is', async (method, path) => {
    const { status, headers, body } = await requestAsIs(http.port, { method, path })
    expect([status, headers['content-type']]).toEqual([404, 'application/problem+json'])
    expect(JSON.parse(body)).toMatchObject({
      type: '/team/mail/api/docs#not-found',
      code: 'NOT_FOUND',
      detail: expect.stringMatching(
        /^There is nothing at \/.*\. The page and its API are at \/team\/mail\/ /,
      ),
    })
  })

  it('says it as text to a client of another catcher', async () => {
    const { status, headers, body } = await get('/api/v1/messages')
    expect([status, headers['content-type']]).toEqual([404, 'text/plain; charset=utf-8'])
    expect(body).toContain('/team/mail/')
  })

  it.each(['//team//mail/api/info', '/team/x/../mail/api/info', '/%74eam/mail/api/%69nfo'])(
    'is asked for by other spellings too: %s',
    async (path) => expect((await get(path)).status).toBe(200),
  )

  it.each([
    ['/team/mail', 'mail/'],
    ['/team/mail?q=1', 'mail/?q=1'],
    ['/team/mail/sessions', './#/sessions'],
    ['/team/mail/messages/m1/source', '../../#/messages/m1/source'],
    ['/team/mail/view/latest', () => `/team/mail/view/${messageId}.html`],
  ])('%s leads to its place beneath it', async (path, place) => {
    const { status, headers } = await get(path)
    expect([status, headers['location']]).toEqual([302, typeof place === 'string' ? place : place()])
    const url = new URL(headers['location'] as string, new URL(path, http.url))
    expect([(await fetch(url)).status, url.pathname]).toEqual([200, expect.stringMatching(/^\/team\/mail\//)])
  })

  it('gives addresses that lead beneath it', async () => {
    const { attachments } = (await call(http.url, 'GET', `api/messages/${messageId}`)).body
    const listed = (await call(http.url, 'GET', `api/messages/${messageId}/attachments`)).body
    expect(listed.attachments).toEqual(attachments)
    const [{ url, imageUrl }] = attachments
    for (const address of [url, imageUrl]) {
      const answer = await fetch(new URL(address, http.url))
      expect(Buffer.from(await answer.arrayBuffer()).equals(picture)).toBe(true)
    }
    const [{ source }] = (await call(http.url, 'GET', 'email')).body
    expect((await fetch(new URL(source, http.url))).status).toBe(200)
    expect((await call(http.url, 'GET', 'api/openapi.json')).body.servers).toEqual([{ url: '/team/mail' }])
  })

  it.each([
    () => `api/messages/${messageId}/html`,
    () => `view/${messageId}.html`,
    () => `email/${messageId}/html`,
  ])('shows an HTML message with its own pictures: %#', async (path) => {
    const { headers, body } = await get(`/team/mail/${path()}`)
    const [, image] = /<img src="([^"]+)"/.exec(body)!
    const folder = `http://127.0.0.1:${http.port}/team/mail/api/messages/${messageId}/attachments/`
    expect(image).toMatch(new RegExp(`^${folder}`))
    expect(headers['content-security-policy']).toContain(`img-src data: ${folder};`)
    expect((await fetch(image!)).headers.get('content-type')).toBe('image/png')
  })

  it.each([
    ['GET', '/team/mail/nothing', 404],
    ['POST', '/team/mail/api/info', 405],
    ['GET', '/team/mail/api/messages/none', 404],
    ['GET', '/team/mail/api/messages?what=1', 400],
  ])('%s %s is refused with the page of its error', async (method, path, status) => {
    const { body, ...answer } = await requestAsIs(http.port, { method, path })
    const { type, detail } = JSON.parse(body)
    expect([answer.status, type]).toEqual([status, expect.stringMatching(/^\/team\/mail\/api\/docs#/)])
    if (!path.includes('messages')) expect(detail).toContain('/team/mail/')
    const [page, anchor] = type.split('#')
    expect((await get(page)).body).toContain(`id="${anchor}"`)
  })

  it('has the library, with its stream', async () => {
    const client = connect(http.url)
    const stop = new AbortController()
    const events = client.events({ signal: stop.signal })[Symbol.asyncIterator]()
    expect((await events.next()).value).toMatchObject({ type: 'ready' })
    const waiting = client.waitForMessage({ subject: 'By the library' })
    await client.inject({ raw: 'From: a@x.test\r\nTo: b@x.test\r\nSubject: By the library\r\n\r\n' })
    expect((await waiting).envelope.mailFrom).toBe('a@x.test')
    expect((await client.info()).name).toBe('fourport')
    stop.abort()
    await expect(connect(new URL('/', http.url)).info()).rejects.toThrow(
      /404: There is nothing at \/api\/info/,
    )
  })

  it('has the WebSocket of Mailpit', async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${http.port}/team/mail/api/events`)
    const [data] = (await once(socket, 'message')) as [Buffer]
    socket.terminate()
    expect(JSON.parse(data.toString())).toMatchObject({ Type: 'stats' })
    const outside = new WebSocket(`ws://127.0.0.1:${http.port}/api/events`)
    const [, answer] = await once(outside, 'unexpected-response')
    expect(answer.statusCode).toBe(404)
    outside.on('error', () => undefined).terminate()
  })

  it('lets nobody in by another way', async () => {
    await using guarded = await startTestHttp({
      webRoot: '/mail',
      security: { token: 'secret', allowedHosts: ['mail.example.test'] },
    })
    const ask = async (path: string, headers = {}, method = 'GET') =>
      (await requestAsIs(guarded.port, { method, path, headers })).status
    const authorization = 'Bearer secret'
    expect(await ask('/mail/livez')).toBe(200)
    expect(await ask('/mail/api/info')).toBe(401)
    expect(await ask('/mail/api/info', { authorization })).toBe(200)
    expect(await ask('/mail/api/info', { authorization, host: 'evil.test' })).toBe(421)
    expect(await ask('/api/info', { authorization, host: 'evil.test' })).toBe(421)
    expect(await ask('/mail/api/events', { authorization, origin: 'http://evil.test' })).toBe(403)
    expect(
      await ask('/mail/api/messages?all=true', { authorization, origin: 'http://evil.test' }, 'DELETE'),
    ).toBe(403)
    const cross = { authorization, 'sec-fetch-site': 'cross-site' }
    expect(await ask('/mail/api/messages', cross)).toBe(403)
    const image = { ...cross, 'sec-fetch-dest': 'image' }
    expect(await ask('/mail/api/messages/m1/attachments/0', image)).toBe(404)
  })
})

/** As nginx does it: with a path in `proxy_pass` the prefix goes, without one it stays. */
async function startProxy(port: number, strips: string): Promise<AsyncDisposable & { readonly url: string }> {
  const proxy = createServer((incoming, outgoing) => {
    const path = incoming.url!.replace(new RegExp(`^${strips}`), '')
    const asked = forward({
      host: '127.0.0.1',
      port,
      path,
      method: incoming.method,
      headers: incoming.headers,
    })
    asked.on('response', (answer) => {
      outgoing.writeHead(answer.statusCode!, answer.headers)
      answer.pipe(outgoing)
    })
    incoming.pipe(asked)
  }).listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  return {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      proxy.closeAllConnections()
      await once(proxy.close(), 'close')
    },
  }
}

describe('a proxy', () => {
  it('that keeps the prefix has every address lead back through it', async () => {
    await using proxy = await startProxy(http.port, '')
    const base = `${proxy.url}/team/mail/`
    expect((await fetch(`${proxy.url}/team/mail`)).url).toBe(base)
    const latest = await fetch(`${base}view/${messageId}.html`)
    const [, image] = /<img src="([^"]+)"/.exec(await latest.text())!
    expect(image).toMatch(new RegExp(`^${base}api/messages/`))
    expect((await fetch(image!)).status).toBe(200)
  })

  it('that strips it needs no web root: the page, its places and its files are relative', async () => {
    await using plain = await startTestHttp({ options: { uiDirectory: directory } })
    await using proxy = await startProxy(plain.port, '/team/mail')
    const base = `${proxy.url}/team/mail/`
    expect(await (await fetch(base)).text()).toContain('page')
    expect((await fetch(new URL('assets/main-abc123.js', base))).status).toBe(200)
    const place = await fetch(new URL('sessions', base), { redirect: 'manual' })
    expect(new URL(place.headers.get('location')!, place.url).href).toBe(`${base}#/sessions`)
    expect((await connect(base).info()).name).toBe('fourport')
  })
})
