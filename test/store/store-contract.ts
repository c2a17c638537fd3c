import { afterEach, describe, expect, it } from 'vitest'
import type { Store, StoreLimits } from '../../src/store/store.ts'
import { newMessage, put } from './messages.ts'
import { searchContract } from './search-contract.ts'
import { idsOf, listen, sessionRecord, type StoreFactory, type StoreUnderTest } from './store-under-test.ts'

/** What every Store must do, whatever it keeps messages in. */
export function storeContract(stores: StoreFactory): void {
  const opened: Store[] = []
  const open = async (limits?: Partial<StoreLimits>): Promise<StoreUnderTest> => {
    const under = await stores.open(limits)
    opened.push(under.store)
    return under
  }
  afterEach(async () => {
    for (const store of opened.splice(0)) await stores.destroy(store)
  })

  searchContract(() => open())

  describe('messages', () => {
    it('come back as they went in', async () => {
      const { store } = await open()
      const raw = Buffer.from([0, 13, 10, 255, 46])
      const { content, ...facts } = newMessage({ id: 'm-1', raw, tls: true, user: 'u' })
      expect(await store.addMessage({ ...facts, content })).toMatchObject({ kept: { id: 'm-1', seq: 1 } })
      for (const part of content.parts) part.fill(0)
      const kept = await store.getMessage('m-1')
      expect(await store.bytes('m-1')).toEqual(raw)
      for (const field of Object.keys(facts) as (keyof typeof facts)[])
        expect(kept?.[field]).toEqual(facts[field])
      expect(kept).toMatchObject({ seq: 1, sizeBytes: 5 })
      expect(await store.getMessage('m-2')).toBeUndefined()
    })

    it.each([0, 1, 2_048, 64 * 1024 - 1, 64 * 1024, 3 * 1024 * 1024])(
      'of %i bytes are exact',
      async (size) => {
        const { store } = await open()
        const raws = Array.from({ length: 5 }, (_, n) => Buffer.alloc(size, n + 1))
        const kept = await Promise.all(raws.map((raw) => put(store, { raw })))
        for (const [n, { id }] of kept.entries())
          expect((await store.bytes(id))?.equals(raws[n] as Buffer)).toBe(true)
      },
    )

    it('are listed newest first, page by page', async () => {
      const { store } = await open()
      for (let n = 1; n <= 5; n++) await store.addMessage(newMessage({ id: `m-${n}` }))
      const first = await store.listMessages({ limit: 2 })
      expect(first.messages.map(({ id }) => id)).toEqual(['m-5', 'm-4'])
      const second = await store.listMessages({ limit: 2, before: first.nextBefore as number })
      expect(second.messages.map(({ id }) => id)).toEqual(['m-3', 'm-2'])
      const third = await store.listMessages({ limit: 2, before: second.nextBefore as number })
      expect(third.messages.map(({ id }) => id)).toEqual(['m-1'])
      expect(third.nextBefore).toBeNull()
      expect((await store.listMessages({ limit: 5 })).nextBefore).toBeNull()
    })

    it('are listed oldest first when asked', async () => {
      const { store } = await open()
      for (let n = 1; n <= 3; n++) await store.addMessage(newMessage({ id: `m-${n}` }))
      const { messages, nextBefore } = await store.listMessages({ oldestFirst: true, limit: 2 })
      expect(messages.map(({ id }) => id)).toEqual(['m-1', 'm-2'])
      expect(nextBefore).toBeNull()
    })

    it('are found by recipient whatever the case, each once', async () => {
      const { store } = await open()
      await store.addMessage(newMessage({ id: 'm-1', to: ['A@x.test', 'a@X.test', 'b@x.test'] }))
      await store.addMessage(newMessage({ id: 'm-2', to: ['a@x.test'] }))
      expect(await idsOf(store, { to: 'a@x.TEST' })).toEqual(['m-2', 'm-1'])
      expect(await idsOf(store, { anyOf: [{ to: 'a@x.test' }, { to: 'b@x.test' }] })).toEqual(['m-2', 'm-1'])
      await store.removeMessages(['m-1'])
      expect(await idsOf(store, { to: 'b@x.test' })).toEqual([])
      expect(await idsOf(store, { to: 'a@x.test' })).toEqual(['m-2'])
    })

    it('are kept once, however often they are handed on', async () => {
      const { store } = await open({ maxMessages: 2 })
      const events = listen(store)
      await store.addMessage(newMessage({ id: 'm-1', raw: 'first' }))
      await store.addMessage(newMessage({ id: 'm-2' }))
      const again = await store.addMessage(newMessage({ id: 'm-1', raw: 'second' }))
      expect(again).toMatchObject({ kept: { id: 'm-1', seq: 1, sizeBytes: 5 } })
      expect((await store.bytes('m-1'))?.toString()).toBe('first')
      await store.removeMessages(['m-2'])
      expect((await events.until(3)).map(({ type }) => type)).toEqual(['message', 'message', 'removed'])
      expect(await store.counts()).toMatchObject({ messages: 1, evictedMessages: 0 })
    })

    it('are removed by id, and cleared', async () => {
      const { store } = await open()
      for (let n = 1; n <= 3; n++) await store.addMessage(newMessage({ id: `m-${n}` }))
      expect(await store.removeMessages(['m-2', 'nope', 'm-2'])).toEqual(['m-2'])
      expect(await store.clearMessages()).toBe(2)
      expect(await store.counts()).toMatchObject({ messages: 0, messageBytes: 0, evictedMessages: 0 })
    })

    it('leave with their bytes; the facts, and bytes that were read, are the reader’s', async () => {
      const { store } = await open({ maxMessages: 1 })
      const first = await put(store, { id: 'm-1', raw: 'first' })
      const bytes = await store.bytes('m-1')
      bytes?.write('F')
      expect((await store.bytes('m-1'))?.toString()).toBe('first')
      await store.addMessage(newMessage({ raw: 'second' }))
      await store.clearMessages()
      expect([await store.bytes('m-1'), bytes?.toString()]).toEqual([undefined, 'First'])
      expect(first).toMatchObject({ id: 'm-1', sizeBytes: 5, envelope: { rcptTo: ['a@b.test'] } })
    })
  })

  describe('limits', () => {
    it('of count: the oldest go, and the feed says so', async () => {
      const { store } = await open({ maxMessages: 2 })
      const events = listen(store)
      for (let n = 1; n <= 4; n++) await store.addMessage(newMessage({ id: `m-${n}` }))
      expect(await idsOf(store)).toEqual(['m-4', 'm-3'])
      expect(await store.counts()).toMatchObject({ messages: 2, evictedMessages: 2 })
      expect(
        (await events.until(6)).map((event) =>
          event.type === 'removed' ? [event.reason, ...event.ids] : event.type,
        ),
      ).toEqual(['message', 'message', ['count', 'm-1'], 'message', ['count', 'm-2'], 'message'])
    })

    it('of bytes: as many go as must', async () => {
      const { store } = await open({ maxMessageBytes: 10_000 })
      for (let n = 1; n <= 4; n++)
        await store.addMessage(newMessage({ id: `m-${n}`, raw: Buffer.alloc(2_000) }))
      await store.addMessage(newMessage({ id: 'm-5', raw: Buffer.alloc(6_000) }))
      expect(await idsOf(store)).toEqual(['m-5', 'm-4'])
      expect((await store.counts()).messageBytes).toBeLessThanOrEqual(10_000)
    })

    it('of bytes: a message larger than all of it is refused, and the others stay', async () => {
      const { store } = await open({ maxMessageBytes: 10_000 })
      await store.addMessage(newMessage())
      const big = newMessage({ id: 'm-big', raw: Buffer.alloc(20_000) })
      expect(await store.addMessage(big)).toEqual({
        refused: expect.objectContaining({
          code: 'STORE_FULL',
          message: expect.stringMatching(/m-big of 20000 bytes.*10000/),
        }),
      })
      expect(Buffer.concat(big.content.parts)).toHaveLength(20_000)
      expect((await store.counts()).messages).toBe(1)
    })

    it('of age: they go when the store is next asked', async () => {
      const { store, clock } = await open({ maxAgeMs: 100 })
      await store.addMessage(newMessage({ id: 'm-1' }))
      clock.ms += 60
      await store.addMessage(newMessage({ id: 'm-2' }))
      clock.ms += 60
      expect(await idsOf(store)).toEqual(['m-2'])
      expect(await store.getMessage('m-1')).toBeUndefined()
      expect(await store.counts()).toMatchObject({ messages: 1, evictedMessages: 1 })
    })
  })

  it('tells of nothing during a call that it answers later', async () => {
    const { store } = await open()
    const { events } = listen(store)
    const answer = store.addSession(sessionRecord('s-1'))
    expect(events.length).toBe(answer instanceof Promise ? 0 : 1)
    await answer
  })

  it('is closed when all that was asked of it is done', async () => {
    const { store } = await open()
    const events = listen(store)
    const added = store.addMessage(newMessage({ id: 'm-1' }))
    const ended = store.addSession(sessionRecord('s-1'))
    await store.close()
    expect((await events.until(2)).map(({ type }) => type)).toEqual(['message', 'session'])
    expect(await added).toMatchObject({ kept: { id: 'm-1' } })
    await ended
  })

  describe('sessions', () => {
    it('are kept newest first, within their count', async () => {
      const { store } = await open({ maxSessions: 3 })
      for (let n = 1; n <= 5; n++) await store.addSession(sessionRecord(`s-${n}`))
      expect((await store.listSessions()).map(({ id }) => id)).toEqual(['s-5', 's-4', 's-3'])
      expect((await store.listSessions({ limit: 1, before: 's-5' })).map(({ id }) => id)).toEqual(['s-4'])
      expect(await store.listSessions({ before: 's-1' })).toEqual([])
      expect((await store.getSession('s-5'))?.id).toBe('s-5')
      expect(await store.getSession('s-1')).toBeUndefined()
      expect(await store.counts()).toMatchObject({ sessions: 3, evictedSessions: 2 })
      expect(await store.clearSessions()).toBe(3)
      expect(await store.listSessions()).toEqual([])
    })

    it('are reported when they leave', async () => {
      const { store } = await open({ maxSessions: 2 })
      const live = listen(store)
      for (let n = 1; n <= 3; n++) await store.addSession(sessionRecord(`s-${n}`))
      await store.clearSessions()
      expect(
        (await live.until(5)).map((event) =>
          'ids' in event ? [event.type, event.reason, ...event.ids] : event.type,
        ),
      ).toEqual([
        'session',
        'session',
        ['sessions-removed', 'count', 's-1'],
        'session',
        ['sessions-removed', 'deleted', 's-2', 's-3'],
      ])
    })

    it('are removed up to one of them', async () => {
      const { store } = await open()
      for (let n = 1; n <= 4; n++) await store.addSession(sessionRecord(`s-${n}`))
      expect(await store.clearSessions('s-9')).toBe(0)
      expect(await store.clearSessions('s-2')).toBe(2)
      expect((await store.listSessions()).map(({ id }) => id)).toEqual(['s-4', 's-3'])
    })

    it('are kept within their bytes', async () => {
      const { store } = await open({ maxSessionBytes: 25_000 })
      const line = 'x'.repeat(5_000)
      const entry = {
        n: 1,
        atMs: 0,
        kind: 'command',
        verb: 'X',
        line,
        secure: false,
        lineEnd: 'crlf',
        sizeBytes: 1,
        pipelined: false,
      } as const
      for (let n = 1; n <= 5; n++) await store.addSession(sessionRecord(`s-${n}`, [entry]))
      expect((await store.listSessions()).map(({ id }) => id)).toEqual(['s-5', 's-4'])
    })
  })

  describe('the feed', () => {
    it('numbers events, replays them from a position, then goes on', async () => {
      const { store } = await open()
      expect(store.feed).toMatchObject({ position: 0, oldest: 0 })
      const live = listen(store)
      await store.addMessage(newMessage({ id: 'm-1' }))
      await store.addSession(sessionRecord('s-1'))
      const [first, second] = await live.until(2)
      const since = listen(store, 0)
      await store.removeMessages(['m-1'])
      const events = await live.until(3)
      expect(events.map(({ type }) => type)).toEqual(['message', 'session', 'removed'])
      expect(events).toMatchObject([{ message: { id: 'm-1' } }, { session: { id: 's-1' } }, { ids: ['m-1'] }])
      const positions = events.map(({ position }) => position)
      expect(new Set(positions).size).toBe(3)
      expect(positions).toEqual(positions.toSorted((one, other) => one - other))
      expect(store.feed.position).toBe(positions[2])
      // What has left the store while the past was told is left out of it.
      expect((await since.until(2)).slice(-2).map(({ position }) => position)).toEqual(positions.slice(1))
      const replayed = await listen(store, second?.position).until(1)
      expect(replayed.map(({ position }) => position)).toEqual(positions.slice(2))
      expect(await store.feed.at(second?.position ?? 0)).toMatchObject({ session: { id: 's-1' } })
      expect(await store.feed.at(first?.position ?? 0)).toBeUndefined()
      expect(listen(store).events).toEqual([])
    })

    it('reports that the verdict of a session was made again, as long as the session is there', async () => {
      const { store } = await open()
      const live = listen(store)
      await store.addSession(sessionRecord('s-1'))
      await store.addReview('s-1')
      await store.addReview('s-2')
      await store.addSession(sessionRecord('s-3'))
      const events = await live.until(3)
      expect(events.map(({ type }) => type)).toEqual(['session', 'reviewed', 'session'])
      expect(await store.feed.at(events[1]?.position ?? 0)).toMatchObject({
        type: 'reviewed',
        session: { id: 's-1' },
      })
      const resumed = await listen(store, events[0]?.position).until(2)
      expect(resumed.map(({ type }) => type)).toEqual(['reviewed', 'session'])
      await store.clearSessions()
      expect(await store.feed.at(events[1]?.position ?? 0)).toBeUndefined()
    })

    it('does not replay a message that has gone', async () => {
      const { store } = await open()
      const live = listen(store)
      await store.addMessage(newMessage({ id: 'm-1' }))
      await store.addMessage(newMessage({ id: 'm-2' }))
      await store.removeMessages(['m-1'])
      const positions = (await live.until(3)).map(({ position }) => position)
      const replayed = await listen(store, 0).until(2)
      expect(replayed.map(({ position }) => position)).toEqual(positions.slice(1))
    })

    it('tells every listener the same order, also where one of them changes the store', async () => {
      const { store } = await open()
      const before = listen(store)
      store.feed.subscribe((event) => {
        if (event.type === 'message') void store.removeMessages([event.message.id])
      })
      const after = listen(store)
      await store.addMessage(newMessage({ id: 'm-1' }))
      await store.addMessage(newMessage({ id: 'm-2' }))
      const events = await after.until(4)
      expect(await before.until(4)).toEqual(events)
      const told = events.map((event) => (event.type === 'message' ? event.message.id : event.type))
      expect(told.toSorted()).toEqual(['m-1', 'm-2', 'removed', 'removed'])
      expect(told[0]).toBe('m-1')
    })

    it('reaches what a listener causes while it is told the past', async () => {
      const { store } = await open()
      const live = listen(store)
      await store.addMessage(newMessage())
      await live.until(1)
      const seen: string[] = []
      store.feed.subscribe(
        (event) => {
          seen.push(event.type)
          if (event.type === 'message') void store.removeMessages([event.message.id])
        },
        { since: 0 },
      )
      await live.until(2)
      expect(seen).toEqual(['message', 'removed'])
    })

    it('reports a listener that throws, and tells the others', async () => {
      const { store, errors } = await open()
      store.feed.subscribe(() => {
        throw new Error('mine')
      })
      const events = listen(store)
      await store.addMessage(newMessage())
      expect(await events.until(1)).toHaveLength(1)
      expect(errors).toEqual([new Error('mine')])
    })

    it('forgets the oldest events and says how far back it reaches', async () => {
      const { store } = await open({ maxMessages: 10 })
      const { remembers } = stores
      const live = listen(store)
      // Each but the first ten is told of twice: it comes, and another goes.
      const count = Math.ceil(1.5 * remembers)
      for (let n = 0; n < count; n++) void store.addMessage(newMessage())
      const events = await live.until(2 * count - 10)
      const { position, oldest } = store.feed
      expect(position).toBe(events.at(-1)?.position)
      const known = events.filter((event) => event.position > oldest).length
      expect(known).toBeGreaterThanOrEqual(remembers)
      expect(known).toBeLessThanOrEqual(2 * remembers)
      const [first] = await listen(store, 0).until(1)
      expect(first?.position).toBeGreaterThan(oldest)
    }, 120_000)
  })
}
