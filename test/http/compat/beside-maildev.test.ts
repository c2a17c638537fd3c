import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  comparable,
  type ListedMail,
  type MailDevAnswer,
  mails,
  named,
  requests,
} from '../../../scripts/maildev/conversation.js'
import { startTestHttp, type TestHttp } from '../support/start-test-http.ts'

// What the real MailDev 2.2.1 answered to the same mails and requests; scripts/maildev/record.js wrote it down.
const recorded = JSON.parse(
  await readFile(new URL('maildev-answers.json', import.meta.url), 'utf8'),
) as readonly MailDevAnswer[]

let http: TestHttp
const answers: MailDevAnswer[] = []
beforeAll(async () => {
  http = await startTestHttp()
  for (const { mailFrom, rcptTo, raw } of mails)
    await http.add(raw, { envelope: { mailFrom, rcptTo, mailParameters: {}, rcptParameters: {} } })
  const messages = (await (await fetch(new URL('/email', http.url))).json()) as readonly ListedMail[]
  for (const request of requests) {
    const response = await fetch(new URL(named(request.path, messages), http.url), { method: request.method })
    const type = response.headers.get('content-type') ?? ''
    answers.push(
      comparable(request, { status: response.status, type, body: await response.text() }, messages),
    )
  }
})
afterAll(async () => {
  await http.close()
  expect(http.errors).toEqual([])
})

describe('beside MailDev 2.2.1', () => {
  it('the recording is of these requests', () =>
    expect(recorded.map(({ request }) => request)).toEqual(
      requests.map(({ method, path }) => `${method} ${path}`),
    ))

  it.each(recorded.map((answer, n) => [n, answer.request, answer] as const))('%i %s', (n, _request, answer) =>
    expect(answers[n]).toEqual(answer),
  )
})
