import { expect, it } from 'vitest'
import { createEndedSessions } from '../../src/server/ended-sessions.ts'
import { waitForMessages } from '../../src/store/wait.ts'
import { mailIn, newMessage } from '../store/messages.ts'
import { listen, openStore, sessionRecord } from '../store/store-under-test.ts'
import { openSlowStore } from '../support/slow-store.ts'

it('a message that is listed, and told of after that, counts once', async () => {
  const { store } = openStore({}, openSlowStore)
  void store.addMessage(newMessage({ id: 'm-1' }))
  const waiting = waitForMessages(mailIn(store), {}, { count: 2, timeoutMs: 20_000 })
  const events = listen(store)
  await events.until(1)
  await store.addMessage(newMessage({ id: 'm-2' }))
  expect((await waiting).map(({ id }) => id)).toEqual(['m-1', 'm-2'])
})

it('a session is known while it is on its way into the store', async () => {
  const { store } = openStore({}, openSlowStore)
  const onError = (error: unknown): never => {
    throw error
  }
  const ended = createEndedSessions({ store, writeRecord: null, ports: () => [], onError })
  const events = listen(store)
  ended.add(sessionRecord('s-1'))
  expect(ended.leaving().map(({ id }) => id)).toEqual(['s-1'])
  await events.until(1)
  await store.counts()
  expect(ended.leaving()).toEqual([])
  expect((await store.listSessions()).map(({ id }) => id)).toEqual(['s-1'])
})
