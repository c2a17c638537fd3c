import { describe, expect, it } from 'vitest'
import type { StoreLimits } from '../../src/store/store.ts'
import { newMessage, put } from './messages.ts'
import { idsOf, listen, sessionRecord, type StoreUnderTest } from './store-under-test.ts'

/** What every Store must do, whatever it keeps messages in. */
export function storeContract(open: (limits?: Partial<StoreLimits>) => StoreUnderTest): void {
  describe('messages', () => {
    it('come back as they went in', async () => {
      const { store } = open()
      const raw = Buffer.from([0, 13, 10, 255, 46])
      const { content, ...facts } = newMessage({ id: 'm-1', raw, tls: true, user: 'u' })
      expect(store.addMessage({ ...facts, content })).toBe('m-1')
      for (const part of content.parts) part.fill(0)
      const kept = store.getMessage('m-1')
      expect(await store.bytes('m-1')).toEqual(raw)
      for (const field of Object.keys(facts) as (keyof typeof facts)[])
        expect(kept?.[field]).toEqual(facts[field])
      expect(kept).toMatchObject({ seq: 1, sizeBytes: 5 })
      expect(store.getMessage('m-1')).toBe(kept)
      expect(store.getMessage('m-2')).toBeUndefined()
    })

    it.each([0, 1, 2_048, 64 * 1024 - 1, 64 * 1024, 3 * 1024 * 1024])(
      'of %i bytes are exact',
      async (size) => {
        const { store } = open()
        const raws = Array.from({ length: 5 }, (_, n) => Buffer.alloc(size, n + 1))
        const kept = raws.map((raw) => put(store, { raw }))
        for (const [n, { id }] of kept.entries())
          expect((await store.bytes(id))?.equals(raws[n] as Buffer)).toBe(true)
      },
    )

    it('are listed newest first, page by page', async () => {
      const { store } = open()
      for (let n = 1; n <= 5; n++) store.addMessage(newMessage({ id: `m-${n}` }))
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
      const { store } = open()
      for (let n = 1; n <= 3; n++) store.addMessage(newMessage({ id: `m-${n}` }))
      const { messages, nextBefore } = await store.listMessages({ oldestFirst: true, limit: 2 })
      expect(messages.map(({ id }) => id)).toEqual(['m-1', 'm-2'])
      expect(nextBefore).toBeNull()
    })

    it('are found by recipient whatever the case, each once', async () => {
      const { store } = open()
      store.addMessage(newMessage({ id: 'm-1', to: ['A@x.test', 'a@X.test', 'b@x.test'] }))
      store.addMessage(newMessage({ id: 'm-2', to: ['a@x.test'] }))
      expect(await idsOf(store, { to: 'a@x.TEST' })).toEqual(['m-2', 'm-1'])
      expect(await idsOf(store, { anyOf: [{ to: 'a@x.test' }, { to: 'b@x.test' }] })).toEqual(['m-2', 'm-1'])
      store.removeMessages(['m-1'])
      expect(await idsOf(store, { to: 'b@x.test' })).toEqual([])
      expect(await idsOf(store, { to: 'a@x.test' })).toEqual(['m-2'])
    })

    it('are removed by id, and cleared', () => {
      const { store } = open()
      for (let n = 1; n <= 3; n++) store.addMessage(newMessage({ id: `m-${n}` }))
      expect(store.removeMessages(['m-2', 'nope', 'm-2'])).toEqual(['m-2'])
      expect(store.clearMessages()).toBe(2)
      expect(store.counts()).toMatchObject({ messages: 0, messageBytes: 0, evictedMessages: 0 })
    })

    it('leave with their bytes; the facts, and bytes that were read, are the reader’s', async () => {
      const { store } = open({ maxMessages: 1 })
      const first = put(store, { id: 'm-1', raw: 'first' })
      const bytes = await store.bytes('m-1')
      bytes?.write('F')
      expect((await store.bytes('m-1'))?.toString()).toBe('first')
      store.addMessage(newMessage({ raw: 'second' }))
      store.clearMessages()
      expect([await store.bytes('m-1'), bytes?.toString()]).toEqual([undefined, 'First'])
      expect(first).toMatchObject({ id: 'm-1', sizeBytes: 5, envelope: { rcptTo: ['a@b.test'] } })
    })
  })

  describe('limits', () => {
    it('of count: the oldest go, and the feed says so', async () => {
      const { store } = open({ maxMessages: 2 })
      const events = listen(store)
      for (let n = 1; n <= 4; n++) store.addMessage(newMessage({ id: `m-${n}` }))
      expect(await idsOf(store)).toEqual(['m-4', 'm-3'])
      expect(store.counts()).toMatchObject({ messages: 2, evictedMessages: 2 })
      expect(
        events.map((event) => (event.type === 'removed' ? [event.reason, ...event.ids] : event.type)),
      ).toEqual(['message', 'message', ['count', 'm-1'], 'message', ['count', 'm-2'], 'message'])
    })

    it('of bytes: as many go as must', async () => {
      const { store } = open({ maxMessageBytes: 10_000 })
      for (let n = 1; n <= 4; n++) store.addMessage(newMessage({ id: `m-${n}`, raw: Buffer.alloc(2_000) }))
      store.addMessage(newMessage({ id: 'm-5', raw: Buffer.alloc(6_000) }))
      expect(await idsOf(store)).toEqual(['m-5', 'm-4'])
      expect(store.counts().messageBytes).toBeLessThanOrEqual(10_000)
    })

    it('of bytes: a message larger than all of it is refused, and the others stay', () => {
      const { store } = open({ maxMessageBytes: 10_000 })
      store.addMessage(newMessage())
      expect(() => store.addMessage(newMessage({ id: 'm-big', raw: Buffer.alloc(20_000) }))).toThrow(
        expect.objectContaining({
          code: 'STORE_FULL',
          message: expect.stringMatching(/m-big of 20000 bytes.*10000/),
        }),
      )
      expect(store.counts().messages).toBe(1)
    })

    it('of age: they go when the store is next asked', async () => {
      const { store, clock } = open({ maxAgeMs: 100 })
      store.addMessage(newMessage({ id: 'm-1' }))
      clock.ms += 60
      store.addMessage(newMessage({ id: 'm-2' }))
      clock.ms += 60
      expect(await idsOf(store)).toEqual(['m-2'])
      expect(store.getMessage('m-1')).toBeUndefined()
      expect(store.counts()).toMatchObject({ messages: 1, evictedMessages: 1 })
    })
  })

  describe('sessions', () => {
    it('are kept newest first, within their count', () => {
      const { store } = open({ maxSessions: 3 })
      for (let n = 1; n <= 5; n++) store.addSession(sessionRecord(`s-${n}`))
      expect(store.listSessions().map(({ id }) => id)).toEqual(['s-5', 's-4', 's-3'])
      expect(store.listSessions({ limit: 1, before: 's-5' }).map(({ id }) => id)).toEqual(['s-4'])
      expect(store.listSessions({ before: 's-1' })).toEqual([])
      expect(store.getSession('s-5')?.id).toBe('s-5')
      expect(store.getSession('s-1')).toBeUndefined()
      expect(store.counts()).toMatchObject({ sessions: 3, evictedSessions: 2 })
      expect(store.clearSessions()).toBe(3)
      expect(store.listSessions()).toEqual([])
    })

    it('are kept within their bytes', () => {
      const { store } = open({ maxSessionBytes: 25_000 })
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
      for (let n = 1; n <= 5; n++) store.addSession(sessionRecord(`s-${n}`, [entry]))
      expect(store.listSessions().map(({ id }) => id)).toEqual(['s-5', 's-4'])
    })
  })

  describe('the feed', () => {
    it('numbers events, replays them from a position, then goes on', () => {
      const { store } = open()
      expect(store.feed).toMatchObject({ position: 0, oldest: 0 })
      store.addMessage(newMessage({ id: 'm-1' }))
      store.addSession(sessionRecord('s-1'))
      const events = listen(store, 0)
      store.removeMessages(['m-1'])
      expect(events.map(({ position, type }) => [position, type])).toEqual([
        [1, 'message'],
        [2, 'session'],
        [3, 'removed'],
      ])
      expect(listen(store, 2).map(({ position }) => position)).toEqual([3])
      expect(listen(store)).toEqual([])
    })

    it('does not replay a message that has gone', () => {
      const { store } = open()
      store.addMessage(newMessage({ id: 'm-1' }))
      store.addMessage(newMessage({ id: 'm-2' }))
      store.removeMessages(['m-1'])
      expect(listen(store, 0).map(({ position }) => position)).toEqual([2, 3])
    })

    it('tells every listener the same order, also where one of them changes the store', () => {
      const { store } = open()
      store.feed.subscribe((event) => {
        if (event.type === 'message') store.removeMessages([event.message.id])
      })
      const events = listen(store)
      store.addMessage(newMessage())
      store.addMessage(newMessage())
      expect(events.map(({ position, type }) => [position, type])).toEqual([
        [1, 'message'],
        [2, 'removed'],
        [3, 'message'],
        [4, 'removed'],
      ])
    })

    it('reaches what a listener causes while it is told the past', () => {
      const { store } = open()
      store.addMessage(newMessage())
      const seen: number[] = []
      store.feed.subscribe(
        (event) => {
          seen.push(event.position)
          if (event.type === 'message') store.removeMessages([event.message.id])
        },
        { since: 0 },
      )
      expect(seen).toEqual([1, 2])
    })

    it('reports a listener that throws, and tells the others', () => {
      const { store, errors } = open()
      store.feed.subscribe(() => {
        throw new Error('mine')
      })
      const events = listen(store)
      store.addMessage(newMessage())
      expect(events).toHaveLength(1)
      expect(errors).toEqual([new Error('mine')])
    })

    it('forgets the oldest events and says how far back it reaches', () => {
      const { store } = open({ maxMessages: 10 })
      for (let n = 0; n < 15_000; n++) store.addMessage(newMessage())
      const { position, oldest } = store.feed
      expect(position).toBe(15_000 + 14_990)
      expect(position - oldest).toBeGreaterThanOrEqual(10_000)
      expect(position - oldest).toBeLessThanOrEqual(20_000)
      expect(listen(store, 0)[0]?.position).toBeGreaterThan(oldest)
    })
  })
}
