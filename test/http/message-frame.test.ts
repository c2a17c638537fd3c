import { type AddressInfo, createServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser } from 'playwright-core'
import { launchChromium } from '../browser/support/chromium.ts'
import { whyNot } from '../support/programs/programs.ts'
import { compose } from './support/compose.ts'
import { startTestHttp, type TestHttp } from './support/start-test-http.ts'

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

describe.skipIf(whyNot('chromium') !== null)('an HTML message in Chromium', { timeout: 60_000 }, () => {
  let browser: Browser
  let http: TestHttp
  beforeAll(async () => {
    browser = await launchChromium()
    http = await startTestHttp()
  })
  afterAll(async () => {
    await browser.close()
    await http.close()
  })

  it('opens no connection on account of a hint', async () => {
    const knocked: string[] = []
    const listener = createServer((socket) => {
      knocked.push('connection')
      socket.destroy()
    })
    await new Promise<void>((done) => listener.listen(0, '127.0.0.1', done))
    const far = `http://127.0.0.1:${(listener.address() as AddressInfo).port}/`
    const hints = [
      'preconnect',
      'dns-prefetch',
      'prefetch',
      'preload',
      'modulepreload',
      'prerender',
      'icon',
      'manifest',
      'stylesheet',
    ]
    const { id } = await http.add(
      await compose({
        html:
          hints.map((rel) => `<LINK\trel="${rel}" as="image" href="${far}${rel}">`).join('\n') +
          '<img src="cid:own">',
      }),
    )
    const page = await browser.newPage()
    await page.goto(new URL(`/api/messages/${id}/html`, http.url).href, { waitUntil: 'networkidle' })
    expect(knocked).toEqual([])
    // The same message, its remote content allowed: the listener would have heard.
    await page.goto(new URL(`/api/messages/${id}/html?remote=1`, http.url).href, { waitUntil: 'networkidle' })
    expect(knocked).not.toEqual([])
    await page.close()
    await new Promise((done) => listener.close(done))
  })

  it('shows its own pictures also where the server asks for credentials', async () => {
    await using locked = await startTestHttp({ security: { basicAuth: 'ada:secret' } })
    const { id } = await locked.add(
      await compose({
        html: '<img id="own" src="cid:own"><img src="http://far.example.test/x.png">',
        attachments: [{ filename: 'own.png', cid: 'own', content: png }],
      }),
    )
    const context = await browser.newContext({ httpCredentials: { username: 'ada', password: 'secret' } })
    const page = await context.newPage()
    await page.goto(new URL(`/api/messages/${id}/html`, locked.url).href)
    expect(await page.evaluate("document.getElementById('own').naturalWidth")).toBe(1)
    await context.close()
  })

  it('shows its own pictures, runs nothing, and asks nobody', async () => {
    const { id } = await http.add(
      await compose({
        html: `<img id="own" src="cid:own"><img id="far" src="http://far.example.test/x.png">
<script>document.title = 'ran'</script><img src=x onerror="document.title = 'ran'"><a id="link" href="javascript:document.title='ran'">x</a>
<form action="http://far.example.test/"><button id="send">x</button></form><iframe src="http://far.example.test/"></iframe>
<link rel="stylesheet" href="http://far.example.test/x.css"><meta http-equiv="refresh" content="0;url=http://far.example.test/">`,
        attachments: [{ filename: 'own.png', cid: 'own', content: png }],
      }),
    )
    const page = await browser.newPage()
    const asked: string[] = []
    await page.route('**', (route) => {
      asked.push(new URL(route.request().url()).hostname)
      return route.continue()
    })
    await page.goto(new URL(`/api/messages/${id}/html`, http.url).href)
    expect(await page.evaluate("document.getElementById('own').naturalWidth")).toBe(1)
    await page.click('#send')
    await page.click('#link')
    expect(await page.title()).toBe('')
    expect(new Set(asked)).toEqual(new Set(['127.0.0.1']))
    await page.close()
  })
})
