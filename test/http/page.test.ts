import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { requestAsIs } from './support/request.ts'
import { startTestHttp, type TestHttp } from './support/start-test-http.ts'

let http: TestHttp
let directory: string
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'fourport-page-'))
  await mkdir(join(directory, 'assets'))
  await writeFile(join(directory, 'index.html'), '<!doctype html><title>page</title>')
  await writeFile(join(directory, 'assets', 'main-abc123.js'), 'export {}')
  await writeFile(join(directory, 'secret.env'), 'SECRET')
  await symlink('/etc/passwd', join(directory, 'passwd.txt'))
  http = await startTestHttp({ options: { uiDirectory: directory } })
})
afterAll(async () => {
  await http.close()
  await rm(directory, { recursive: true })
  expect(http.errors).toEqual([])
})
const get = (path: string, headers = {}) => requestAsIs(http.port, { path, headers })

it.each(['/', '/index.html'])('serves its start at %s', async (path) => {
  const { status, headers, body } = await get(path)
  expect([status, body]).toEqual([200, '<!doctype html><title>page</title>'])
  expect(headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' })
})

it.each([
  ['/sessions', './#/sessions'],
  ['/messages?q=to%3Aada@example.test', './#/messages?q=to%3Aada@example.test'],
  ['/sessions/s1', '../#/sessions/s1'],
  ['/messages/m1/source', '../../#/messages/m1/source'],
  ['/messages/x/..//m1', '../#/messages/m1'],
  ['//sessions/s1', '../#/sessions/s1'],
  ['/verify', './#/verify'],
])('leads from %s to its place in the page', async (path, place) => {
  const { status, headers } = await get(path)
  expect([status, headers.location]).toEqual([302, place])
})

it('may load and ask nothing but this server', async () => {
  const policy = String((await get('/')).headers['content-security-policy'])
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("script-src 'self'")
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).not.toMatch(/unsafe|https?:|\*/)
})

it('lets files with a hash in their name be kept', async () => {
  const { headers } = await get('/assets/main-abc123.js')
  expect(headers).toMatchObject({
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'public, max-age=31536000, immutable',
  })
})

it('answers 304 to who has it', async () => {
  const { headers } = await get('/')
  expect((await get('/', { 'if-none-match': String(headers.etag) })).status).toBe(304)
  expect((await get('/', { 'if-none-match': '"other"' })).status).toBe(200)
})

it.each([
  '/a/b/c',
  '/nothing',
  '/assets/missing.js',
  '/secret.env',
  '/passwd.txt',
  '/api/nothing',
  '/view/nothing.html',
])('is 404 at %s', async (path) => {
  expect((await get(path)).status).toBe(404)
})

it('says so where it is not built', async () => {
  await using other = await startTestHttp({ options: { uiDirectory: join(directory, 'nowhere') } })
  const { status, body } = await requestAsIs(other.port, { path: '/' })
  expect([status, body]).toEqual([404, expect.stringContaining('/api/docs')])
})
