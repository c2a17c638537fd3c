import { crc32 } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { ApiMessagePage } from '../../src/model/api.ts'
import { call } from './support/json-client.ts'
import { startTestHttp, type TestHttp } from './support/start-test-http.ts'

const mailTo = (to: string) => ({
  envelope: { mailFrom: 'a@example.test', rcptTo: [to], mailParameters: {}, rcptParameters: {} },
})

async function add(http: TestHttp, subject: string, to = 'ada@example.test', more = ''): Promise<string> {
  return (await http.add(`Subject: ${subject}\r\n${more}\r\nHello\r\n`, mailTo(to))).id
}

async function listed(http: TestHttp, search = ''): Promise<readonly (readonly [string, boolean, string])[]> {
  const { body } = await call(http.url, 'GET', `/api/messages${search}`)
  return (body as unknown as ApiMessagePage).messages.map(({ subject, isRead, tags }) => [
    subject,
    isRead,
    tags.join(' '),
  ])
}

describe('read marks and tags', () => {
  it('are the same for the API and for clients of Mailpit', async () => {
    await using http = await startTestHttp()
    const one = await add(http, 'one', 'ada+welcome@example.test')
    const two = await add(http, 'two', 'ada@example.test', 'X-Tags: shop, big\r\n sale\r\n')
    expect(await listed(http)).toEqual([
      ['two', false, 'big sale shop'],
      ['one', false, 'welcome'],
    ])
    const mark = { isRead: true, addTags: ['new'], removeTags: ['WELCOME'] }
    expect((await call(http.url, 'PUT', `/api/messages/labels?ids=${one}`, mark)).body).toEqual({
      messages: 1,
    })
    const mailpit = (await call(http.url, 'GET', '/api/v1/messages')).body.messages
    expect(mailpit.map(({ Read, Tags }: { Read: boolean; Tags: string[] }) => [Read, Tags])).toEqual([
      [false, ['big sale', 'shop']],
      [true, ['new']],
    ])
    await call(http.url, 'PUT', '/api/v1/messages', { IDs: [two], Read: true })
    await call(http.url, 'PUT', '/api/v1/tags', { IDs: [two], Tags: ['red'] })
    expect(await listed(http)).toEqual([
      ['two', true, 'red'],
      ['one', true, 'new'],
    ])
    expect((await call(http.url, 'GET', `/api/messages/${two}`)).body).toMatchObject({
      isRead: true,
      tags: ['red'],
    })
    expect((await call(http.url, 'GET', '/api/tags')).body.tags).toEqual([
      { name: 'new', messages: 1 },
      { name: 'red', messages: 1 },
    ])
  })

  it('are set of all that a search finds, up to a message, and say what selects nothing', async () => {
    await using http = await startTestHttp()
    for (const subject of ['a 1', 'b', 'a 2', 'a 3']) await add(http, subject)
    const { body } = await call(http.url, 'GET', '/api/messages?limit=1')
    const labels = '/api/messages/labels?query=subject:a'
    const before = `&before=${body.messages[0].seq}`
    expect((await call(http.url, 'PUT', labels + before, { isRead: true })).body).toEqual({ messages: 2 })
    expect((await call(http.url, 'GET', '/api/messages/count?query=subject:a')).body).toEqual({
      messages: 3,
      unread: 1,
    })
    expect((await call(http.url, 'GET', '/api/messages/count')).body).toEqual({ messages: 4, unread: 2 })
    expect((await call(http.url, 'GET', '/api/info')).body.counts).toMatchObject({ messages: 4, unread: 2 })
    for (const [search, wanted] of [
      ['', { isRead: true }],
      ['?ids=', { isRead: true }],
      ['?all=true&to=x', { isRead: true }],
      ['?ids=x&to=x', { isRead: true }],
      ['?all=true', {}],
      ['?all=true', { tags: ['x'], addTags: ['y'] }],
      ['?all=true', { addTags: ['!'] }],
      ['?all=true', { read: true }],
    ] as const)
      expect((await call(http.url, 'PUT', `/api/messages/labels${search}`, wanted)).status, search).toBe(400)
    expect((await call(http.url, 'GET', '/api/messages/count')).body.unread).toBe(2)
  })

  it('are reported as they change, with the number of unread messages', async () => {
    await using http = await startTestHttp()
    const id = await add(http, 'one')
    await add(http, 'two')
    const reader = (await fetch(`${http.url}api/events`)).body?.getReader()
    const until = async (text: string): Promise<string> => {
      let heard = ''
      while (!heard.includes(text)) heard += Buffer.from((await reader?.read())?.value ?? []).toString()
      return heard
    }
    await until('ready')
    await call(http.url, 'PUT', `/api/messages/labels?ids=${id}`, { isRead: true, tags: ['x'] })
    expect(JSON.parse((await until('labels')).split('data: ')[1] ?? '')).toEqual({
      unread: 1,
      revision: 2,
      position: 2,
      changes: [{ id, isRead: true, tags: ['x'] }],
    })
    await call(http.url, 'DELETE', '/api/messages?query=is:unread')
    expect(await until('"unread"')).toContain('{"unread":0,"revision":2,"position":3,"changes":[]}')
    await reader?.cancel()
  })
})

