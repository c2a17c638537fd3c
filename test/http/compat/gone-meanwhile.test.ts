import { expect, it } from 'vitest'
import { startTestHttp } from '../support/start-test-http.ts'

it.each(['hay', 'subject:one', 'has:attachment'])(
  'a search for %s passes over a message that leaves the store while it looks at others',
  async (search) => {
    await using http = await startTestHttp()
    http.add('Subject: one\r\nContent-Type: text/plain; charset=koi8-r\r\n\r\nhay\r\n')
    const { store } = http
    const list = store.listMessages.bind(store)
    // As when it is evicted in one of the pauses of a long search.
    store.listMessages = async (options) => {
      const page = await list(options)
      await store.clearMessages()
      return page
    }
    const answer = await fetch(new URL(`/api/v1/search?query=${encodeURIComponent(search)}`, http.url))
    expect(answer.status).toBe(200)
    expect(await answer.json()).toMatchObject({ messages: [], messages_count: 0 })
    expect(http.errors).toEqual([])
  },
)
