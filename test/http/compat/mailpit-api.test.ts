import { MailpitClient } from 'mailpit-api'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CapturedMessage } from '../../../src/model/message.ts'
import { compose } from '../support/compose.ts'
import { startTestHttp, type TestHttp } from '../support/start-test-http.ts'

// The client of the npm package mailpit-api, unchanged.
let http: TestHttp
let mailpit: MailpitClient
const released: { message: CapturedMessage; to: readonly string[] }[] = []
beforeEach(async () => {
  http = await startTestHttp({ release: async (message, to) => void released.push({ message, to }) })
  mailpit = new MailpitClient(http.url)
})
afterEach(async () => {
  await http.close()
  expect(http.errors).toEqual([])
})

const png = Buffer.from('89504e470d0a1a0a', 'hex')
const envelope = { mailFrom: 'bounce@example.test', mailParameters: {}, rcptParameters: {} }

async function addWelcome(): Promise<CapturedMessage> {
  const raw = await compose({
    from: 'Ann <ann@example.test>',
    to: 'Bob <bob@example.test>',
    cc: 'carol@example.test',
    replyTo: 'help@example.test',
    subject: 'Welcome é',
    text: 'Hello Bob',
    html: '<p>Hello <b>Bob</b></p><img src="cid:logo">',
    headers: {
      'X-Tags': 'green, Blue',
      'List-Unsubscribe': '<https://example.test/u>, <mailto:u@example.test>',
    },
    attachments: [
      { filename: 'logo.png', cid: 'logo', content: png, contentDisposition: 'inline' },
      { filename: 'a.txt', content: 'attached' },
    ],
  })
  return http.add(raw, {
    envelope: { ...envelope, rcptTo: ['bob@example.test', 'carol@example.test', 'hidden@example.test'] },
    origin: { auth: { user: 'ann', mechanism: 'PLAIN' } },
  })
}

