import { createTransport } from 'nodemailer'
import { expect, it } from 'vitest'
import { blockBytes, BlockPool, BufferList } from '../../src/base/buffer-list.ts'
import { startServer, type Message } from '../../src/index.ts'
import type { CapturedMessage } from '../../src/model/message.ts'
import type { Store } from '../../src/store/store.ts'
import { newMessage } from './messages.ts'
import { openStore } from './store-under-test.ts'

type Look = (store: Store, id: string, seen: CapturedMessage[]) => Promise<unknown> | unknown

/** A message in a block of its own, looked at in some way and evicted; what its block is used for then. */
async function evictedAfter(look: Look) {
  const { store } = openStore({ maxMessages: 1 })
  const seen: CapturedMessage[] = []
  const pool = new BlockPool()
  const block = pool.take().fill(1)
  await look(store, '', seen)
  const content = new BufferList([block], pool, [block])
  const { id } = newMessage()
  store.addMessage({ ...newMessage({ id }), content })
  await look(store, id, seen)
  store.addMessage(newMessage())
  const reused = pool.take() === block
  if (reused) block.fill(2)
  return { reused, seen }
}

it.each<[string, Look]>([
  ['nobody looked at', (store) => void store.counts()],
  ['was got by id', (store, id, seen) => void (id && seen.push(store.getMessage(id) as CapturedMessage))],
  ['was listed', async (store, id, seen) => id && seen.push(...(await store.listMessages()).messages)],
  [
    'the feed told of',
    (store, id, seen) =>
      !id && store.feed.subscribe((event) => event.type === 'message' && seen.push(event.message)),
  ],
])('the memory of an evicted message that %s is used again', async (_how, look) => {
  const { reused } = await evictedAfter(look)
  expect(reused).toBe(true)
})

it('bytes that were read are the reader’s, whatever their memory is used for next', async () => {
  const read: Buffer[] = []
  const { reused } = await evictedAfter(async (store, id) => {
    const bytes = id && (await store.bytes(id))
    if (bytes) read.push(bytes)
  })
  expect(reused).toBe(true)
  expect(read).toEqual([Buffer.alloc(blockBytes, 1)])
})

it('over the wire, bytes are exact or said to be gone while hundreds come and go', async () => {
  await using server = await startServer({ maxMessages: 3 })
  const transport = createTransport({ ...server.ports.relay.nodemailer, pool: true, maxConnections: 3 })
  const body = (n: number): string => `${String(n % 10).repeat(70)}\r\n`.repeat(3_000)
  const raw = (n: number): string => `Subject: ${n}\r\n\r\n${body(n)}`
  const held: Message[] = []
  const readAtOnce: string[] = []
  for (let n = 0; n < 120; n++) {
    await transport.sendMail({ envelope: { from: 'a@x.test', to: `n${n}@x.test` }, raw: raw(n) })
    if (n % 7 !== 0) continue
    const message = await server.waitForMessage({ to: `n${n}@x.test` })
    held.push(message)
    readAtOnce.push((await message.raw()).toString())
  }
  transport.close()
  expect(readAtOnce).toEqual(readAtOnce.map((_, at) => raw(at * 7)))
  const [last, ...gone] = held.toReversed()
  expect((await last?.raw())?.toString()).toBe(raw(119))
  for (const message of gone) {
    await expect(message.raw()).rejects.toMatchObject({
      code: 'MESSAGE_GONE',
      message: expect.stringContaining(message.id),
    })
  }
  expect(await server.counts()).toMatchObject({ messages: 3, evictedMessages: 117 })
})
