import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { call } from './support/json-client.ts'
import { compose } from './support/compose.ts'
import { startTestHttp, type TestHttp } from './support/start-test-http.ts'

const png = Buffer.from('89504e470d0a1a0a', 'hex')

let http: TestHttp
beforeEach(async () => void (http = await startTestHttp()))
afterEach(async () => {
  await http.close()
  expect(http.errors).toEqual([])
})
const get = (path: string) => call(http.url, 'GET', path)

describe('one message', () => {
  it('is answered whole, with envelope, header, parts, links and codes', async () => {
    const raw = await compose({
      subject: 'Grüße',
      cc: 'Carol <carol@example.test>',
      text: 'Your code is 493021, or see https://example.test/confirm',
      html: '<p>Your code is <b>493021</b></p><img src="cid:logo@example.test">',
      attachments: [{ filename: 'logo.png', cid: 'logo@example.test', content: png }],
    })
    const rcptTo = ['rcpt@example.test', 'carol@example.test', 'hidden@example.test']
    const { id } = await http.add(raw, {
      envelope: { mailFrom: 'bounce@example.test', rcptTo, mailParameters: {}, rcptParameters: {} },
    })
    const { status, body } = await get(`/api/messages/${id}`)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      id,
      seq: 1,
      from: 'bounce@example.test',
      to: rcptTo,
      headerFrom: { name: 'Sender', address: 'sender@example.test' },
      subject: 'Grüße',
      sizeBytes: raw.length,
      attachmentCount: 1,
      bccInHeader: false,
      bcc: ['hidden@example.test'],
      codes: ['493021'],
      parseError: null,
    })
    expect(body.attachments).toEqual([
      {
        index: 0,
        filename: 'logo.png',
        contentType: 'image/png',
        disposition: 'inline',
        contentId: 'logo@example.test',
        sizeBytes: png.length,
        url: `/api/messages/${id}/attachments/0`,
        imageUrl: `/api/messages/${id}/attachments/0?inline=1`,
      },
    ])
    expect((await get(`/api/messages/${id}/links`)).body.links).toContainEqual({
      url: 'https://example.test/confirm',
      text: null,
    })
    expect((await get(`/api/messages/${id}/codes`)).body).toEqual({ codes: ['493021'] })
    expect((await get(`/api/messages/${id}/attachments`)).body.attachments).toEqual(body.attachments)
    const { headers } = (await get(`/api/messages/${id}/headers`)).body
    expect(headers).toContainEqual({ name: 'Subject', value: 'Grüße', raw: '=?UTF-8?Q?Gr=C3=BC=C3=9Fe?=' })
  })

  it('is answered raw, byte for byte', async () => {
    const raw = Buffer.from('Subject: x\r\n\r\n\x00\xff bare\nlf\r\n', 'latin1')
    const { id } = await http.add(raw)
    const response = await fetch(new URL(`/api/messages/${id}/raw`, http.url))
    expect(Buffer.from(await response.arrayBuffer()).equals(raw)).toBe(true)
    expect(response.headers.get('content-type')).toBe('message/rfc822')
    expect(response.headers.get('content-disposition')).toContain(`filename="${id}.eml"`)
  })

  it('is 404 with its id quoted where it is not there', async () => {
    for (const path of [
      '',
      '/raw',
      '/html',
      '/text',
      '/headers',
      '/attachments',
      '/attachments/0',
      '/links',
      '/codes',
    ]) {
      const { status, type, body } = await get(`/api/messages/nosuch${path}`)
      expect([path, status, type]).toEqual([path, 404, 'application/problem+json'])
      expect(body).toMatchObject({ status: 404, code: 'NOT_FOUND', detail: 'There is no message "nosuch".' })
    }
  })
})

