import { afterEach, beforeEach, expect, it } from 'vitest'
import type { MailHogMessage } from '../../../src/http/compat/mailhog/to-mailhog.ts'
import { compose } from '../support/compose.ts'
import { requestAsIs } from '../support/request.ts'
import { startTestHttp, type TestHttp } from '../support/start-test-http.ts'

let http: TestHttp
beforeEach(async () => void (http = await startTestHttp()))
afterEach(async () => {
  await http.close()
  expect(http.errors).toEqual([])
})

/** The messages of the stream from now on, as a browser reads it (HTML standard, section 9.2.6). */
async function follow(): Promise<AsyncGenerator<MailHogMessage>> {
  // Its head comes when it has begun.
  const response = await fetch(new URL('/api/v1/events', http.url))
  expect(response.headers.get('content-type')).toMatch('text/event-stream')
  return messagesIn(response)
}

/** Holds the response: where nobody has one any more and its body is not read yet, Node ends the body. */
async function* messagesIn(response: Response): AsyncGenerator<MailHogMessage> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    text += decoder.decode(chunk, { stream: true })
    const blocks = text.split('\n\n')
    text = blocks.pop() ?? ''
    for (const block of blocks) {
      const data = block.split('\n').filter((line) => line.startsWith('data: '))
      if (data.length > 0) yield JSON.parse(data.map((line) => line.slice(6)).join('\n'))
    }
  }
}

const json = async (path: string): Promise<unknown> => (await fetch(new URL(path, http.url))).json()

it('tells every reader of each message, whole, as it comes', async () => {
  await http.add('Subject: before\r\n\r\n')
  const readers = await Promise.all([follow(), follow()])
  const raw = await compose({ subject: 'Größe', text: 'Grüße\n\ndata: no', html: '<p>Grüße</p>' })
  const ids = [(await http.add(raw)).id, (await http.add('Subject: two\r\n\r\nx')).id]
  for (const reader of readers) {
    for (const id of ids) {
      const { value } = await reader.next()
      expect(value).toEqual(await json(`/api/v1/messages/${id}`))
    }
  }
})

it('tells the beginning of a long message', async () => {
  const reader = await follow()
  const { id } = await http.add(`Subject: long\r\n\r\n${'0123456789abcde\n'.repeat(64 * 1024)}`)
  const { value } = await reader.next()
  expect(value).toMatchObject({ ID: id, Content: { Headers: { Subject: ['long'] }, Size: 128 * 1024 } })
})

it('ends with the server, and is asked for by GET alone', async () => {
  const reader = await follow()
  const path = '/api/v1/events'
  const head = await requestAsIs(http.port, { method: 'HEAD', path })
  expect([head.status, head.headers['content-type']]).toEqual([200, 'text/event-stream; charset=utf-8'])
  const post = await requestAsIs(http.port, { method: 'POST', path })
  expect([post.status, post.headers['allow']]).toEqual([405, 'GET, HEAD, OPTIONS'])
  const other = await requestAsIs(http.port, { path, headers: { origin: 'http://evil.test' } })
  expect(other.status).toBe(403)
  const end = reader.next()
  await http.close()
  expect(await end).toEqual({ value: undefined, done: true })
})
