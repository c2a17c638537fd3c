import { afterEach, beforeEach, expect, it } from 'vitest'
import type { MailDevMessage } from '../../../src/http/compat/maildev/to-maildev.ts'
import type { CapturedMessage } from '../../../src/model/message.ts'
import { compose } from '../support/compose.ts'
import { startTestHttp, type TestHttp } from '../support/start-test-http.ts'

let http: TestHttp
const released: { message: CapturedMessage; to: readonly string[] }[] = []
beforeEach(async () => {
  released.length = 0
  http = await startTestHttp({ release: async (message, to) => void released.push({ message, to }) })
})
afterEach(async () => {
  await http.close()
  expect(http.errors).toEqual([])
})

const ask = (path: string, method = 'GET'): Promise<Response> => fetch(new URL(path, http.url), { method })
const read = async (path: string): Promise<MailDevMessage> =>
  (await ask(path)).json() as Promise<MailDevMessage>
const list = async (query = ''): Promise<readonly MailDevMessage[]> =>
  (await ask(`/email${query}`)).json() as Promise<MailDevMessage[]>

it('tells what Alertmanager’s tests read of a mail, and deletes all', async () => {
  const raw = await compose({
    from: 'alertmanager@example.test',
    to: 'sre@example.test',
    subject: '[FIRING:1]',
    text: 'Text',
    html: '<p>HTML</p>',
  })
  await http.add(raw)
  const [mail] = await list()
  expect(mail).toMatchObject({
    to: [{ address: 'sre@example.test' }],
    from: [{ address: 'alertmanager@example.test' }],
    subject: '[FIRING:1]',
    text: expect.stringContaining('Text'),
    html: expect.stringContaining('<p>HTML</p>'),
    headers: { subject: '[FIRING:1]' },
  })
  expect(await (await ask('/email/all', 'DELETE')).json()).toBe(true)
  expect(await list()).toEqual([])
})

it('a list marks nothing as read, and one message does', async () => {
  const { id } = await http.add('Subject: one\r\n\r\ntext')
  expect((await list())[0]).toMatchObject({ read: false })
  expect((await list())[0]).toMatchObject({ read: false })
  expect(await read(`/email/${id}`)).toMatchObject({ read: true })
  expect((await list())[0]).toMatchObject({ read: true })
})

it('gives each of several files its own name', async () => {
  const raw = await compose({
    attachments: ['one', 'two'].map((content) => ({ filename: 'a.txt', content })),
  })
  const { id } = await http.add(raw)
  const { attachments } = await read(`/email/${id}`)
  const files = attachments ?? []
  expect(files).toMatchObject([{ fileName: 'a.txt' }, { fileName: 'a.txt' }])
  const contents = files.map(async ({ generatedFileName }) => {
    expect(generatedFileName).toMatch(/^[0-9a-f]{32}\.txt$/)
    return (await ask(`/email/${id}/attachment/${generatedFileName}`)).text()
  })
  expect(await Promise.all(contents)).toEqual(['one', 'two'])
})

it('tells the priority, the thread and fields that stand more than once', async () => {
  const { id } = await http.add(
    'X-Priority: 1 (Highest)\r\nReferences: <a@x.test>\r\n <b@x.test>\r\nIn-Reply-To: <b@x.test>\r\nX-A: one\r\nX-A: two\r\n\r\ntext',
  )
  expect(await read(`/email/${id}`)).toMatchObject({
    priority: 'high',
    references: ['a@x.test', 'b@x.test'],
    inReplyTo: ['b@x.test'],
    headers: { 'x-a': ['one', 'two'] },
  })
})

it('has the parameters of the envelope', async () => {
  const envelope = {
    mailFrom: 'a@x.test',
    rcptTo: ['b@x.test'],
    mailParameters: { SIZE: '100' },
    rcptParameters: { 'b@x.test': { NOTIFY: 'NEVER' } },
  }
  const { id } = await http.add('Subject: x\r\n\r\n', { envelope })
  expect((await read(`/email/${id}`)).envelope).toMatchObject({
    from: { address: 'a@x.test', args: { SIZE: '100' } },
    to: [{ address: 'b@x.test', args: { NOTIFY: 'NEVER' } }],
  })
})

it('a condition on what every object has finds nothing', async () => {
  await http.add('Subject: x\r\n\r\n')
  for (const path of ['constructor.name', '__proto__.x', 'headers.__proto__', 'subject.length', 'x..y'])
    expect([path, await list(`?${path}=Object`)]).toEqual([path, []])
})

it('relays to the recipients, or to the one that is named', async () => {
  const { id, envelope } = await http.add('Subject: x\r\n\r\n')
  expect((await ask(`/email/${id}/relay`, 'POST')).status).toBe(200)
  expect((await ask(`/email/${id}/relay/other@x.test`, 'POST')).status).toBe(200)
  expect((await ask(`/email/${id}/relay/nobody`, 'POST')).status).toBe(400)
  expect(released.map(({ to }) => to)).toEqual([envelope.rcptTo, ['other@x.test']])
})

it('shows HTML with its scripts switched off', async () => {
  const { id } = await http.add('Content-Type: text/html\r\n\r\n<script>alert(1)</script><p>x</p>')
  const answer = await ask(`/email/${id}/html`)
  expect(answer.headers.get('content-security-policy')).toMatch(/sandbox/)
  expect(answer.headers.get('content-security-policy')).not.toMatch(/allow-scripts/)
})
