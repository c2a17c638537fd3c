import { describe, expect, it } from 'vitest'
import type { CapturedMessage } from '../../src/model/message.ts'
import { expectNoMessage, waitForMessages } from '../../src/store/wait.ts'
import { mailIn, newMessage, put } from './messages.ts'
import { listen, openStore, sessionRecord } from './store-under-test.ts'

const soon = { timeoutMs: 20 }
const patient = { timeoutMs: 20_000 }

describe('waiting for messages', () => {
  it('gives what is there at once, oldest first', async () => {
    const { store } = openStore()
    for (let n = 1; n <= 4; n++)
      store.addMessage(newMessage({ id: `m-${n}`, to: [n === 2 ? 'other@b.test' : 'a@b.test'] }))
    const found = await waitForMessages(mailIn(store), { to: 'a@b.test' }, { ...patient, count: 2 })
    expect(found.map(({ id }) => id)).toEqual(['m-1', 'm-3'])
  })

  it('takes only what is there when it may not wait', async () => {
    const { store } = openStore()
    store.addMessage(newMessage({ id: 'm-1' }))
    expect(await waitForMessages(mailIn(store), {}, { timeoutMs: 0 })).toHaveLength(1)
    await expect(waitForMessages(mailIn(store), { to: 'x@b.test' }, { timeoutMs: 0 })).rejects.toThrow(
      /a message to "x@b.test"/,
    )
  })

  it('resolves by the event of the message, envelope or text', async () => {
    const { store } = openStore()
    store.addMessage(newMessage({ id: 'm-1', text: 'one' }))
    const byTo = waitForMessages(mailIn(store), { to: 'b@b.test' }, patient)
    const byText = waitForMessages(mailIn(store), { text: 'three' }, patient)
    const two = waitForMessages(mailIn(store), {}, { ...patient, count: 3 })
    store.addMessage(newMessage({ id: 'm-2', to: ['b@b.test'], text: 'two' }))
    store.addMessage(newMessage({ id: 'm-3', text: 'three' }))
    expect((await byTo).map(({ id }) => id)).toEqual(['m-2'])
    expect((await byText).map(({ id }) => id)).toEqual(['m-3'])
    expect((await two).map(({ id }) => id)).toEqual(['m-1', 'm-2', 'm-3'])
  })

  it('misses none that comes and is evicted at once', async () => {
    const { store } = openStore({ maxMessages: 1 })
    const waiting = waitForMessages(mailIn(store), { text: 'needle' }, patient)
    store.addMessage(newMessage({ id: 'm-1', text: 'needle' }))
    store.addMessage(newMessage({ id: 'm-2', text: 'hay' }))
    store.addMessage(newMessage({ id: 'm-3', text: 'hay' }))
    const [found] = await waiting
    expect(found?.id).toBe('m-1')
  })

  it('finds one that is evicted while it is looked at', async () => {
    const { store } = openStore({ maxMessages: 1 })
    // Of a charset that takes a full parse, which takes a while.
    store.addMessage(newMessage({ id: 'm-1', raw: 'Content-Type: text/plain; charset=koi8-r\r\n\r\nneedle' }))
    const waiting = waitForMessages(mailIn(store), { text: 'needle' }, patient)
    store.addMessage(newMessage({ id: 'm-2' }))
    expect(store.getMessage('m-1')).toBeUndefined()
    expect((await waiting)[0]?.id).toBe('m-1')
  })

  it('leaves no listener behind', async () => {
    const { store } = openStore({ maxMessages: 1 })
    store.addMessage(newMessage({ id: 'm-1' }))
    await waitForMessages(mailIn(store), {}, patient)
    await expect(waitForMessages(mailIn(store), { to: 'x@b.test' }, { timeoutMs: 1 })).rejects.toThrow()
    const events = listen(store)
    store.addMessage(newMessage({ id: 'm-2' }))
    expect(events.events.map(({ type }) => type)).toEqual(['removed', 'message'])
  })

  it('says in vain what came instead, the nearest first, and what the sessions did', async () => {
    const { store } = openStore()
    store.addSession(sessionRecord('s-before'))
    store.addMessage(newMessage({ id: 'm-far', to: ['x@b.test'], subject: 'Other' }))
    const waiting = waitForMessages(
      mailIn(store),
      { to: 'a@b.test', subject: 'Welcome' },
      { ...soon, openSessions: () => [sessionRecord('s-open')] },
    )
    store.addMessage(newMessage({ id: 'm-near', to: ['b@b.test'], subject: 'Welcome' }))
    store.addSession(sessionRecord('s-during'))
    const error = await waiting.catch((error: unknown) => error)
    expect(error).toMatchObject({
      name: 'WaitTimeoutError',
      code: 'WAIT_TIMEOUT',
      expected: 'a message to "a@b.test", subject containing "Welcome"',
      count: 1,
      matched: [],
      otherMessages: 2,
      strays: [],
      nearMisses: [
        {
          message: { id: 'm-near' },
          subject: 'Welcome',
          differs: ['to: expected "a@b.test", got "b@b.test"'],
        },
        { message: { id: 'm-far' }, subject: 'Other' },
      ],
      sessions: [{ id: 's-during' }, { id: 's-open' }],
      earlierSessions: [{ id: 's-before' }],
    })
    expect((error as { waitedMs: number }).waitedMs).toBeGreaterThanOrEqual(19)
    expect((error as Error).message).toMatch(
      /^Waited \d+ ms for a message to "a@b.test", subject containing "Welcome".\n2 came/,
    )
    expect((error as Error).message).toContain('to: expected "a@b.test", got "b@b.test"')
  })

  it('compares mail in view only, however much other mail came after it', async () => {
    const { store } = openStore()
    store.addMessage(newMessage({ id: 'm-own', to: ['a@b.test'] }))
    for (let n = 1; n <= 60; n++) store.addMessage(newMessage({ id: `m-${n}`, to: ['other@b.test'] }))
    const view = {
      query: { to: 'a@b.test' },
      sees: () => true,
      isStray: ({ id }: CapturedMessage) => id === 'm-60' || id === 'm-late',
    }
    const waiting = waitForMessages(mailIn(store), { to: 'a@b.test', subject: 'Welcome' }, { ...soon, view })
    store.addMessage(newMessage({ id: 'm-late', to: ['x@b.test', 'y@b.test'] }))
    await expect(waiting).rejects.toMatchObject({
      otherMessages: 1,
      nearMisses: [{ message: { id: 'm-own' } }],
      strays: [{ id: 'm-late' }, { id: 'm-60' }],
      message: expect.stringMatching(
        /\n2 messages came for no inbox, the latest to "x@b\.test", "y@b\.test" \(m-late\)\.$/,
      ),
    })
  })

  it('says how many of those waited for did come', async () => {
    const { store } = openStore()
    store.addMessage(newMessage({ id: 'm-1' }))
    const waiting = waitForMessages(mailIn(store), {}, { ...soon, count: 3 })
    await expect(waiting).rejects.toMatchObject({ matched: [{ id: 'm-1' }], expected: '3 messages' })
    await expect(waiting).rejects.toThrow(/1 of 3 came/)
  })

  it('speaks the words it is given', async () => {
    const { store } = openStore()
    const waiting = waitForMessages(
      mailIn(store),
      {},
      { ...soon, explain: ({ expected }) => `No ${expected}!` },
    )
    await expect(waiting).rejects.toThrow('No a message!')
  })

  it('ends with the reason of its signal, before and while it waits', async () => {
    const { store } = openStore()
    const reason = new Error('closing')
    await expect(
      waitForMessages(mailIn(store), {}, { ...patient, signal: AbortSignal.abort(reason) }),
    ).rejects.toBe(reason)
    const controller = new AbortController()
    const waiting = waitForMessages(mailIn(store), {}, { timeoutMs: Infinity, signal: controller.signal })
    setImmediate(() => controller.abort(reason))
    await expect(waiting).rejects.toBe(reason)
  })

  it.each([
    [{ nope: 1 }, patient, 'QUERY_INVALID'],
    [{}, { timeoutMs: -1 }, 'OPTION_INVALID'],
    [{}, { timeoutMs: Number.NaN }, 'OPTION_INVALID'],
    [{}, { timeoutMs: '5' } as never, 'OPTION_INVALID'],
    [{}, { timeoutMs: 1, count: 0 }, 'OPTION_INVALID'],
    [{}, { timeoutMs: 1, count: 1.5 }, 'OPTION_INVALID'],
  ])('refuses %j with %j', async (query, options, code) => {
    await expect(waitForMessages(mailIn(openStore().store), query, options)).rejects.toMatchObject({ code })
  })
})

