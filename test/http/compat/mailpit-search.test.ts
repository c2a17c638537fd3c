import { MailpitClient } from 'mailpit-api'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { startTestHttp, type TestHttp } from '../support/start-test-http.ts'

let http: TestHttp
let mailpit: MailpitClient
beforeEach(async () => {
  http = await startTestHttp()
  mailpit = new MailpitClient(http.url)
})
afterEach(async () => {
  await http.close()
  expect(http.errors).toEqual([])
})

it('takes a message at the bound into after: and larger:, and out of before: and smaller:', async () => {
  const receivedAt = Date.UTC(2026, 0, 15)
  const { sizeBytes } = await http.add('Subject: x\r\n\r\n', { receivedAt })
  const count = async (query: string) => (await mailpit.searchMessages({ query, tz: 'UTC' })).messages_count
  const date = '2026-01-15'
  expect(await Promise.all([`after:${date}`, `-after:${date}`].map(count))).toEqual([1, 0])
  expect(await Promise.all([`before:${date}`, `-before:${date}`].map(count))).toEqual([0, 1])
  expect(await Promise.all([`larger:${sizeBytes}`, `-larger:${sizeBytes}`].map(count))).toEqual([1, 0])
  expect(await Promise.all([`smaller:${sizeBytes}`, `-smaller:${sizeBytes}`].map(count))).toEqual([0, 1])
})

it('looks for a larger: or smaller: without a size as it stands', async () => {
  await http.add('Subject: x\r\n\r\nlarger:than smaller: 0')
  await http.add('Subject: y\r\n\r\n')
  for (const query of ['larger:than', 'smaller:'])
    expect([query, (await mailpit.searchMessages({ query })).messages_count]).toEqual([query, 1])
  expect((await mailpit.searchMessages({ query: 'larger:0' })).messages_count).toBe(0)
})
