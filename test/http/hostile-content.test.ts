import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { safeFileName, contentDisposition } from '../../src/http/dto/file-name.ts'
import { compose } from './support/compose.ts'
import { requestAsIs } from './support/request.ts'
import { startTestHttp, type TestHttp } from './support/start-test-http.ts'

let http: TestHttp
beforeAll(async () => void (http = await startTestHttp()))
afterAll(async () => {
  await http.close()
  expect(http.errors).toEqual([])
})

const get = (path: string) => requestAsIs(http.port, { path })

describe('attachments', () => {
  it.each([
    ['evil.html', 'text/html'],
    ['evil.html', 'application/octet-stream'],
    ['evil.svg', 'image/svg+xml'],
    ['evil.xml', 'text/xml'],
    ['evil.xhtml', 'application/xhtml+xml'],
    ['evil.mhtml', 'multipart/related'],
    ['evil.js', 'text/javascript'],
    ['evil.css', 'text/css'],
    ['evil.swf', 'application/x-shockwave-flash'],
    ['evil', 'text/html; charset=utf-7'],
    ['evil.htm', 'TEXT/HTML'],
    ['evil', 'x/<script>'],
  ])('%s claiming to be %s is a download of bytes', async (filename, contentType) => {
    const { id } = await http.add(
      await compose({
        text: 'x',
        attachments: [{ filename, contentType, content: '<script>alert(1)</script>' }],
      }),
    )
    for (const search of ['', '?inline=1']) {
      for (const path of [
        `/api/messages/${id}/attachments/0${search}`,
        `/api/v1/message/${id}/part/1${search}`,
      ]) {
        const { status, headers } = await get(path)
        if (status === 404) continue // a multipart type makes it no attachment
        expect(headers).toMatchObject({
          'content-type': 'application/octet-stream',
          'content-disposition': expect.stringMatching(/^attachment;/),
          'x-content-type-options': 'nosniff',
          'content-security-policy': expect.stringContaining('sandbox'),
        })
      }
    }
  })

  it('a picture is shown only when asked, and may be shown in the frame of its message', async () => {
    const png = Buffer.from('89504e470d0a1a0a', 'hex')
    const { id } = await http.add(
      await compose({ text: 'x', attachments: [{ filename: 'a.png', content: png }] }),
    )
    expect((await get(`/api/messages/${id}/attachments/0`)).headers).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': expect.stringMatching(/^attachment;/),
      'cross-origin-resource-policy': 'same-origin',
    })
    expect((await get(`/api/messages/${id}/attachments/0?inline=1`)).headers).toMatchObject({
      'content-disposition': expect.stringMatching(/^inline;/),
      'cross-origin-resource-policy': 'cross-origin',
    })
  })

  const names = [
    '../../../../etc/passwd',
    '..\\..\\boot.ini',
    'a\r\nX-Injected: 1.html',
    'a\0.txt',
    '\u202egpj.exe',
    'é"\\;%.txt',
    `${'x'.repeat(5000)}.pdf`,
    '.',
    '..',
    '',
    '\ud800.txt',
    'C:\\nul',
    '日本語.txt',
    'a\u0085b',
  ]
  it.each(names)('the file name %j becomes a name and nothing else', async (filename) => {
    const safe = safeFileName(filename, 'attachment-0')
    expect(safe).not.toMatch(/[\\/:\p{Cc}\u202a-\u202e]/u)
    expect(safe).not.toMatch(/^\.*$/)
    expect(Array.from(safe).length).toBeLessThanOrEqual(200)
    const disposition = contentDisposition('attachment', safe)
    expect(disposition).toMatch(
      /^attachment; filename="[ -~]*"; filename\*=UTF-8''[A-Za-z0-9!#$&+.^_`|~%-]+$/,
    )
  })

  it('serves attachments with such names, without a header of their making', async () => {
    for (const name of names) {
      const encoded = `UTF-8''${encodeURIComponent(name.replace(/\p{Surrogate}/gu, '?'))}`
      const { id } = await http.add(
        `Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename*=${encoded}\r\n\r\nx\r\n--b--\r\n`,
      )
      const { status, headers } = await get(`/api/messages/${id}/attachments/0`)
      expect(status).toBe(200)
      expect(headers['x-injected']).toBeUndefined()
    }
  })
})

