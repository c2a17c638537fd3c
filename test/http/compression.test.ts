import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { get as httpGet, type IncomingHttpHeaders } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestHttp, type TestHttp } from './support/start-test-http.ts'

const script = 'export const words = "the same words again and again"\n'.repeat(400)

let http: TestHttp
let directory: string
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'fourport-compression-'))
  await mkdir(join(directory, 'assets'))
  await writeFile(join(directory, 'index.html'), '<!doctype html><title>page</title>')
  await writeFile(join(directory, 'assets', 'main-abc123.js'), script)
  await writeFile(join(directory, 'assets', 'a.png'), script)
  http = await startTestHttp({ options: { uiDirectory: directory } })
  for (let n = 0; n < 400; n++) await http.add(`Subject: number ${n}\r\n\r\nHello, Ada.\r\n`)
})
afterAll(async () => {
  await http.close()
  await rm(directory, { recursive: true })
  expect(http.errors).toEqual([])
})

interface Answer {
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

/** As the bytes are on the wire. */
function get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    httpGet({ host: '127.0.0.1', port: http.port, path, headers }, async (answer) => {
      const body: Buffer[] = []
      for await (const piece of answer) body.push(piece as Buffer)
      resolve({ headers: answer.headers, body: Buffer.concat(body) })
    }).on('error', reject)
  })
}

const gzip = { 'accept-encoding': 'gzip, deflate, br' }

it.each(['/assets/main-abc123.js', '/api/openapi.json', '/api/messages?limit=10', '/api/messages?limit=200'])(
  'compresses %s, and says the same as without',
  async (path) => {
    const [plain, packed] = [await get(path), await get(path, gzip)]
    expect(plain.headers['content-encoding']).toBeUndefined()
    expect(packed.headers['content-encoding']).toBe('gzip')
    for (const { headers } of [plain, packed]) expect(headers.vary).toMatch(/\bAccept-Encoding\b/)
    expect(gunzipSync(packed.body).equals(plain.body)).toBe(true)
    expect(packed.body.length).toBeLessThan(plain.body.length / 2)
  },
)

it.each(['identity', 'gzip;q=0', 'br', '*;q=0'])(
  'leaves it as it is for Accept-Encoding: %s',
  async (accepted) => {
    const { headers, body } = await get('/assets/main-abc123.js', { 'accept-encoding': accepted })
    expect(headers['content-encoding']).toBeUndefined()
    expect(body.toString()).toBe(script)
  },
)

it.each(['/', '/livez', '/assets/a.png'])('leaves %s as it is: it is short, or no text', async (path) => {
  expect((await get(path, gzip)).headers['content-encoding']).toBeUndefined()
})

it('answers a file that is known with 304, compressed or not', async () => {
  const { headers } = await get('/assets/main-abc123.js', gzip)
  const again = await get('/assets/main-abc123.js', { ...gzip, 'if-none-match': String(headers.etag) })
  expect(again.body.length).toBe(0)
})

it('passes on each event of the stream as it comes', async () => {
  const first = await new Promise<string>((resolve, reject) => {
    httpGet({ host: '127.0.0.1', port: http.port, path: '/api/events', headers: gzip }, (answer) => {
      answer.once('data', (piece: Buffer) => {
        answer.destroy()
        resolve(`${answer.headers['content-encoding'] ?? 'plain'} ${piece.toString()}`)
      })
    }).on('error', reject)
  })
  expect(first).toMatch(/^plain [\s\S]*event: ready/)
})

it('compresses so many long lists at the same time, and writes the others as they are', async () => {
  const many = await Promise.all(Array.from({ length: 24 }, () => get('/api/messages?limit=200', gzip)))
  const whole = many.map(({ headers, body }) =>
    headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body,
  )
  for (const body of whole)
    expect((JSON.parse(body.toString()) as { messages: [] }).messages).toHaveLength(200)
})