describe('reading', () => {
  it('getMessageSummary', async () => {
    const { id, sizeBytes } = await addWelcome()
    const message = await mailpit.getMessageSummary()
    expect(message).toMatchObject({
      ID: id,
      From: { Name: 'Ann', Address: 'ann@example.test' },
      To: [{ Name: 'Bob', Address: 'bob@example.test' }],
      Cc: [{ Name: '', Address: 'carol@example.test' }],
      Bcc: [{ Name: '', Address: 'hidden@example.test' }],
      ReplyTo: [{ Name: '', Address: 'help@example.test' }],
      ReturnPath: 'bounce@example.test',
      Subject: 'Welcome é',
      Username: 'ann',
      Tags: ['Blue', 'green'],
      Text: 'Hello Bob',
      Size: sizeBytes,
      ListUnsubscribe: { Links: ['https://example.test/u', 'mailto:u@example.test'] },
      Inline: [{ FileName: 'logo.png', ContentID: 'logo', ContentType: 'image/png', Size: png.length }],
      Attachments: [{ FileName: 'a.txt', ContentType: 'text/plain', Size: 8 }],
    })
    expect(message.HTML).toContain('<b>Bob</b>')
    expect(new Date(message.Date).getTime()).toBeGreaterThan(0)
    expect(message.Attachments[0]?.Checksums.SHA256).toMatch(/^[0-9a-f]{64}$/)
    expect(await mailpit.getMessageSummary(id)).toEqual(message)
    await expect(mailpit.getMessageSummary('nosuch')).rejects.toThrow('404')
  })

  it('a message without a Message-ID is given one, by which it is found; its bytes stay', async () => {
    const { id } = await http.add('Subject: x\r\n\r\n')
    const raw = (await http.store.bytes(id)) as Buffer
    const { MessageID } = await mailpit.getMessageSummary()
    expect(MessageID).toBe(`${id}@fourport`)
    const { messages } = await mailpit.searchMessages({ query: `message-id:${MessageID}` })
    expect(messages.map(({ ID }) => ID)).toEqual([id])
    expect(messages[0]?.MessageID).toBe(MessageID)
    expect(await mailpit.getMessageSource(id)).toBe(raw.toString())
  })

  it('a search looks into text and HTML both', async () => {
    await http.add(
      await compose({ subject: 'both', text: 'in the text', html: '<p>f&uuml;r the <b>page</b> alone</p>' }),
    )
    for (const [query, count] of [
      ['text', 1],
      ['page', 1],
      ['"the page alone"', 1],
      ['für', 1],
      ['uuml', 0],
      ['nowhere', 0],
    ] as const)
      expect([query, (await mailpit.searchMessages({ query })).messages_count]).toEqual([query, count])
  })

  it('the name of an attachment is found in whatever way it is encoded', async () => {
    const filename = 'Übersicht März.pdf'
    await http.add(await compose({ subject: 'report', attachments: [{ filename, content: 'x' }] }))
    await http.add(
      'Subject: word\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Disposition: attachment; filename="=?utf-8?q?=C3=9Cbersicht?="\r\n\r\nx\r\n--b--\r\n',
    )
    await http.add('Subject: other\r\n\r\n')
    const found = async (query: string) =>
      (await mailpit.searchMessages({ query })).messages.map(({ Subject }) => Subject)
    expect(await found('übersicht')).toEqual(['word', 'report'])
    expect(await found('"übersicht märz"')).toEqual(['report'])
  })

  it('latest, where there is none', async () => {
    await expect(mailpit.getMessageSummary()).rejects.toThrow('404')
  })

  it('getMessageHeaders, getMessageSource, getMessageAttachment', async () => {
    const { id } = await addWelcome()
    const raw = (await http.store.bytes(id)) as Buffer
    expect(await mailpit.getMessageHeaders(id)).toMatchObject({
      Subject: ['=?UTF-8?Q?Welcome_=C3=A9?='],
      'X-Tags': ['green, Blue'],
    })
    expect(await mailpit.getMessageSource(id)).toBe(raw.toString())
    const { Attachments, Inline } = await mailpit.getMessageSummary(id)
    const blob = await mailpit.getMessageAttachment(id, Attachments[0]?.PartID ?? '')
    expect([blob.type, await blob.text()]).toEqual(['text/plain', 'attached'])
    const image = await mailpit.getMessageAttachment(id, Inline[0]?.PartID ?? '')
    expect(Buffer.from(await image.arrayBuffer()).equals(png)).toBe(true)
  })

  it('renderMessageHTML, renderMessageText', async () => {
    await addWelcome()
    expect(await mailpit.renderMessageHTML()).toContain('<b>Bob</b>')
    expect(await mailpit.renderMessageHTML()).not.toContain('cid:')
    expect(await mailpit.renderMessageText()).toBe('Hello Bob')
    await http.add('Subject: plain\r\n\r\nno html')
    await expect(mailpit.renderMessageHTML()).rejects.toThrow('404')
  })

  it.each(['.html', '.txt', '.html?embed=1'])('/view/{id}%s marks as read', async (kind) => {
    const { id } = await addWelcome()
    await http.add('Subject: other\r\n\r\n')
    const answer = await fetch(new URL(`/view/${id}${kind}`, http.url))
    expect(answer.status).toBe(200)
    // Links open in a window of their own where a page embeds it, and only there.
    expect((await answer.text()).includes('<base target="_blank">')).toBe(kind.endsWith('embed=1'))
    const read = await mailpit.searchMessages({ query: 'is:read' })
    expect(read.messages.map(({ ID }) => ID)).toEqual([id])
  })

  it.each([
    ['POST', '/api/v1/messages'],
    ['DELETE', '/api/v1/info'],
    ['PATCH', '/view/latest.html'],
    ['PUT', '/api/v2/messages'],
  ])('%s %s is 405, with the methods that there are', async (method, path) => {
    const answer = await fetch(new URL(path, http.url), { method })
    expect(answer.status).toBe(405)
    expect(answer.headers.get('allow')).toContain('GET')
  })

  it('listMessages', async () => {
    for (let n = 1; n <= 5; n++) await http.add(`Subject: ${n}\r\n\r\ntext ${n}`)
    const { id } = await addWelcome()
    const list = await mailpit.listMessages(0, 2)
    expect(list).toMatchObject({
      total: 6,
      unread: 6,
      count: 2,
      messages_count: 6,
      messages_unread: 6,
      start: 0,
      tags: ['Blue', 'green'],
    })
    expect(list.messages[0]).toMatchObject({
      ID: id,
      Read: false,
      Attachments: 1,
      Snippet: 'Hello Bob',
      Subject: 'Welcome é',
      Tags: ['Blue', 'green'],
    })
    const rest = await mailpit.listMessages(4, 10)
    expect(rest.messages.map(({ Subject }) => Subject)).toEqual(['2', '1'])
  })

  it('getInfo, getConfiguration', async () => {
    await addWelcome()
    expect(await mailpit.getInfo()).toMatchObject({
      Messages: 1,
      Unread: 1,
      Tags: { Blue: 1, green: 1 },
      RuntimeStats: { SMTPAccepted: 1 },
    })
    expect(await mailpit.getConfiguration()).toMatchObject({
      MessageRelay: { Enabled: true },
      ChaosEnabled: true,
    })
  })
})

