import { afterEach, beforeEach, expect, it } from 'vitest'
import { call } from '../support/json-client.ts'
import { requestAsIs } from '../support/request.ts'
import { startTestHttp, type TestHttp } from '../support/start-test-http.ts'

// The HTTP calls of the Cypress plug-in cypress-mailpit, one test for each of its commands, as its code makes them.
let http: TestHttp
beforeEach(async () => void (http = await startTestHttp()))
afterEach(async () => {
  await http.close()
  expect(http.errors).toEqual([])
})
const request = (method: string, path: string, body?: unknown) => call(http.url, method, path, body)

/** The defaults of mailpitSendMail. */
const mail = {
  Attachments: [],
  Bcc: ['bcc@example.com'],
  Cc: [{ Email: 'cc@example.com', Name: 'CC' }],
  From: { Email: 'from@example.com', Name: 'From' },
  HTML: '<p>hello from mailpit</p>',
  Headers: {},
  ReplyTo: [{ Email: 'replyto@example.com', Name: 'ReplyTo' }],
  Subject: 'Hello Mailpit',
  Tags: [],
  Text: 'hello from mailpit',
  To: [{ Email: 'jane@example.com', Name: 'Jane' }],
}

it('mailpitSendMail, mailpitGetMail and what is asked of the mail', async () => {
  const { status, body: sent } = await request('POST', '/api/v1/send', mail)
  expect(status).toBe(200)
  const { body } = await request('GET', '/api/v1/message/latest')
  expect(body).toMatchObject({
    ID: sent.ID,
    Subject: 'Hello Mailpit',
    From: { Address: 'from@example.com' },
    To: [{ Address: 'jane@example.com' }],
    Attachments: [],
  })
  // The plug-in joins base and path with one slash too many.
  const html = await requestAsIs(http.port, { path: `//view/${sent.ID}.html` })
  expect(html.body).toContain('<p>hello from mailpit</p>')
  const text = await requestAsIs(http.port, { path: `//view/${sent.ID}.txt` })
  expect(text.body).toBe('hello from mailpit')
})

it('mailpitGetAllMails, mailpitSearchEmails, mailpitGetEmailsBySubject, mailpitGetEmailsByTo', async () => {
  await request('POST', '/api/v1/send', mail)
  expect((await request('GET', '/api/v1/messages?start=0&limit=50')).body).toMatchObject({
    messages_count: 1,
    messages: [{ Subject: 'Hello Mailpit' }],
  })
  for (const query of ['subject%3AHello%20Mailpit', 'to%3Ajane%40example.com', 'from%3Afrom%40example.com']) {
    expect((await request('GET', `/api/v1/search?query=${query}&start=0&limit=50`)).body.messages_count).toBe(
      1,
    )
  }
  expect(
    (await request('GET', '/api/v1/search?query=to%3Ajohn%40example.com&start=0&limit=50')).body
      .messages_count,
  ).toBe(0)
})

it('mailpitSetAllEmailStatusAsRead, mailpitSetStatusAsUnRead', async () => {
  const { body } = await request('POST', '/api/v1/send', mail)
  const unread = async (): Promise<number> =>
    (await request('GET', '/api/v1/messages?start=0&limit=50')).body.unread
  expect((await request('PUT', '/api/v1/messages', { IDs: [], Read: true })).body).toBe('ok')
  expect(await unread()).toBe(0)
  await request('PUT', '/api/v1/messages', { IDs: [body.ID], Read: false })
  expect(await unread()).toBe(1)
})

it('mailpitDeleteEmailsBySearch, mailpitDeleteAllEmails', async () => {
  await request('POST', '/api/v1/send', mail)
  await request('POST', '/api/v1/send', { ...mail, Subject: 'Other' })
  expect((await request('DELETE', '/api/v1/search?query=subject%3AOther')).status).toBe(200)
  expect((await http.store.counts()).messages).toBe(1)
  expect((await request('DELETE', '/api/v1/messages')).body).toBe('ok')
  expect((await http.store.counts()).messages).toBe(0)
})

it('mailpitGetMailSpamAssassinSummary: there is none, as with Mailpit without SpamAssassin', async () => {
  const { body } = await request('POST', '/api/v1/send', mail)
  expect((await request('GET', `/api/v1/message/${body.ID}/sa-check`)).status).toBe(404)
})
