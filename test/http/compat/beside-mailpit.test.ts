import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { comparable, type Comparable } from '../../../scripts/mailpit/comparable.js'
import { learn, mails, requests } from '../../../scripts/mailpit/conversation.js'
import { startTestHttp, type TestHttp } from '../support/start-test-http.ts'

// What the real Mailpit answered to the same mails and requests; scripts/mailpit/record.js wrote it down.
const recorded = JSON.parse(await readFile(new URL('mailpit-answers.json', import.meta.url), 'utf8')) as {
  readonly version: string
  readonly answers: readonly Comparable[]
}

let http: TestHttp
const answers: Comparable[] = []
beforeAll(async () => {
  http = await startTestHttp()
  const ids: string[] = []
  for (const { mailFrom, rcptTo, raw } of mails) {
    const envelope = { mailFrom, rcptTo, mailParameters: {}, rcptParameters: {} }
    ids.push((await http.add(raw, { envelope })).id)
  }
  const named = (text: string): string => text.replace(/\{(\d)\}/g, (_, n) => ids[Number(n) - 1] ?? '')
  for (const request of requests) {
    const response = await fetch(new URL(named(request.path), http.url), {
      method: request.method,
      ...(request.body !== undefined && {
        body: named(request.body),
        ...(request.bare !== true && { headers: { 'content-type': 'application/json' } }),
      }),
    })
    const type = response.headers.get('content-type') ?? ''
    const answer = { status: response.status, type, body: await response.text() }
    learn(request, answer, ids)
    answers.push(comparable(request, answer, ids))
  }
})
afterAll(async () => {
  await http.close()
  expect(http.errors).toEqual([])
})

describe(`beside Mailpit ${recorded.version}`, () => {
  it('the recording is of these requests', () =>
    expect(recorded.answers.map(({ request }) => request)).toEqual(
      requests.map(({ method, path }) => `${method} ${path}`),
    ))

  it.each(recorded.answers.map((answer, n) => [n, answer.request, answer] as const))(
    '%i %s',
    (n, _request, answer) => expect(answers[n]).toEqual(answer),
  )
})
