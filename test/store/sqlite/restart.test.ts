import { statSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { openFileStore } from '../../../src/store/file/file-store.ts'
import { sqlite } from '../../../src/store/file/sqlite.ts'
import type { Store, StoreLimits } from '../../../src/store/store.ts'
import { newMessage, put } from '../messages.ts'
import { idsOf, listen, sessionRecord, storeParts } from '../store-under-test.ts'
import { hasSqlite } from './has-sqlite.ts'
import { temporaryFolder } from './temporary-folder.ts'

describe.runIf(hasSqlite)('a store in an SQLite file that is opened again', () => {
  const file = temporaryFolder()
  const open = (limits: Partial<StoreLimits> = {}): Promise<Store> =>
    openFileStore({ file: file('mail.db'), sync: 'normal' }, storeParts(limits).parts)

  it('has its messages, their bytes and their numbers, which go on', async () => {
    const first = await open({ maxMessages: 3 })
    for (let n = 1; n <= 4; n++) await put(first, { id: `m-${n}`, raw: `Subject: ${n}\r\n\r\n`, user: 'ada' })
    const kept = await first.getMessage('m-4')
    await first.removeMessages(['m-4'])
    await first.close()
    const store = await open({ maxMessages: 3 })
    expect(await idsOf(store)).toEqual(['m-3', 'm-2'])
    expect(await idsOf(store, { user: 'ada', subject: '3' })).toEqual(['m-3'])
    expect((await store.bytes('m-2'))?.toString()).toBe('Subject: 2\r\n\r\n')
    expect(await put(store, { id: 'm-5' })).toMatchObject({ seq: (kept?.seq ?? 0) + 1 })
    expect(await store.counts()).toMatchObject({ messages: 3 })
    await store.close()
  })

  it('has its sessions and its labels', async () => {
    const first = await open()
    await first.addSession(sessionRecord('s-1'))
    await first.addSession(sessionRecord('s-2'))
    await put(first, { id: 'm-1' })
    await first.labels.setRead('m-1', true)
    await first.labels.setTags('m-1', ['Kept'])
    await first.close()
    const store = await open()
    expect((await store.listSessions()).map(({ id }) => id)).toEqual(['s-2', 's-1'])
    expect(await store.getSession('s-1')).toEqual(sessionRecord('s-1'))
    expect([store.labels.readCount, store.labels.isRead('m-1')]).toEqual([1, true])
    expect([...(await store.labels.countTags())]).toEqual([['Kept', 1]])
    await store.close()
  })

  it('tells what happened before to who was there then, and goes on with its positions', async () => {
    const first = await open()
    await first.addMessage(newMessage({ id: 'm-1' }))
    const seen = first.feed.position
    await first.addMessage(newMessage({ id: 'm-2' }))
    await first.addSession(sessionRecord('s-1'))
    await first.removeMessages(['m-1'])
    const { position } = first.feed
    await first.close()
    const store = await open()
    expect(store.feed).toMatchObject({ position, oldest: 0 })
    const heard = listen(store, seen)
    await store.addMessage(newMessage({ id: 'm-3' }))
    const events = await heard.until(4)
    expect(events).toMatchObject([
      { position: 2, type: 'message', message: { id: 'm-2' } },
      { position: 3, type: 'session', session: { id: 's-1' } },
      { position: 4, type: 'removed', ids: ['m-1'] },
      { position: 5, type: 'message', message: { id: 'm-3' } },
    ])
    await store.close()
  })

  it('finds by the text what is indexed, what is not yet, and what came since', async () => {
    const first = await open()
    const numbers = Array.from({ length: 400 }, (_, n) => n)
    const text = (n: number): string => `Käse number ${n} of ${n % 7 === 0 ? 'SEVEN' : 'none'}`
    await Promise.all(numbers.map((n) => put(first, { id: `m-${n}`, text: text(n) })))
    const sevens = numbers.filter((n) => n % 7 === 0).map((n) => `m-${n}`)
    const found = async (store: Store): Promise<readonly string[]> =>
      (await idsOf(store, { query: 'seven' })).toSorted()
    expect(unindexed()).toBe(400)
    expect(await found(first)).toEqual(sevens.toSorted())
    await expect.poll(unindexed, { timeout: 20_000 }).toBe(0)
    expect(await found(first)).toEqual(sevens.toSorted())
    await first.removeMessages(['m-7'])
    await first.close()
    const store = await open()
    await put(store, { id: 'last', text: 'the seventh' })
    expect(await found(store)).toEqual(['last', ...sevens.filter((id) => id !== 'm-7')].toSorted())
    expect(await idsOf(store, { query: '"käse number 391"' })).toEqual(['m-391'])
    expect(await idsOf(store, { query: 'eight' })).toEqual([])
    await store.close()
  })

  function unindexed(): number {
    const database = sqlite()(file('mail.db'), { readOnly: true })
    const row = database.prepare('SELECT count(*) AS count FROM messages WHERE isIndexed <> 1').get()
    database.close()
    return Number(row?.['count'])
  }

  it('gives the space back of what was removed', async () => {
    const first = await open()
    for (let n = 0; n < 40; n++) await put(first, { raw: Buffer.alloc(1024 * 1024, n) })
    await first.clearMessages()
    await first.close()
    const before = statSync(file('mail.db')).size
    const store = await open()
    await put(store)
    await expect.poll(() => statSync(file('mail.db')).size, { timeout: 20_000 }).toBeLessThan(before / 4)
    await store.close()
  })
})
