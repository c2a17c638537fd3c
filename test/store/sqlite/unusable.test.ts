import { chmodSync, copyFileSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { openFileStore } from '../../../src/store/file/file-store.ts'
import { type Database, sqlite } from '../../../src/store/file/sqlite.ts'
import type { Store } from '../../../src/store/store.ts'
import { startServer } from '../../../src/index.ts'
import { spawnSync } from '../../support/programs/processes.ts'
import { put } from '../messages.ts'
import { storeParts } from '../store-under-test.ts'
import { hasSqlite } from './has-sqlite.ts'
import { temporaryFolder } from './temporary-folder.ts'

const file = temporaryFolder()
const open = (name = 'mail.db'): Promise<Store> =>
  openFileStore({ file: file(name), sync: 'normal' }, storeParts().parts)

describe.runIf(hasSqlite)('a file that cannot be the store', () => {
  /** Writes an SQLite file without a store. */
  function write(name: string, work: (database: Database) => void): void {
    const database = sqlite()(file(name))
    work(database)
    database.close()
  }

  it('is of another program', async () => {
    writeFileSync(file('notes.txt'), 'Buy milk, and bread, and butter.\n')
    await expect(open('notes.txt')).rejects.toMatchObject({
      code: 'STORE_UNUSABLE',
      message: `The store ${JSON.stringify(file('notes.txt'))} belongs to another program: it is no SQLite file.`,
    })
    expect(readFileSync(file('notes.txt'), 'utf8')).toBe('Buy milk, and bread, and butter.\n')
    write('other.db', (database) => database.exec('CREATE TABLE songs (title TEXT)'))
    await expect(open('other.db')).rejects.toMatchObject({
      code: 'STORE_UNUSABLE',
      message: expect.stringContaining('is an SQLite file of another program') as string,
    })
  })

  it.each(['', 'team_a_'])('is a database of Mailpit, whose tables begin with "%s"', async (tenant) => {
    // The tables of Mailpit 1.27 that this looks at, with one message.
    write('mailpit.db', (database) =>
      database.exec(`
        DROP TABLE IF EXISTS mailbox; DROP TABLE IF EXISTS mailbox_data;
        CREATE TABLE ${tenant}schemas (Version TEXT PRIMARY KEY NOT NULL);
        CREATE TABLE ${tenant}mailbox (Created INTEGER NOT NULL, ID TEXT NOT NULL, Subject TEXT NOT NULL);
        CREATE TABLE ${tenant}mailbox_data (ID TEXT KEY NOT NULL, Email BLOB);
        INSERT INTO ${tenant}mailbox_data VALUES ('a', 'b');`),
    )
    const before = readFileSync(file('mailpit.db'))
    await expect(open('mailpit.db')).rejects.toMatchObject({
      code: 'STORE_UNUSABLE',
      message: `The store ${JSON.stringify(file('mailpit.db'))} is a database of Mailpit, and Fourport keeps mail in a file of its own form. Nothing in it was changed.`,
      help: expect.stringContaining('MP_DATABASE') as string,
    })
    expect(readFileSync(file('mailpit.db')).equals(before)).toBe(true)
  })

  it('is a folder, or in none', async () => {
    mkdirSync(file('folder'))
    await expect(open('folder')).rejects.toMatchObject({
      message: expect.stringContaining('is not a regular file') as string,
    })
    await expect(open('nowhere/mail.db')).rejects.toMatchObject({
      code: 'STORE_UNUSABLE',
      message: expect.stringContaining('its folder does not exist') as string,
    })
  })

  it('was written by a newer Fourport', async () => {
    await (await open()).close()
    write('mail.db', (database) => database.exec('PRAGMA user_version = 99'))
    await expect(open()).rejects.toMatchObject({
      code: 'STORE_UNUSABLE',
      message: expect.stringMatching(
        /newer Fourport: its schema has version 99, and this one knows \d+/,
      ) as string,
    })
  })

  it('is open in another server, until that is closed', async () => {
    const first = await open()
    await expect(open()).rejects.toMatchObject({ code: 'STORE_IN_USE' })
    await put(first, { id: 'm-1' })
    // A refused one leaves the locks of the first as they were, for servers in other processes too.
    const other = `const { DatabaseSync } = require('node:sqlite')
      new DatabaseSync(process.argv[1]).exec('PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE')`
    const lock = spawnSync(process.execPath, ['-e', other, file('mail.db-lock')], { encoding: 'utf8' })
    expect(lock.stderr).toContain('database is locked')
    await first.close()
    const second = await open()
    expect(await second.getMessage('m-1')).toMatchObject({ id: 'm-1' })
    await second.close()
  })

  it('is damaged', async () => {
    const store = await open()
    for (let n = 0; n < 100; n++) await put(store)
    await store.close()
    const bytes = readFileSync(file('mail.db'))
    // All pages but the first, which says what the file is.
    bytes.fill(0x5a, 4096)
    writeFileSync(file('mail.db'), bytes)
    await expect(open()).rejects.toMatchObject({
      code: 'STORE_UNUSABLE',
      message: expect.stringContaining('is damaged') as string,
    })
  })

  it('is damaged while it is open', async () => {
    const first = await open()
    for (let n = 0; n < 100; n++) await put(first)
    await first.close()
    const store = await open()
    const bytes = readFileSync(file('mail.db'))
    bytes.fill(0x5a, 4096)
    writeFileSync(file('mail.db'), bytes)
    await expect(store.listMessages()).rejects.toMatchObject({
      code: 'STORE_FAILED',
      message: expect.stringMatching(/mail\.db" could not be read: .*malformed/) as string,
      help: expect.stringContaining('.recover') as string,
    })
    await store.close()
  })

  it('cannot be written to', async ({ skip }) => {
    if (process.getuid?.() === 0) skip('root may write to everything')
    await (await open()).close()
    mkdirSync(file('locked'))
    copyFileSync(file('mail.db'), file('locked/mail.db'))
    chmodSync(file('locked'), 0o500)
    await expect(open('locked/mail.db')).rejects.toMatchObject({
      code: 'STORE_UNUSABLE',
      message: expect.stringContaining('must be able to write') as string,
    })
    chmodSync(file('locked'), 0o700)
  })

  it('ends the start of a server, and no port is left open', async () => {
    writeFileSync(file('notes.txt'), 'Buy milk, and bread, and butter.\n')
    await expect(startServer({ store: file('notes.txt') })).rejects.toMatchObject({ code: 'STORE_UNUSABLE' })
  })
})

describe.runIf(hasSqlite)('the file of a store', () => {
  it('can be read by this user alone', async ({ skip }) => {
    if (process.platform === 'win32') skip('Windows has no such rights')
    const store = await open()
    await put(store)
    for (const ending of ['', '-wal', '-lock'])
      expect(statSync(file(`mail.db${ending}`)).mode & 0o777).toBe(0o600)
    await store.close()
  })
})

describe.skipIf(hasSqlite)('a Node without SQLite', () => {
  it('says which Node has it', async () => {
    await expect(startServer({ store: file('mail.db') })).rejects.toMatchObject({
      code: 'STORE_NEEDS_NODE',
      message: expect.stringContaining('Node 22.13 and newer have it') as string,
    })
  })
})
