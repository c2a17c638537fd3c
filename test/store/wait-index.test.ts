import { setMaxListeners } from 'node:events'
import { expect, it, vi } from 'vitest'
import { StoredMessage } from '../../src/store/memory/stored-messages.ts'
import { expectNoMessage, waitForMessages } from '../../src/store/wait.ts'
import type { MessageQuery } from '../../src/model/query.ts'
import { mailIn, newMessage } from './messages.ts'
import { openStore } from './store-under-test.ts'

/** How often the conditions of waits look at the envelope of one mail, and at what it says. */
async function looks(waits: number, queryOf: (n: number) => MessageQuery): Promise<number> {
  const { store } = openStore()
  const source = mailIn(store)
  const ended = new AbortController()
  setMaxListeners(0, ended.signal)
  const ids: string[] = []
  const open = Array.from({ length: waits }, async (_, n) => {
    const wait = waitForMessages(source, queryOf(n), { timeoutMs: Infinity, signal: ended.signal })
    ids.push(...(await wait).map(({ id }) => id))
  })
  // They wait when what is there has been searched.
  await new Promise(setImmediate)
  const envelope = vi.spyOn(StoredMessage.prototype, 'envelope', 'get')
  const header = vi.spyOn(source.reader, 'header')
  store.addMessage(newMessage({ id: 'm-7', to: ['n7@b.test'], user: 'u7', subject: 'Number 7' }))
  const count = envelope.mock.calls.length + header.mock.calls.length
  vi.restoreAllMocks()
  await open[7]
  expect(ids).toEqual(['m-7'])
  ended.abort(new Error('enough'))
  await Promise.allSettled(open)
  return count
}

it.each([
  ['recipient', (n: number) => ({ to: `N${n}@b.test` })],
  ['recipient and subject', (n: number) => ({ to: `n${n}@b.test`, subject: 'Number' })],
  ['mailbox', (n: number) => ({ mailbox: `n${n}@b.test` })],
  ['user', (n: number) => ({ user: `U${n}` })],
  ['inbox', (n: number) => ({ anyOf: [{ mailbox: `n${n}@b.test` }, { user: `u${n}` }] })],
])('a mail is looked at no more often where 900 wait for mail of another %s', async (_, queryOf) => {
  expect(await looks(900, queryOf)).toBe(await looks(8, queryOf))
})

it('shows a mail once to a wait that it concerns twice, and to those that wait for any', async () => {
  const { store } = openStore()
  const source = mailIn(store)
  const two = waitForMessages(source, { mailbox: 'a@b.test' }, { timeoutMs: 20_000, count: 2 })
  const any = waitForMessages(source, { subject: /second/i }, { timeoutMs: 20_000 })
  const none = expectNoMessage(source, { to: 'x@b.test' }, { withinMs: 20_000 })
  store.addMessage(newMessage({ id: 'm-1', to: ['a@b.test', 'A@b.test', 'a+tag@b.test'] }))
  store.addMessage(newMessage({ id: 'm-2', to: ['A+other@B.test'], subject: 'Second' }))
  expect((await two).map(({ id }) => id)).toEqual(['m-1', 'm-2'])
  expect((await any).map(({ id }) => id)).toEqual(['m-2'])
  store.addMessage(newMessage({ id: 'm-3', to: ['X@b.test'] }))
  await expect(none).rejects.toMatchObject({ received: { id: 'm-3' } })
})

it('tells a failed wait of mail that came for others meanwhile', async () => {
  const { store } = openStore()
  const source = mailIn(store)
  const first = waitForMessages(source, { to: 'x@b.test' }, { timeoutMs: 20_000 })
  const wait = waitForMessages(source, { to: 'a@b.test' }, { timeoutMs: 20 })
  for (let n = 1; n <= 3; n++) store.addMessage(newMessage({ id: `m-${n}`, to: [`n${n}@b.test`] }))
  await expect(wait).rejects.toMatchObject({
    otherMessages: 3,
    nearMisses: [{ message: { id: 'm-3' } }, { message: { id: 'm-2' } }, { message: { id: 'm-1' } }],
  })
  store.addMessage(newMessage({ id: 'm-4', to: ['x@b.test'] }))
  expect((await first)[0]?.id).toBe('m-4')
})
