import { chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { beforeEach, describe, expect, it } from 'vitest'
import { type FourportServer, startServer } from '../../../src/index.ts'
import { openFileStore } from '../../../src/store/file/file-store.ts'
import { sqlite } from '../../../src/store/file/sqlite.ts'
import type { Store } from '../../../src/store/store.ts'
import { serveJson } from '../../cli/support/run-cli.ts'
import { put } from '../messages.ts'
import { idsOf, sessionRecord, storeParts } from '../store-under-test.ts'
import { hasSqlite } from './has-sqlite.ts'
import { temporaryFolder } from './temporary-folder.ts'

const file = temporaryFolder()
const open = (name: string, readOnly: boolean): Promise<Store> =>
  openFileStore({ file: file(name), sync: 'normal', readOnly }, storeParts({ maxAgeMs: 1 }).parts)

async function leaveRun(name = 'run.db'): Promise<void> {
  const { parts } = storeParts()
  const store = await openFileStore({ file: file(name), sync: 'normal' }, parts)
  await put(store, { id: 'm-first', to: ['ada+red@b.test'], text: 'A code' })
  await put(store, { id: 'm-second' })
  await store.labels.setRead('m-second', true)
  await store.addSession(sessionRecord('s-first'))
  await store.notes?.put('inbox', 'i1', {
    inbox: { id: 'i1', address: 'i1@inbox.test', user: 'i1', password: 'secret' },
    fromMs: 1,
  })
  await store.close()
}

const refused = {
  code: 'STORE_READ_ONLY',
  message: expect.stringContaining('run.db" is open read-only') as string,
}

describe.runIf(hasSqlite)('a store that is open read-only', () => {
  beforeEach(() => leaveRun())

  it('has what an earlier run left, whatever the limits are now', async () => {
    const store = await open('run.db', true)
    expect(await idsOf(store)).toEqual(['m-second', 'm-first'])
    expect(await idsOf(store, { query: 'tag:red code' })).toEqual(['m-first'])
    expect((await store.bytes('m-first'))?.toString()).toContain('A code')
    expect(store.labels.isRead('m-second')).toBe(true)
    expect(await store.listSessions()).toEqual([sessionRecord('s-first')])
    expect(await store.counts()).toMatchObject({ messages: 2, sessions: 1 })
    await store.close()
  })

  it('refuses every change', async () => {
    const store = await open('run.db', true)
    const changes: readonly (() => unknown)[] = [
      () => put(store),
      () => store.removeMessages(['m-first']),
      () => store.clearMessages(),
      () => store.addSession(sessionRecord('s-2')),
      () => store.clearSessions(),
      () => store.labels.setRead('m-first', true),
      () => store.labels.setTags('m-first', ['x']),
      () => store.notes?.put('fault', 'f1', {}),
    ]
    for (const change of changes) await expect(change()).rejects.toMatchObject(refused)
    await store.close()
  })

  it('leaves the file as it is, and no other beside it', async () => {
    const before = [readdirSync(file('')), readFileSync(file('run.db'))]
    const store = await open('run.db', true)
    await idsOf(store)
    expect(readdirSync(file(''))).toEqual(before[0])
    await store.close()
    expect([readdirSync(file('')), readFileSync(file('run.db'))]).toEqual(before)
  })

  it('may be opened by several, and by no server that writes meanwhile', async () => {
    const [one, other] = await Promise.all([open('run.db', true), open('run.db', true)])
    await expect(open('run.db', false)).rejects.toMatchObject({ code: 'STORE_IN_USE' })
    await one.close()
    await other.close()
    const writer = await open('run.db', false)
    await expect(open('run.db', true)).rejects.toMatchObject({ code: 'STORE_IN_USE' })
    await writer.close()
  })

  it('has what is in the log of a server that was killed', async () => {
    const store = await open('run.db', false)
    await put(store, { id: 'm-third' })
    mkdirSync(file('copy'))
    for (const ending of ['', '-wal']) copyFileSync(file(`run.db${ending}`), file(`copy/run.db${ending}`))
    await store.close()
    const copy = await open('copy/run.db', true)
    expect(await idsOf(copy)).toContain('m-third')
    await copy.close()
  })

  it('may be of the first schema', async () => {
    const database = sqlite()(file('run.db'))
    database.exec('DROP INDEX tagsWhateverCase; PRAGMA user_version = 1')
    database.close()
    const store = await open('run.db', true)
    expect(await idsOf(store, { query: 'tag:RED' })).toEqual(['m-first'])
    await store.close()
  })

  it('may be in a folder that nobody may write to', async ({ skip }) => {
    if (process.getuid?.() === 0) skip('root may write to everything')
    mkdirSync(file('locked'))
    copyFileSync(file('run.db'), file('locked/run.db'))
    chmodSync(file('locked/run.db'), 0o400)
    chmodSync(file('locked'), 0o500)
    const store = await open('locked/run.db', true)
    expect(await idsOf(store)).toEqual(['m-second', 'm-first'])
    await store.close()
    chmodSync(file('locked'), 0o700)
  })

  it('must be there, and be one of ours', async () => {
    writeFileSync(file('empty.db'), '')
    writeFileSync(file('notes.txt'), 'Buy milk, and bread, and butter.\n')
    const newer = sqlite()(file('run.db'))
    newer.exec('PRAGMA user_version = 99')
    newer.close()
    const problems: readonly (readonly [string, string])[] = [
      ['typo.db', 'does not exist, and a file that is only read is not made'],
      ['', 'is not a regular file'],
      ['empty.db', 'is an SQLite file of another program, or an empty one'],
      ['notes.txt', 'it is no SQLite file'],
      ['run.db', 'was written by a newer Fourport'],
    ]
    for (const [name, message] of problems)
      await expect(open(name, true)).rejects.toMatchObject({
        code: 'STORE_UNUSABLE',
        message: expect.stringContaining(message) as string,
      })
  })
})

describe.runIf(hasSqlite)('a server that only shows an earlier run', () => {
  beforeEach(() => leaveRun())

  it('opens no port for mail, and answers every request for a change with the reason', async () => {
    const faults = [{ at: 'MAIL', reply: { code: 451 } }] as const
    const server = await startServer({ store: file('run.db'), readOnly: true, http: 0, faults })
    expect(() => server.ports.relay).toThrow('with readOnly there are no ports for mail')
    expect((await server.messages()).map(({ id }) => id)).toEqual(['m-first', 'm-second'])
    expect(await read(server, 'api/ports')).toEqual({ ports: [] })
    expect(await read(server, 'api/info')).toMatchObject({
      counts: { messages: 2 },
      features: { readOnly: true },
    })
    expect(await read(server, 'api/inboxes')).toMatchObject({ inboxes: [{ id: 'i1' }] })
    const changes: readonly (readonly [string, string])[] = [
      ['POST', 'api/messages'],
      ['DELETE', 'api/messages?all=true'],
      ['PUT', 'api/messages/labels?all=true'],
      ['DELETE', 'api/sessions'],
      ['POST', 'api/inboxes'],
      ['POST', 'api/faults'],
      ['DELETE', 'api/v1/messages'],
      ['DELETE', 'email/all'],
    ]
    for (const [method, path] of changes) {
      const answer = await fetch(new URL(path, server.http?.url), { method })
      expect([path, answer.status, await answer.text()]).toEqual([
        path,
        403,
        expect.stringContaining('without --read-only to change anything') as string,
      ])
    }
    await server.close()
  })

  it('is started by the command with nothing but its page', async () => {
    const cli = await serveJson(['--store', file('run.db'), '--read-only', '--http-port', '0'])
    expect(cli.ready['ports']).toEqual({ relay: null, smtps: null, submission: null, 'submission-alt': null })
    const { url } = cli.ready['http'] as { readonly url: string }
    expect(await (await fetch(new URL('api/messages/m-first/raw', url))).text()).toContain('A code')
    await cli.stop('SIGTERM')
  })

  it('marks nothing as read when a client of another catcher opens a message', async () => {
    const server = await startServer({ store: file('run.db'), readOnly: true, http: 0 })
    for (const path of ['api/v1/message/m-first', 'view/m-first.txt', 'email/m-first'])
      expect((await fetch(new URL(path, server.http?.url))).status).toBe(200)
    expect(await read(server, 'api/info')).toMatchObject({ counts: { unread: 1 } })
    await server.close()
  })

  it('refuses changes in the library too', async () => {
    const server = await startServer({ store: file('run.db'), readOnly: true })
    await expect(server.clear()).rejects.toMatchObject(refused)
    await expect(server.inbox()).rejects.toMatchObject(refused)
    await server.close()
  })

  it('needs a page where it was not to have one', async () => {
    await expect(startServer({ store: file('run.db'), readOnly: true, http: 'off' })).rejects.toMatchObject({
      code: 'OPTION_CONFLICT',
      message: expect.stringContaining('http is off: nothing is left to start') as string,
    })
  })

  it('needs a file', async () => {
    await expect(startServer({ readOnly: true })).rejects.toMatchObject({
      code: 'OPTION_CONFLICT',
      message: expect.stringContaining('is given without store, the file that an earlier run left') as string,
    })
  })
})

async function read(server: FourportServer, path: string): Promise<unknown> {
  const answer = await fetch(new URL(path, server.http?.url))
  return answer.json()
}