describe('searchMessages', () => {
  it.each([
    ['to:bob@example.test', ['Welcome é']],
    ['to:BOB', ['Welcome é']],
    ['from:ann', ['Welcome é']],
    ['cc:carol', ['Welcome é']],
    ['bcc:hidden', ['Welcome é']],
    ['reply-to:help', ['Welcome é']],
    ['addressed:carol@example.test', ['Welcome é']],
    ['subject:"second message"', ['A second message']],
    ['subject:second -message', []],
    ['"second message"', ['A second message']],
    ['-from:ann', ['A second message']],
    ['!from:ann', ['A second message']],
    ['message-id:two@', ['A second message']],
    ['tag:BLUE', ['Welcome é']],
    ['-tag:blue', ['A second message']],
    ['tag:work', ['A second message']],
    ['is:tagged', ['A second message', 'Welcome é']],
    ['is:unread', ['A second message', 'Welcome é']],
    ['is:read', []],
    ['has:attachment', ['Welcome é']],
    ['-has:attachments', ['A second message']],
    ['has:inline', ['Welcome é']],
    ['after:2001-01-01', ['A second message', 'Welcome é']],
    ['before:2001-01-01', []],
    ['before:"2999-01-01 12:00"', ['A second message', 'Welcome é']],
    ['after:nonsense', ['A second message', 'Welcome é']],
    ['larger:300', ['Welcome é']],
    ['smaller:0.3k', ['A second message']],
    ['hello bob', ['Welcome é']],
    ['hello nobody', []],
    ['(a+)+$', []],
    ['__proto__:x', []],
    ['constructor:x', []],
    ['toString', []],
  ])('%s', async (query, expected) => {
    await addWelcome()
    await http.add(
      'From: x@example.test\r\nTo: dave+work@example.test\r\nMessage-ID: <two@example.test>\r\nSubject: A second message\r\n\r\nbody',
      {
        envelope: { ...envelope, rcptTo: ['dave+work@example.test'] },
      },
    )
    const result = await mailpit.searchMessages({ query })
    expect(result.messages.map(({ Subject }) => Subject)).toEqual(expected)
    expect(result).toMatchObject({
      total: 2,
      messages_count: expected.length,
      messages_unread: expected.length,
    })
  })

  it('reads dates in the zone asked for', async () => {
    await http.add('Subject: x\r\n\r\n', { receivedAt: Date.UTC(2026, 0, 15, 3, 0) })
    const count = async (query: string, tz: string) =>
      (await mailpit.searchMessages({ query, tz })).messages_count
    expect(await count('after:2026-01-15', 'UTC')).toBe(1)
    expect(await count('after:2026-01-15', 'America/Chicago')).toBe(0)
    expect(await count('before:2026-01-15', 'America/Chicago')).toBe(1)
  })

  it('wants a query', async () => {
    await expect(mailpit.searchMessages({ query: ' ' })).rejects.toThrow('400')
  })

  it('counts a word once, and refuses more different ones than a person writes', async () => {
    await addWelcome()
    const words = (count: number) => Array.from({ length: count }, (_, n) => `-w${n}`).join(' ')
    expect((await mailpit.searchMessages({ query: 'hello HELLO '.repeat(400) })).messages_count).toBe(1)
    expect((await mailpit.searchMessages({ query: words(100) })).messages_count).toBe(1)
    await expect(mailpit.searchMessages({ query: words(101) })).rejects.toThrow(
      'A search has at most 100 different words; this one has 101.',
    )
  })

  it('answers a hostile query at once', async () => {
    await addWelcome()
    const query = `${'a'.repeat(5000)} ${'"'.repeat(2001)} ${'-'.repeat(3000)}`
    expect((await mailpit.searchMessages({ query })).messages_count).toBe(0)
  })
})

