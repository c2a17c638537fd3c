import createMailHog from 'mailhog'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { MailHogMessage } from '../../../src/http/compat/mailhog/to-mailhog.ts'
import type { CapturedMessage } from '../../../src/model/message.ts'
import { compose } from '../support/compose.ts'
import { requestAsIs } from '../support/request.ts'
import { startTestHttp, type TestHttp } from '../support/start-test-http.ts'

// The client of the npm package mailhog, unchanged.
let http: TestHttp
let mailhog: ReturnType<typeof createMailHog>
const released: { message: CapturedMessage; to: readonly string[] }[] = []
beforeEach(async () => {
  http = await startTestHttp({ release: async (message, to) => void released.push({ message, to }) })
  mailhog = createMailHog({ host: '127.0.0.1', port: http.port })
})
afterEach(async () => {
  await http.close()
  expect(http.errors).toEqual([])
})

const envelope = { mailParameters: {}, rcptParameters: {} }

async function addMail(n: number): Promise<CapturedMessage> {
  const raw = await compose({
    from: `from${n}@example.test`,
    to: `to${n}@example.test`,
    subject: `Größe-${n}`,
    text: `Grüße ${n}`,
    html: `<p>Grüße ${n}</p>`,
    attachments: [{ filename: 'a.txt', content: 'attached' }],
  })
  return http.add(raw, {
    envelope: { ...envelope, mailFrom: `from${n}@example.test`, rcptTo: [`to${n}@example.test`] },
  })
}

async function readMessage(id: string): Promise<MailHogMessage> {
  return (await fetch(new URL(`/api/v1/messages/${id}`, http.url))).json() as Promise<MailHogMessage>
}

it('messages', async () => {
  for (let n = 1; n <= 3; n++) await addMail(n)
  const result = await mailhog.messages(1, 1)
  expect(result).toMatchObject({ total: 3, count: 1, start: 1 })
  const [item] = result?.items ?? []
  expect(item).toMatchObject({ subject: 'Größe-2', from: 'from2@example.test', to: 'to2@example.test' })
  expect(item?.ID).toMatch(/^m/)
})

it('decodes text, html, date and attachments of a message with parts', async () => {
  await addMail(1)
  const item = await mailhog.latestTo('to1@example.test')
  if (!item) throw new Error('not found')
  // text and html lie in a part of a part, which this client does not look into: as with MailHog, its own bodies.
  expect(item.MIME?.Parts).toHaveLength(2)
  expect(item.attachments).toHaveLength(1)
  expect(item.attachments[0]).toMatchObject({ name: 'a.txt', encoding: 'base64' })
  expect(mailhog.decode(item.attachments[0]?.Body ?? '', 'base64')).toBe('attached')
  expect(item.deliveryDate.getTime()).toBeGreaterThan(0)
})

it('decodes text and html of a message with two bodies', async () => {
  await http.add(await compose({ subject: 'é', text: 'Grüße\nzweite Zeile', html: '<p>Grüße</p>' }))
  const item = await mailhog.latestContaining('zweite Zeile')
  expect(item).toMatchObject({ subject: 'é', html: '<p>Grüße</p>' })
  expect((item || undefined)?.text).toContain('Grüße')
})

it('decodes a message of one part', async () => {
  await http.add(
    'Subject: x\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\nGrüße\r\n',
  )
  expect((await mailhog.messages())?.items[0]?.text).toContain('Grüße')
})

it('search, latestFrom, latestTo, latestContaining', async () => {
  for (let n = 1; n <= 3; n++) await addMail(n)
  expect((await mailhog.search('FROM2@', 'from'))?.count).toBe(1)
  expect(await mailhog.search('example.test', 'to', 1, 5)).toMatchObject({ total: 3, count: 2, start: 1 })
  expect(await mailhog.latestFrom('from3@example.test')).toMatchObject({ subject: 'Größe-3' })
  expect(await mailhog.latestTo('nobody@example.test')).toBeFalsy()
  expect(await mailhog.latestContaining('to1@')).toMatchObject({ subject: 'Größe-1' })
})

it.each(['__proto__', 'constructor', 'toString', '', 'subject'])(
  'has no search of the kind %j',
  async (kind) => {
    const { status } = await requestAsIs(http.port, { path: `/api/v2/search?kind=${kind}&query=x` })
    expect(status).toBe(400)
  },
)

it('deleteMessage, deleteAll', async () => {
  const one = await addMail(1)
  await addMail(2)
  expect((await mailhog.deleteMessage(one.id)).statusCode).toBe(200)
  expect((await http.store.counts()).messages).toBe(1)
  expect((await mailhog.deleteMessage('nosuch')).statusCode).toBe(404)
  expect((await mailhog.deleteAll()).statusCode).toBe(200)
  expect((await http.store.counts()).messages).toBe(0)
})

it('releaseMessage, to the configured server', async () => {
  const message = await addMail(1)
  const config = {
    name: '',
    host: 'elsewhere.example.test',
    port: '25',
    email: 'real@example.test',
    username: '',
    password: '',
    mechanism: '',
  }
  expect((await mailhog.releaseMessage(message.id, config as never)).statusCode).toBe(200)
  expect(released.at(-1)).toEqual({ message, to: ['real@example.test'] })
})

