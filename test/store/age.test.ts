import { expect, it } from 'vitest'
import { systemClock } from '../../src/base/passed-in.ts'
import { createMessageParser } from '../../src/capture/create-parser.ts'
import type { FeedEvent } from '../../src/model/feed-event.ts'
import { openMemoryStore } from '../../src/store/memory/memory-store.ts'
import { newMessage } from './messages.ts'

it('an aged message goes, and the feed says so, while nobody asks', async () => {
  const store = openMemoryStore({
    limits: {
      maxMessages: 10,
      maxMessageBytes: 10_000,
      maxAgeMs: 10,
      maxSessions: 1,
      maxSessionBytes: 10_000,
    },
    clock: systemClock,
    parser: createMessageParser(),
    onError: (error) => {
      throw error
    },
  })
  const removed = new Promise<FeedEvent>((resolve) => {
    store.feed.subscribe((event) => event.type === 'removed' && resolve(event))
  })
  store.addMessage(newMessage({ id: 'm-1' }))
  // The timer holds no process open; this one does.
  const open = setInterval(() => {}, 1_000)
  expect(await removed).toMatchObject({ reason: 'age', ids: ['m-1'] })
  clearInterval(open)
})