describe('the list', () => {
  it('goes newest first, page by page, to the end', async () => {
    for (let n = 1; n <= 7; n++) await http.add(`Subject: ${n}\r\n\r\n`)
    const seen: string[] = []
    let before: number | null = Number.MAX_SAFE_INTEGER
    while (before !== null) {
      const { body } = await get(`/api/messages?limit=3&before=${before}`)
      expect(body.messages.length).toBeLessThanOrEqual(3)
      seen.push(...body.messages.map((one: { subject: string }) => one.subject))
      before = body.nextBefore
    }
    expect(seen).toEqual(['7', '6', '5', '4', '3', '2', '1'])
  })

  it.each([
    ['to=A@example.test', ['a']],
    ['from=b-sender@example.test', ['b']],
    ['subject=SECOND', ['b']],
    ['text=needle', ['a']],
    ['header.X-Kind=blu', ['b']],
    ['header.X-Kind=', ['b']],
    ['header.__proto__=x', []],
    ['header.constructor=', []],
    ['profile=smtps', ['b']],
    ['listener=smtps', ['b']],
    ['user=alice', ['b']],
    ['tls=true', ['b']],
    ['tls=false', ['a']],
    ['since=2001-01-01T00:00:00Z', ['b']],
    ['since=1000000000000', ['b']],
    ['to=a@example.test&tls=true', []],
    ['', ['b', 'a']],
  ])('finds by %s', async (parameters, expected) => {
    const envelope = { mailParameters: {}, rcptParameters: {} }
    const a = await http.add('Subject: first\r\n\r\na needle here\r\n', {
      receivedAt: 0,
      envelope: { ...envelope, mailFrom: 'a-sender@example.test', rcptTo: ['a@example.test'] },
    })
    const b = await http.add(
      'Subject: second\r\nX-Kind: blue\r\nFrom: b-sender@example.test\r\n\r\nnothing\r\n',
      {
        origin: {
          profile: 'smtps',
          listener: 'smtps',
          auth: { user: 'alice', mechanism: 'PLAIN' },
          tls: {
            version: 'TLSv1.3',
            cipher: 'TLS_AES_128_GCM_SHA256',
            sni: null,
            alpn: null,
            resumed: false,
            clientCertificate: null,
          },
        },
        envelope: { ...envelope, mailFrom: 'bounce@example.test', rcptTo: ['b@example.test'] },
      },
    )
    const names = new Map([
      [a.id, 'a'],
      [b.id, 'b'],
    ])
    const { body } = await get(`/api/messages?${parameters}`)
    expect(body.messages.map(({ id }: { id: string }) => names.get(id))).toEqual(expected)
  })

  it('shows an inbox its own mail: to its address, or sent with its credentials', async () => {
    const inbox = (await call(http.url, 'POST', '/api/inboxes')).body
    const envelope = { mailFrom: 'x@example.test', mailParameters: {}, rcptParameters: {} }
    await http.add('Subject: other\r\n\r\n')
    await http.add('Subject: to it\r\n\r\n', { envelope: { ...envelope, rcptTo: [inbox.address] } })
    await http.add('Subject: by it\r\n\r\n', { origin: { auth: { user: inbox.user, mechanism: 'LOGIN' } } })
    const { body } = await get(`/api/messages?inbox=${inbox.id}`)
    expect(body.messages.map(({ subject }: { subject: string }) => subject)).toEqual(['by it', 'to it'])
  })

  it.each([
    ['too=x', 'too', 'there is no such parameter'],
    ['limit=0', 'limit', 'must be a whole number from 1 to 200 (got "0")'],
    ['limit=many', 'limit', 'got "many"'],
    ['before=-1', 'before', 'must be a whole number'],
    ['tls=yes', 'tls', 'got "yes"'],
    ['profile=imap', 'profile', 'got "imap"'],
    ['to=a&to=b', 'to', 'to'],
    ['inbox=i404', 'inbox', 'no inbox "i404"'],
  ])('names what is wrong with %s', async (parameters, parameter, words) => {
    const { status, body } = await get(`/api/messages?${parameters}`)
    expect(status).toBe(parameter === 'inbox' ? 404 : 400)
    expect(body.parameter).toBe(parameter)
    expect(body.detail).toContain(words)
  })

  it('says what is not understood of a search, and shows nothing', async () => {
    const { status, body } = await get('/api/messages?query=code%20prot:587')
    expect([status, body.code]).toEqual([400, 'QUERY_INVALID'])
    expect(body.detail).toContain('"prot:587" in the search is not understood')
    expect(body.messages).toBeUndefined()
  })

  it('says so when since is no time', async () => {
    const { status, body } = await get('/api/messages?since=yesterday')
    expect([status, body.code]).toEqual([400, 'QUERY_INVALID'])
    expect(body.detail).toContain('yesterday')
  })
})