it('gives one message and its download by v1', async () => {
  const { id } = await addMail(1)
  const raw = (await http.store.bytes(id)) as Buffer
  const one = await fetch(new URL(`/api/v1/messages/${id}`, http.url))
  expect(await one.json()).toMatchObject({
    ID: id,
    From: { Mailbox: 'from1', Domain: 'example.test' },
    To: [{ Mailbox: 'to1', Domain: 'example.test' }],
    Raw: { From: 'from1@example.test', To: ['to1@example.test'], Helo: 'client.example.test' },
  })
  const download = await fetch(new URL(`/api/v1/messages/${id}/download`, http.url))
  expect(Buffer.from(await download.arrayBuffer()).equals(raw)).toBe(true)
  expect((await fetch(new URL('/api/v1/messages/nosuch', http.url))).status).toBe(404)
})

it.each(['kind=nonsense&query=x', 'kind=to', 'query=x'])('refuses the search %s with 400', async (search) => {
  expect((await fetch(new URL(`/api/v2/search?${search}`, http.url))).status).toBe(400)
})

it('counts the line end before the dot to no message, as MailHog does', async () => {
  const { id } = await http.add(
    'From: Ann Smith <ann@example.test>\r\nTo: Bob <bob@example.test>\r\nSubject: x\r\n\r\nGrüße\r\nlast line\r\n',
    { envelope: { ...envelope, mailFrom: 'bounce@example.test', rcptTo: ['b@example.test'] } },
  )
  const item = await readMessage(id)
  const data = ((await http.store.bytes(id)) as Buffer).toString().replace(/\r\n$/, '')
  expect(item).toMatchObject({
    Content: { Body: 'Grüße\r\nlast line', Size: Buffer.byteLength(data), MIME: null },
    Raw: { Data: data },
  })
  // What MailHog writes above a message it says of it here, without a word of it in the bytes.
  expect(item.Content.Headers).toMatchObject({
    'Message-ID': [id],
    'Return-Path': ['<bounce@example.test>'],
    Received: [
      expect.stringMatching(/^from client\.example\.test by [^]+; \w{3}, \d\d \w{3} \d{4} [\d:]{8} \+0000$/),
    ],
  })
})

it('takes all line ends around a part, and what has no header for the body', async () => {
  const { id } = await http.add(
    'Content-Type: multipart/mixed; boundary=b\r\n\r\npreamble\r\n--b\r\nContent-Type: text/plain\r\n\r\none\r\n\r\n--b\r\n\r\ntwo\r\n--b--\r\n',
  )
  const { MIME } = await readMessage(id)
  expect(MIME?.Parts).toEqual([
    { Headers: { 'Content-Type': ['text/plain'] }, Body: 'one', Size: 31, MIME: null },
    { Headers: {}, Body: 'two', Size: 3, MIME: null },
  ])
})

it.each([
  ['from', 'ann smith', 1],
  ['from', 'BOUNCE@', 1],
  ['from', 'bob', 0],
  ['to', 'bob <bob@', 1],
  ['to', 'hidden@', 1],
  ['to', 'ann', 0],
  ['containing', 'last LINE', 1],
  ['containing', 'a subject', 1],
  // The names of fields are not what a message contains.
  ['containing', 'subject:', 0],
] as const)('searches by %s %s: %i', async (kind, query, count) => {
  await http.add(
    'From: Ann Smith <ann@example.test>\r\nTo: Bob <bob@example.test>\r\nSubject: a subject\r\n\r\nlast line\r\n',
    { envelope: { ...envelope, mailFrom: 'bounce@example.test', rcptTo: ['hidden@example.test'] } },
  )
  expect((await mailhog.search(query, kind))?.count).toBe(count)
})

it('downloads a part by its place, with a name and a type that no browser runs', async () => {
  const raw = await compose({
    text: 'x',
    attachments: [
      { filename: 'Größe.pdf', content: Buffer.from([0, 255, 10]), contentType: 'application/pdf' },
      { content: '<script>alert(1)</script>', contentType: 'text/html', filename: false },
    ],
  })
  const { id } = await http.add(raw)
  const part = (n: string, of = id) =>
    requestAsIs(http.port, { path: `/api/v1/messages/${of}/mime/part/${n}/download` })
  const pdf = await fetch(new URL(`/api/v1/messages/${id}/mime/part/1/download`, http.url))
  expect(pdf.headers.get('content-type')).toBe('application/pdf')
  expect(pdf.headers.get('content-disposition')).toContain("filename*=UTF-8''Gr%C3%B6%C3%9Fe.pdf")
  expect(Buffer.from(await pdf.arrayBuffer())).toEqual(Buffer.from([0, 255, 10]))
  const html = await part('2')
  expect(html.headers).toMatchObject({
    'content-type': 'application/octet-stream',
    'content-disposition': expect.stringContaining(`attachment; filename="${id}-part-2"`),
    'content-security-policy': expect.stringContaining('sandbox'),
  })
  for (const n of ['3', '-1', 'x', '1e9', '9999999']) expect([n, (await part(n)).status]).toEqual([n, 404])
  expect((await part('0', 'none')).status).toBe(404)
  const { id: plain } = await http.add('Subject: no parts\r\n\r\nx')
  expect((await part('0', plain)).status).toBe(404)
})
