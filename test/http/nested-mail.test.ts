import { afterEach, beforeEach, expect, it } from 'vitest'
import { call } from './support/json-client.ts'
import { compose } from './support/compose.ts'
import { startTestHttp, type TestHttp } from './support/start-test-http.ts'

let http: TestHttp
beforeEach(async () => void (http = await startTestHttp()))
afterEach(async () => {
  await http.close()
  expect(http.errors).toEqual([])
})

/** A mail with a mail and a text attached. @param text - Of the inner one */
async function withNested(text: string): Promise<string> {
  const content = await compose({
    from: 'Eve <eve@example.test>',
    to: 'bob@example.test',
    subject: 'Grüße von innen',
    text,
    html: '<p>Inside</p><img src="cid:logo@x.test"><script>alert(1)</script>',
    attachments: [
      { filename: 'logo.png', cid: 'logo@x.test', content: Buffer.from('89504e470d0a1a0a', 'hex') },
    ],
  })
  const raw = await compose({
    subject: 'Outside',
    text: 'See below',
    attachments: [
      { filename: 'inner.eml', contentType: 'message/rfc822', content },
      { filename: 'note.txt', content: 'no mail' },
    ],
  })
  return `/api/messages/${(await http.add(raw)).id}/attachments`
}

it.each([
  ['short', 'The text'],
  ['read in a thread', `The text ${'of many words '.repeat(3_000)}`],
])('a mail within a message is taken apart, %s', async (_, text) => {
  const at = await withNested(text)
  const { status, body } = await call(http.url, 'GET', `${at}/0/message`)
  expect(status).toBe(200)
  expect(body).toMatchObject({
    subject: 'Grüße von innen',
    from: [{ name: 'Eve', address: 'eve@example.test' }],
    to: [{ address: 'bob@example.test' }],
    hasHtml: true,
    attachments: [{ filename: 'logo.png', contentType: 'image/png', sizeBytes: 8 }],
    parseError: null,
  })
  expect(String(body['text']).startsWith('The text')).toBe(true)
})

it('its HTML is a page as harmless as that of a message, with its own images in it', async () => {
  const at = await withNested('The text')
  const response = await fetch(`${http.url}${at.slice(1)}/0/html`)
  const policy = response.headers.get('content-security-policy') ?? ''
  expect(policy).toContain("default-src 'none'; img-src data:;")
  expect(policy).toMatch(/^sandbox allow-popups /)
  expect(await response.text()).toContain('<img src="data:image/png;base64,iVBORw0KGgo=">')
  const open = await fetch(`${http.url}${at.slice(1)}/0/html?remote=1`)
  expect(open.headers.get('content-security-policy')).toContain('img-src data: http: https:')
})

it('what is no mail, or not there, is not found', async () => {
  const at = await withNested('The text')
  for (const path of ['1/message', '1/html', '2/message', 'x/html'])
    expect((await call(http.url, 'GET', `${at}/${path}`)).status).toBe(404)
})