describe('deleting', () => {
  it('deletes one by id', async () => {
    const { id } = await http.add('Subject: x\r\n\r\n')
    expect((await call(http.url, 'DELETE', `/api/messages/${id}`)).status).toBe(204)
    expect((await call(http.url, 'DELETE', `/api/messages/${id}`)).status).toBe(404)
  })

  it('deletes what a search finds and nothing else', async () => {
    await http.add('Subject: stays\r\n\r\n')
    await http.add('Subject: goes\r\n\r\n')
    expect((await call(http.url, 'DELETE', '/api/messages?query=-subject:stays')).body).toEqual({
      deleted: 1,
    })
    expect((await get('/api/messages')).body.messages).toMatchObject([{ subject: 'stays' }])
  })

  it('deletes what a query matches and nothing else', async () => {
    await http.add('Subject: stays\r\n\r\n')
    await http.add('Subject: goes\r\n\r\n')
    expect((await call(http.url, 'DELETE', '/api/messages?subject=goes')).body).toEqual({ deleted: 1 })
    expect((await get('/api/messages')).body.messages).toMatchObject([{ subject: 'stays' }])
  })

  it.each([
    ['', undefined],
    ['', '{}'],
    ['', '{"IDs":[]}'],
    ['?all=false', undefined],
    ['?al=true', undefined],
    ['?all=true&to=a@b.test', undefined],
    ['?subject=', undefined],
    ['?text=', undefined],
    ['?query=', undefined],
    ['?query=%20', undefined],
    ['?query=%22%22', undefined],
    ['?query=-prot:587', undefined],
    ['?from=&to=', undefined],
  ])('deletes nothing for "%s" with body %s', async (search, body) => {
    await http.add('Subject: x\r\n\r\n')
    const { status } = await call(http.url, 'DELETE', `/api/messages${search}`, body)
    expect(status).toBe(400)
    expect((await http.store.counts()).messages).toBe(1)
  })

  it('deletes all when that is said', async () => {
    await http.add('Subject: x\r\n\r\n')
    await http.add('Subject: y\r\n\r\n')
    expect((await call(http.url, 'DELETE', '/api/messages?all=true')).body).toEqual({ deleted: 2 })
    expect((await http.store.counts()).messages).toBe(0)
  })

  it('deletes what came before a message, and nothing that came after', async () => {
    await http.add('Subject: x\r\n\r\n')
    await http.add('Subject: y\r\n\r\n')
    await http.add('Subject: x again\r\n\r\n')
    const before = await http.store.listMessages()
    const [last, second] = before.messages.map(({ seq }) => seq)
    expect((await call(http.url, 'DELETE', `/api/messages?subject=x&before=${last}`)).body).toEqual({
      deleted: 1,
    })
    expect((await call(http.url, 'DELETE', `/api/messages?all=true&before=${second}`)).body).toEqual({
      deleted: 0,
    })
    expect((await call(http.url, 'DELETE', `/api/messages?all=true&before=${last}`)).body).toEqual({
      deleted: 1,
    })
    expect((await call(http.url, 'DELETE', `/api/messages?before=${last}`)).status).toBe(400)
    expect((await http.store.counts()).messages).toBe(1)
  })
})
