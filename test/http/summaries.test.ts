import { request } from 'node:http'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { parseMessage } from '../../src/capture/parse-message.ts'
import { requestAsIs } from './support/request.ts'
import { startTestHttp, type TestHttp } from './support/start-test-http.ts'

const parsed = vi.hoisted(() => ({ count: 0 }))
vi.mock('../../src/capture/parse-message.ts', async (original) => {
  const module = await original<{ parseMessage: ParseMessage }>()
  return {
    ...module,
    parseMessage: (...given: Parameters<ParseMessage>) => {
      parsed.count++
      return module.parseMessage(...given)
    },
  }
})
type ParseMessage = typeof parseMessage

let http: TestHttp
beforeEach(async () => {
  parsed.count = 0
  http = await startTestHttp()
})
afterEach(async () => {
  await http.close()
  expect(http.errors).toEqual([])
})

const usual = 'From: Ada <ada@b.test>\r\nSubject: =?utf-8?Q?caf=C3=A9?=\r\n\r\nHello there\r\n'
// Of a charset that takes a full parse.
const unusual = 'Subject: other\r\nContent-Type: text/plain; charset=koi8-r\r\n\r\n\xc1\r\n'

/** The summaries that a reader of the stream is told, so many of them. */
async function followed(count: number, meanwhile: () => Promise<unknown>): Promise<object[]> {
  const summaries: object[] = []
  await new Promise<void>((resolve, reject) => {
    const asked = request({ port: http.port, path: '/api/events', agent: false }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk
        for (const [, data] of text.matchAll(/event: message\nid: \d+\ndata: (.*)\n\n/g))
          summaries.push(JSON.parse(data as string) as object)
        text = text.slice(text.lastIndexOf('\n\n') + 2)
        if (summaries.length >= count) {
          asked.destroy()
          resolve()
        }
      })
      meanwhile().catch(reject)
    })
    asked.on('error', reject)
    asked.end()
  })
  return summaries
}

it('of the usual shape are told and listed without a full parse', async () => {
  const told = await followed(20, async () => {
    for (let n = 0; n < 20; n++) await http.add(usual)
  })
  const { messages } = JSON.parse((await requestAsIs(http.port, { path: '/api/messages' })).body) as {
    messages: { id: string }[]
  }
  expect(parsed.count).toBe(0)
  expect(told).toEqual(messages.toReversed())
  const { id } = messages[0] as { id: string }
  const whole = JSON.parse((await requestAsIs(http.port, { path: `/api/messages/${id}` })).body) as object
  expect(parsed.count).toBe(1)
  expect(whole).toMatchObject(messages[0] as object)
  expect(whole).toMatchObject({
    subject: 'café',
    headerFrom: { name: 'Ada', address: 'ada@b.test' },
    preview: 'Hello there',
  })
})

it('of another shape are parsed once, and say the same', async () => {
  const [told] = await followed(1, () => http.add(Buffer.from(unusual, 'latin1')))
  const { messages } = JSON.parse((await requestAsIs(http.port, { path: '/api/messages' })).body) as {
    messages: object[]
  }
  expect(parsed.count).toBe(1)
  expect(messages).toEqual([told])
  expect(told).toMatchObject({ subject: 'other', preview: 'а' })
})