describe('HTML', () => {
  const policyOf = async (id: string, search = '') => {
    const { headers, body } = await get(`/api/messages/${id}/html${search}`)
    return { policy: String(headers['content-security-policy']), body }
  }

  it('is served in a sandbox without origin, scripts, forms and network', async () => {
    const { id } = await http.add(
      await compose({ html: '<script>alert(1)</script><img src="http://evil.test/x.png">' }),
    )
    const { policy } = await policyOf(id)
    expect(policy).toMatch(/^sandbox allow-popups allow-popups-to-escape-sandbox;/)
    expect(policy).not.toMatch(/allow-(scripts|same-origin|forms|top-navigation)/)
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("form-action 'none'")
    expect(policy).toContain("base-uri 'none'")
    expect(policy).not.toMatch(/\bhttps?:(?!\/\/127)/)
  })

  it('opens the network for images, styles and fonts alone, and only when asked', async () => {
    const { id } = await http.add(await compose({ html: '<img src="http://evil.test/x.png">' }))
    const { policy } = await policyOf(id, '?remote=1')
    expect(policy).toContain('http: https:')
    expect(policy).toMatch(/^sandbox allow-popups/)
    expect(policy).not.toMatch(/allow-scripts|script-src|connect-src|frame-src/)
  })

  it.each([
    ['cid:logo@x', 'logo@x', true],
    ['CID:logo@x', 'logo@x', true],
    ['cid:logo%40x', 'logo@x', true],
    ['cid:.*', 'logo@x', false],
    ['cid:(a+)+$', '(a+)+$', false],
    ['cid:../../../x.js', '../../../x.js', true],
    ['cid:__proto__', 'logo@x', false],
    ['cid:%zz', 'logo@x', false],
  ])('%s is resolved by its id alone', async (source, cid, found) => {
    const { id } = await http.add(
      await compose({
        html: `<img src="${source}">`,
        attachments: [{ filename: 'a.png', cid, content: 'x', contentType: 'image/png' }],
      }),
    )
    const { body } = await policyOf(id)
    expect(body.includes(`/api/messages/${id}/attachments/0?inline=1"`)).toBe(found)
  })

  it('shows no part by cid that is no picture', async () => {
    const { id } = await http.add(
      await compose({
        html: '<img src="cid:a@x">',
        attachments: [{ filename: 'a.svg', cid: 'a@x', content: '<svg/>', contentType: 'image/svg+xml' }],
      }),
    )
    expect((await policyOf(id)).body).toContain('cid:a@x')
  })

  it('keeps the doctype first and makes links open elsewhere', async () => {
    const { id } = await http.add(
      await compose({
        html: '<!DOCTYPE html><html><head><base href="http://evil.test/" target="_top"></head><a href="x">x</a>',
      }),
    )
    expect((await policyOf(id)).body).toMatch(/^<!DOCTYPE html><base target="_blank"><html>/)
  })

  it('answers 50,000 images without delay', async () => {
    const { id } = await http.add(
      await compose({
        html: '<img src=cid:a@x>'.repeat(50_000),
        attachments: [{ filename: 'a.png', cid: 'a@x', content: 'x', contentType: 'image/png' }],
      }),
    )
    const { body } = await policyOf(id)
    expect(body.split('?inline=1').length).toBe(50_001)
  })
})

it('gives text as text', async () => {
  const { id } = await http.add(await compose({ text: '<script>alert(1)</script>' }))
  for (const path of [`/api/messages/${id}/text`, `/view/${id}.txt`, `/api/v1/message/${id}/raw`]) {
    const { headers } = await get(path)
    expect(headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'x-content-type-options': 'nosniff',
    })
  }
})

it('survives hostile header values everywhere they are shown', async () => {
  const raw =
    'From: =?utf-8?q?a=0D=0AX: y?= <"a\r\n b"@x.test>\r\nSubject: =?utf-8?q?x=0D=0ABcc=3A y=00?=\r\nTo: <script>@x.test\r\nX-\xff: \x01\r\n\r\n'
  const { id } = await http.add(Buffer.from(raw, 'latin1'), {
    origin: { clientName: '<img src=x onerror=alert(1)>\u0000' },
  })
  for (const path of [
    '/api/messages',
    `/api/messages/${id}`,
    `/api/v1/message/${id}`,
    `/api/v1/message/${id}/headers`,
    '/api/v2/messages',
    `/api/messages/${id}/headers`,
  ]) {
    const { status, headers, body } = await get(path)
    expect([path, status, headers['content-type']]).toEqual([path, 200, 'application/json'])
    expect(() => JSON.parse(body)).not.toThrow()
  }
})