describe('waiting', () => {
  it('waitForMessage, waitForMessages', async () => {
    const waiting = mailpit.waitForMessage({ query: 'subject:Welcome' }, { interval: 10 })
    const { id } = await addWelcome()
    expect((await waiting).ID).toBe(id)
    expect((await mailpit.waitForMessages({ count: 1, exact: true }, { interval: 10 })).messages[0]?.ID).toBe(
      id,
    )
  })
})

describe('changing', () => {
  it('setReadStatus', async () => {
    const one = await http.add('Subject: one\r\n\r\n')
    await http.add('Subject: two\r\n\r\n')
    await mailpit.getMessageSummary(one.id)
    expect((await mailpit.listMessages()).unread).toBe(1)
    expect(await mailpit.setReadStatus({ IDs: [one.id], Read: false })).toBe('ok')
    expect((await mailpit.listMessages()).unread).toBe(2)
    await mailpit.setReadStatus({ Search: 'subject:two', Read: true })
    expect(
      (await mailpit.searchMessages({ query: 'is:read' })).messages.map(({ Subject }) => Subject),
    ).toEqual(['two'])
    await mailpit.setReadStatus({ Read: true })
    expect((await mailpit.listMessages()).unread).toBe(0)
    await mailpit.setReadStatus()
    expect((await mailpit.listMessages()).unread).toBe(2)
    await expect(mailpit.setReadStatus({ IDs: [one.id], Search: 'x' })).rejects.toThrow('not both')
  })

  it('deleteMessages by id, then all, as Mailpit does', async () => {
    const one = await http.add('Subject: one\r\n\r\n')
    await http.add('Subject: two\r\n\r\n')
    expect(await mailpit.deleteMessages({ IDs: [one.id] })).toBe('ok')
    expect((await http.store.counts()).messages).toBe(1)
    expect(await mailpit.deleteMessages()).toBe('ok')
    expect((await http.store.counts()).messages).toBe(0)
  })

  it('deleteMessagesBySearch', async () => {
    await http.add('Subject: one\r\n\r\n')
    await http.add('Subject: two\r\n\r\n')
    expect(await mailpit.deleteMessagesBySearch({ query: 'subject:one' })).toBe('ok')
    expect((await mailpit.listMessages()).messages.map(({ Subject }) => Subject)).toEqual(['two'])
  })

  it('getTags, setTags, renameTag, deleteTag', async () => {
    const { id } = await addWelcome()
    expect(await mailpit.getTags()).toEqual(['Blue', 'green'])
    expect(await mailpit.setTags({ IDs: [id], Tags: ['red one', 'x/y'] })).toBe('ok')
    expect(await mailpit.getTags()).toEqual(['red one', 'x y'])
    await mailpit.renameTag('red one', 'crimson')
    expect((await mailpit.getMessageSummary(id)).Tags).toEqual(['crimson', 'x y'])
    await mailpit.deleteTag('x y')
    expect(await mailpit.getTags()).toEqual(['crimson'])
    await mailpit.setTags({ IDs: [id] })
    expect(await mailpit.getTags()).toEqual([])
  })

  it('sendMessage', async () => {
    const { ID } = await mailpit.sendMessage({
      From: { Email: 'ann@example.test', Name: 'Ann' },
      To: [{ Email: 'bob@example.test', Name: 'Bob, the' }],
      Cc: [{ Email: 'carol@example.test' }],
      Bcc: ['hidden@example.test'],
      Subject: 'Sent é',
      Text: 'text',
      HTML: '<p>html</p>',
      Tags: ['sent'],
      Headers: { 'X-Own': 'yes' },
      Attachments: [
        { Filename: 'a.txt', Content: Buffer.from('attached').toString('base64'), ContentType: 'text/plain' },
      ],
    })
    expect((await http.store.getMessage(ID))?.envelope.rcptTo).toEqual([
      'bob@example.test',
      'carol@example.test',
      'hidden@example.test',
    ])
    expect(await mailpit.getMessageSummary(ID)).toMatchObject({
      From: { Name: 'Ann', Address: 'ann@example.test' },
      To: [{ Name: 'Bob, the', Address: 'bob@example.test' }],
      Bcc: [{ Address: 'hidden@example.test' }],
      Subject: 'Sent é',
      Text: 'text',
      Tags: ['sent'],
      Attachments: [{ FileName: 'a.txt' }],
    })
    expect((await mailpit.getMessageHeaders(ID))['X-Own']).toEqual(['yes'])
  })

  it.each([
    ['a bad address', { To: [{ Email: 'a b' }] }, 'invalid To address: \\"a b'],
    ['a line end in an address', { To: [{ Email: 'a@x.test\r\nBcc: b@x.test' }] }, 'invalid To address'],
    ['a header with a place of its own', { Headers: { Subject: 'x' } }, 'cannot overwrite header'],
    ['a header name with a line end', { Headers: { 'X\r\nBcc': 'x' } }, 'invalid header key'],
  ])('sendMessage refuses %s', async (_what, change, words) => {
    const request = { From: { Email: 'a@x.test' }, To: [{ Email: 'b@x.test' }], ...change }
    await expect(mailpit.sendMessage(request)).rejects.toThrow(words)
    expect((await http.store.counts()).messages).toBe(0)
  })

  it('sendMessage lets no header value start a line of its own', async () => {
    const { ID } = await mailpit.sendMessage({
      From: { Email: 'a@x.test', Name: 'A\r\nX-Injected: 1' },
      To: [{ Email: 'b@x.test' }],
      Subject: 'x\r\nX-Injected: 2',
      Headers: { 'X-Own': 'y\r\nX-Injected: 3' },
    })
    expect(Object.keys(await mailpit.getMessageHeaders(ID))).not.toContain('X-Injected')
  })

  it('releaseMessage', async () => {
    const message = await http.add('Subject: x\r\n\r\n')
    expect(await mailpit.releaseMessage(message.id, { To: ['real@example.test'] })).toBe('ok')
    expect(released.at(-1)).toEqual({ message, to: ['real@example.test'] })
  })

  it('setChaosTriggers sets them and resets the rest, getChaosTriggers reads them', async () => {
    const quiet = { ErrorCode: 451, Probability: 0 }
    const auth = { ErrorCode: 535, Probability: 0 }
    expect(await mailpit.getChaosTriggers()).toEqual({
      Sender: quiet,
      Recipient: quiet,
      Authentication: auth,
    })
    const set = { Sender: { ErrorCode: 452, Probability: 100 } }
    expect(await mailpit.setChaosTriggers(set)).toEqual({ ...set, Recipient: quiet, Authentication: auth })
    expect(await mailpit.setChaosTriggers()).toEqual({
      Sender: quiet,
      Recipient: quiet,
      Authentication: auth,
    })
  })
})