describe('expecting no message', () => {
  it('is content when the time is up', async () => {
    const { store } = openStore()
    store.addMessage(newMessage({ to: ['x@b.test'] }))
    await expect(expectNoMessage(mailIn(store), { to: 'a@b.test' }, { withinMs: 5 })).resolves.toBeUndefined()
  })

  it('looks at all that is there, also where that takes longer than it may wait', async () => {
    const { store } = openStore()
    const raw = 'Content-Type: text/plain; charset=koi8-r\r\n\r\n'
    for (let n = 0; n < 50; n++) store.addMessage(newMessage({ raw: `${raw}hay` }))
    store.addMessage(newMessage({ raw: `${raw}needle` }))
    await expect(expectNoMessage(mailIn(store), { text: 'needle' }, { withinMs: 1 })).rejects.toMatchObject({
      code: 'UNEXPECTED_MESSAGE',
    })
    expect(await waitForMessages(mailIn(store), { text: 'needle' }, { timeoutMs: 1 })).toHaveLength(1)
  })

  it('fails on one that has left the store by the time that it is told of', async () => {
    const { store } = openStore({ maxMessages: 1 })
    const watching = expectNoMessage(mailIn(store), { to: 'a@b.test' }, { withinMs: 20_000 })
    await store.addMessage(newMessage({ id: 'm-1' }))
    await store.addMessage(newMessage({ id: 'm-2', to: ['x@b.test'] }))
    await expect(watching).rejects.toMatchObject({ code: 'UNEXPECTED_MESSAGE', received: { id: 'm-1' } })
  })

  it('fails at once on one that is there or comes, and says which', async () => {
    const { store } = openStore()
    const watching = expectNoMessage(mailIn(store), { to: 'a@b.test' }, { withinMs: 20_000 })
    const message = await put(store, { id: 'm-1', subject: '=?utf-8?Q?=C3=A9?=' })
    await expect(watching).rejects.toMatchObject({ code: 'UNEXPECTED_MESSAGE', received: message })
    await expect(watching).rejects.toThrow(
      'Expected no message to "a@b.test", but m-1 came on the relay port: "é"',
    )
    await expect(expectNoMessage(mailIn(store), {}, { withinMs: 20_000 })).rejects.toMatchObject({
      received: message,
    })
  })
})
