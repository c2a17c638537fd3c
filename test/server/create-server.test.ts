import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, it } from 'vitest'
import type { FeedEvent } from '../../src/model/feed-event.ts'
import { createServer } from '../../src/server/create-server.ts'
import { resolveOptions } from '../../src/options/resolve-options.ts'

it('is told of when its ports answer; who comes then is in the feed from its beginning', async () => {
  const options = await resolveOptions([{ source: 'test', values: {} }], 'library')
  let client: Promise<unknown> | undefined
  const { server, feed, reviews } = await createServer(options, {
    onListening({ listeners, ca, http, warnings }) {
      expect(listeners.map(({ name }) => name)).toEqual(['relay', 'smtps', 'submission', 'submission-alt'])
      expect([ca?.pem, http, warnings]).toEqual([expect.stringContaining('BEGIN CERTIFICATE'), null, []])
      const socket = connect(listeners[0]?.port ?? 0, '127.0.0.1')
      client = once(socket, 'data').then(() => socket.destroy())
    },
  })
  await using _server = server
  await client
  const event = await new Promise<FeedEvent>((resolve) => feed.subscribe(resolve, { since: 0 }))
  expect(event).toMatchObject({ type: 'session', position: 1 })
  if (event.type === 'session') expect((await reviews.settled(event.session)).outcome).toBe('probe')
})
