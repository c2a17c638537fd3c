import { describe, expect, it } from 'vitest'
import { hasRoomFor } from '../../../src/store/file/disk-room.ts'
import { openFile } from '../../../src/store/file/open-database.ts'
import { sqlite } from '../../../src/store/file/sqlite.ts'
import { Writer } from '../../../src/store/file/writer.ts'
import { hasSqlite } from './has-sqlite.ts'
import { temporaryFolder } from './temporary-folder.ts'

describe.runIf(hasSqlite)('a disk that is nearly full', () => {
  const file = temporaryFolder()

  it('has room for few bytes, and none for more than it has', () => {
    expect(hasRoomFor(file('mail.db'), 0)).toBe(true)
    expect(hasRoomFor(file('mail.db'), 2 ** 52)).toBe(false)
  })

  it('takes no more messages, but sessions and deletions, and messages again when there is room', () => {
    const limits = { maxMessages: 9, maxMessageBytes: 1e6, maxAgeMs: 0, maxSessions: 9, maxSessionBytes: 1e6 }
    const { database, close } = openFile(file('mail.db'), 'normal', sqlite())
    let room = 1000
    const writer = new Writer(database, limits, (bytes) => bytes <= room)
    const bytes = Buffer.alloc(500, 'x')
    const message = (id: string) =>
      ({
        type: 'add-message',
        id,
        nowMs: 1,
        sizeBytes: 500,
        costBytes: 700,
        facts: JSON.stringify({ id, envelope: { rcptTo: [] }, origin: { auth: null } }),
        places: [],
        tags: [],
        offset: 0,
      }) as const
    const write = (...operations: Parameters<Writer['write']>[0]['operations']) =>
      writer.write({
        operations,
        bytes: operations.some(({ type }) => type === 'add-message') ? bytes : Buffer.alloc(0),
      })
    expect(write(message('m-1')).outcomes).toMatchObject([{ answer: null }])
    room = 0
    const { outcomes, totals } = write({ type: 'add-session', id: 's-1', record: '{}' }, message('m-2'), {
      type: 'remove-messages',
      ids: ['m-1'],
    })
    expect(outcomes).toMatchObject([{ answer: null }, { problem: 'full' }, { answer: ['m-1'] }])
    expect(totals).toMatchObject({ messages: 0, sessions: 1 })
    room = 1000
    expect(write(message('m-2')).totals).toMatchObject({ messages: 1 })
    close()
  })
})
