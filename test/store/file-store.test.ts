import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { keptEvents } from './file-store/event-file.ts'
import { openFileStore } from './file-store/file-store.ts'
import { openTemporaryStore } from './file-store/temporary.ts'
import { newMessage, put } from './messages.ts'
import { storeContract } from './store-contract.ts'
import { idsOf, listen, openStore, sessionRecord, storesOf } from './store-under-test.ts'

describe('a store in files', () => storeContract(storesOf(openTemporaryStore, keptEvents)))

describe('a store that is opened again', () => {
  let folder: string
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'fourport-store-'))))
  afterEach(() => rmSync(folder, { recursive: true }))
  const open = () => openStore({ maxMessages: 3 }, (parts) => openFileStore(folder, parts))

  it('has its messages, their bytes and their numbers, which go on', async () => {
    const first = open().store
    for (let n = 1; n <= 4; n++) await put(first, { id: `m-${n}`, raw: `Subject: ${n}\r\n\r\n`, user: 'ada' })
    const kept = await first.getMessage('m-4')
    await first.removeMessages(['m-4'])
    await first.close()
    await expect(first.getMessage('m-3')).rejects.toThrow('closed')
    const { store } = open()
    expect(await idsOf(store)).toEqual(['m-3', 'm-2'])
    expect(await idsOf(store, { user: 'ada', subject: '3' })).toEqual(['m-3'])
    expect((await store.bytes('m-2'))?.toString()).toBe('Subject: 2\r\n\r\n')
    expect(await put(store, { id: 'm-5' })).toMatchObject({ seq: (kept?.seq ?? 0) + 1 })
    await store.close()
  })

  it('has its sessions', async () => {
    const first = open().store
    for (const id of ['s-1', 's-2']) await first.addSession(sessionRecord(id))
    await first.close()
    const { store } = open()
    expect((await store.listSessions()).map(({ id }) => id)).toEqual(['s-2', 's-1'])
    expect(await store.getSession('s-1')).toEqual(sessionRecord('s-1'))
    await store.close()
  })

  it('tells what happened before to who was there then, and goes on with its positions', async () => {
    const first = open().store
    await first.addMessage(newMessage({ id: 'm-1' }))
    const seen = first.feed.position
    await first.addMessage(newMessage({ id: 'm-2' }))
    await first.addSession(sessionRecord('s-1'))
    await first.removeMessages(['m-1'])
    await first.close()
    const { store } = open()
    expect(store.feed).toMatchObject({ position: first.feed.position, oldest: 0 })
    const heard = listen(store, seen)
    await store.addMessage(newMessage({ id: 'm-3' }))
    const events = await heard.until(4)
    expect(events).toMatchObject([
      { type: 'message', message: { id: 'm-2' } },
      { type: 'session', session: { id: 's-1' } },
      { type: 'removed', ids: ['m-1'] },
      { type: 'message', message: { id: 'm-3' } },
    ])
    expect(events.map(({ position }) => position)).toEqual([2, 3, 4, 5])
    await store.close()
  })
})