describe('a part of the list', () => {
  it('begins anywhere, whatever comes meanwhile', async () => {
    await using http = await startTestHttp()
    for (let n = 0; n < 30; n++) await add(http, `n${n}`)
    const { messages } = (await call(http.url, 'GET', '/api/messages?limit=1'))
      .body as unknown as ApiMessagePage
    await add(http, 'later')
    const from = `&before=${(messages[0]?.seq ?? 0) + 1}`
    expect((await listed(http, `?offset=20&limit=3${from}`)).map(([subject]) => subject)).toEqual([
      'n9',
      'n8',
      'n7',
    ])
    expect(await listed(http, `?offset=31`)).toEqual([])
    const { body } = await call(http.url, 'GET', '/api/messages?offset=2&limit=2&query=subject:n1')
    expect(body.messages.map(({ subject }: { subject: string }) => subject)).toEqual(['n17', 'n16'])
    expect(
      (await call(http.url, 'GET', `/api/messages?limit=1&before=${body.nextBefore}`)).body.messages[0]
        .subject,
    ).toBe('n15')
  })

  it('can be deleted by its ids, and by nothing else then', async () => {
    await using http = await startTestHttp()
    const [one, two] = [await add(http, 'one'), await add(http, 'two')]
    await add(http, 'three')
    expect((await call(http.url, 'DELETE', `/api/messages?ids=${one},${two},gone`)).body).toEqual({
      deleted: 2,
    })
    expect((await listed(http)).map(([subject]) => subject)).toEqual(['three'])
    expect((await call(http.url, 'DELETE', '/api/messages?ids=')).status).toBe(400)
  })
})

describe('an export', () => {
  it('is an mbox whose messages can be told apart, whatever their lines are', async () => {
    await using http = await startTestHttp()
    await http.add('Subject: one\r\n\r\nFrom here\r\n>From there\r\nand From\r\n', mailTo('a@b.test'))
    const long = `${'x'.repeat(70_000)}From \r\nFrom y`
    await http.add(`Subject: two\r\n\r\n${long}`, {
      ...mailTo('a@b.test'),
      receivedAt: Date.UTC(2026, 0, 2, 3, 4, 5),
    })
    const response = await fetch(`${http.url}api/messages/export?all=true`)
    expect(response.headers.get('content-type')).toBe('application/mbox')
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="fourport.mbox"')
    const [, first, second] = (await response.text()).split(/^From .*\n/m)
    expect(first).toBe('Subject: one\n\n>From here\n>>From there\nand From\n\n')
    expect(second).toBe(`Subject: two\n\n${'x'.repeat(70_000)}From \n>From y\n\n`)
  })

  it('is a ZIP file of the exact bytes of what is selected, with sums that fit', async () => {
    await using http = await startTestHttp()
    const raw = Buffer.from([...Buffer.from('Subject: é\r\n\r\n'), 0, 255, 10, 13])
    const { id } = await http.add(raw)
    await add(http, 'other')
    const response = await fetch(`${http.url}api/messages/export?as=zip&ids=${id}`)
    expect(response.headers.get('content-type')).toBe('application/zip')
    const file = Buffer.from(await response.arrayBuffer())
    const name = `${id}.eml`
    expect(file.subarray(30, 30 + name.length).toString()).toBe(name)
    expect(file.readUInt32LE(14)).toBe(crc32(raw))
    expect(file.subarray(30 + name.length, 30 + name.length + raw.length)).toEqual(raw)
    const end = file.subarray(-22)
    expect([end.toString('latin1', 0, 4), end.readUInt16LE(10)]).toEqual(['PK\u0005\u0006', 1])
    expect(file.toString('latin1', end.readUInt32LE(16), end.readUInt32LE(16) + 4)).toBe('PK\u0001\u0002')
    expect((await fetch(`${http.url}api/messages/export?as=zip`)).status).toBe(400)
  })
})
