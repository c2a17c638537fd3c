import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { comparable, mails, type MailHogAnswer, requests } from '../../../scripts/mailhog/conversation.js'
import { startTestHttp, type TestHttp } from '../support/start-test-http.ts'

// What the real MailHog 1.0.1 answered to the same mails and requests; scripts/mailhog/record.js wrote it down.
const recorded = JSON.parse(
  await readFile(new URL('mailhog-answers.json', import.meta.url), 'utf8'),
) as readonly MailHogAnswer[]

let http: TestHttp
const answers: MailHogAnswer[] = []
beforeAll(async () => {
  http = await startTestHttp()
  const ids: string[] = []
  for (const { mailFrom, rcptTo, raw } of mails) {
    const envelope = { mailFrom, rcptTo, mailParameters: {}, rcptParameters: {} }
    ids.push((await http.add(raw, { envelope })).id)
  }
  for (const request of requests) {
    const path = request.path.replace(/\{(\d)\}/g, (_, n) => ids[Number(n) - 1] ?? '')
    const response = await fetch(new URL(path, http.url), { method: request.method })
    answers.push(comparable(request, { status: response.status, body: await response.text() }, ids))
  }
})
afterAll(async () => {
  await http.close()
  expect(http.errors).toEqual([])
})

describe('beside MailHog 1.0.1', () => {
  it('the recording is of these requests', () =>
    expect(recorded.map(({ request }) => request)).toEqual(
      requests.map(({ method, path }) => `${method} ${path}`),
    ))

  it.each(recorded.map((answer, n) => [n, answer.request, answer] as const))('%i %s', (n, _request, answer) =>
    expect(answers[n]).toEqual(answer),
  )
})
