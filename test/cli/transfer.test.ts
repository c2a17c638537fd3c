import { mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { MessageQuery } from '../../src/model/query.ts'
import { openFileStore } from '../../src/store/file/file-store.ts'
import { type Database, sqlite } from '../../src/store/file/sqlite.ts'
import type { Store } from '../../src/store/store.ts'
import { type MessageParts, put } from '../store/messages.ts'
import { hasSqlite } from '../store/sqlite/has-sqlite.ts'
import { temporaryFolder } from '../store/sqlite/temporary-folder.ts'
import { sessionRecord, storeParts } from '../store/store-under-test.ts'
import { mailpitDatabase } from './support/mailpit-database.ts'
import { type Finished, runCli } from './support/run-cli.ts'

const file = temporaryFolder()
const open = (name: string): Promise<Store> =>
  openFileStore({ file: file(name), sync: 'normal' }, storeParts().parts)

async function inStore<Value>(name: string, work: (store: Store) => Promise<Value>): Promise<Value> {
  const store = await open(name)
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

async function kept(messages: readonly MessageParts[]): Promise<void> {
  await inStore('mail.db', async (store) => {
    for (const message of messages) await put(store, message)
  })
}

const exported = (to: string, ...more: readonly string[]): Promise<Finished> =>
  runCli(['export', '--store', file('mail.db'), '--to', file(to), ...more])
const imported = (from: string, ...more: readonly string[]): Promise<Finished> =>
  runCli(['import', file(from), '--store', file('new.db'), ...more])

interface Held {
  readonly raw: string
  readonly receivedAt: number
  readonly from: string
  readonly to: readonly string[]
  readonly tags: readonly string[]
  readonly isRead: boolean
}

/** All that a store has, oldest first. latin1 shows every byte. */
function allIn(name: string, query: MessageQuery = {}): Promise<readonly Held[]> {
  return inStore(name, async (store) => {
    const { messages } = await store.listMessages({ query })
    const held = messages.toReversed().map(async (message) => ({
      raw: (await store.bytes(message.id))?.toString('latin1') ?? '',
      receivedAt: message.receivedAt,
      from: message.envelope.mailFrom,
      to: message.envelope.rcptTo,
      tags: await store.labels.tagsOf(message),
      isRead: store.labels.isRead(message.id),
    }))
    return Promise.all(held)
  })
}

/** The sentence of an error, whatever the width of the terminal. */
async function refusalOf(run: Promise<Finished>): Promise<string> {
  const { code, stderr } = await run
  expect(code).toBe(3)
  return stderr.replaceAll(/\s+/g, ' ')
}

/** All that a byte can be, without the line ends that a text form changes. */
const everyByte = Buffer.from(
  Array.from({ length: 256 }, (_, byte) => byte).filter((byte) => byte !== 10 && byte !== 13),
)
const odd = Buffer.concat([
  Buffer.from('Subject: odd\r\n\r\nFrom me\r\n>From him\r\n\r\n'),
  everyByte,
  Buffer.from('\r\n\r\n'),
])

describe.runIf(hasSqlite)('fourport export and import', () => {
  it('move all that there is, sessions too, as JSON lines', async () => {
    const facts = await inStore('mail.db', async (store) => {
      await store.addSession(sessionRecord('s-first'))
      await store.addSession(sessionRecord('s-second'))
      await put(store, { id: 'm-plain-1', raw: odd, to: ['ada+red@b.test', 'b@b.test'], receivedAt: 1_000 })
      await put(store, { id: 'm-login-1', raw: 'a\nb\rc', user: 'ada', tls: true, receivedAt: 900 })
      await store.labels.setRead('m-login-1', true)
      await store.labels.setTags('m-login-1', ['Kept'])
      await store.labels.setTags('m-plain-1', [])
      return Promise.all([store.getMessage('m-plain-1'), store.getMessage('m-login-1')])
    })
    const before = await allIn('mail.db')
    expect(await exported('run.jsonl')).toEqual({
      code: 0,
      stdout: `Wrote to ${file('run.jsonl')}: 2 messages, 2 sessions.\n`,
      stderr: '',
    })
    expect(statSync(file('run.jsonl')).mode & 0o077).toBe(0)
    expect(await imported('run.jsonl')).toEqual({
      code: 0,
      stdout: `New in ${file('new.db')}: 2 messages, 2 sessions.\n`,
      stderr: '',
    })
    expect(await allIn('new.db')).toEqual(before)
    expect(before.map(({ tags, isRead }) => [tags, isRead])).toEqual([
      [[], false],
      [['Kept'], true],
    ])
    await inStore('new.db', async (store) => {
      expect(await Promise.all([store.getMessage('m-plain-1'), store.getMessage('m-login-1')])).toEqual(
        facts.map((fact) => ({ ...fact, faults: expect.anything() as object })),
      )
      expect(await store.listSessions()).toEqual([sessionRecord('s-second'), sessionRecord('s-first')])
    })
  })

  it('move the mail as an mbox file', async () => {
    await kept([
      { raw: odd, from: 'ada@b.test', to: ['x@hidden.test'], receivedAt: Date.UTC(2026, 4, 1, 12) },
      { raw: 'Delivered-To: c@b.test\r\nTo: d@b.test\r\n\r\nNo line end', from: '', receivedAt: 5_000 },
    ])
    await exported('run.mbox')
    expect(readFileSync(file('run.mbox'), 'latin1')).toContain(
      'From ada@b.test Fri May  1 12:00:00 2026\nSubject: odd\n\n>From me\n>>From him\n\n',
    )
    await imported('run.mbox')
    expect(await allIn('new.db')).toMatchObject([
      { raw: odd.toString('latin1'), from: 'ada@b.test', receivedAt: Date.UTC(2026, 4, 1, 12), to: [] },
      { raw: 'Delivered-To: c@b.test\r\nTo: d@b.test\r\n\r\nNo line end\r\n', from: '', to: ['c@b.test'] },
    ])
  })

  it('move the mail as eml files, exactly their bytes', async () => {
    await kept([
      { id: 'm-first-1', raw: odd, receivedAt: Date.UTC(2026, 4, 1) },
      { id: 'm-second-1', raw: 'Subject: 2\r\n\r\nNo line end', receivedAt: Date.UTC(2026, 4, 2) },
    ])
    expect((await exported('mail')).stdout).toContain('2 messages, 0 sessions')
    expect(readdirSync(file('mail')).toSorted()).toEqual(['000001-m-first-1.eml', '000002-m-second-1.eml'])
    expect(readFileSync(file('mail/000001-m-first-1.eml'))).toEqual(odd)
    await imported('mail')
    expect(await allIn('new.db')).toMatchObject([
      { raw: odd.toString('latin1'), receivedAt: Date.UTC(2026, 4, 1) },
      { raw: 'Subject: 2\r\n\r\nNo line end', receivedAt: Date.UTC(2026, 4, 2) },
    ])
  })

  it('leave what is there already, and keep messages that are the same', async () => {
    await kept([{ raw: 'Subject: twin\r\n\r\n' }, { raw: 'Subject: twin\r\n\r\n' }])
    await exported('mail')
    expect((await imported('mail')).stdout).toContain('2 messages, 0 sessions')
    await inStore('new.db', async (store) => {
      const [newest] = (await store.listMessages()).messages
      await store.labels.setTags(newest?.id ?? '', ['mine'])
    })
    expect((await imported('mail')).stdout).toBe(
      `New in ${file('new.db')}: 0 messages, 0 sessions.\nAlready there: 2.\n`,
    )
    expect((await allIn('new.db')).map(({ tags }) => tags)).toEqual([[], ['mine']])
    expect((await imported('mail', '--json')).stdout).toBe('{"type":"moved","messages":0,"sessions":0}\n')
  })

  it('say what an import removed, as the store was full', async () => {
    await kept([{ raw: 'Subject: 1\r\n\r\n' }, { raw: 'Subject: 2\r\n\r\n' }, { raw: 'Subject: 3\r\n\r\n' }])
    await exported('run.mbox')
    const { stdout } = await imported('run.mbox', '--max-messages', '2')
    expect(stdout).toContain('Removed, as the store is full: 1. Raise --max-messages')
    expect((await allIn('new.db')).map(({ raw }) => raw.slice(0, 10))).toEqual(['Subject: 2', 'Subject: 3'])
  })
})

describe.runIf(hasSqlite)('fourport import', () => {
  it('reads an mbox file of another program, whatever its line ends', async () => {
    const lines = [
      'From - Fri May 01 12:00:00 2026',
      'From: "Ada" <ada@b.test>',
      'To: b@b.test, "C, D" <c@b.test>',
      'Bcc: e@b.test',
      '',
      'Hello',
      '',
      'From here on it is text.',
      '',
      'From MAILER-DAEMON Fri May  1 12:00:01 2026',
      'Subject: bounce',
      '',
    ]
    for (const [at, end] of ['\n', '\r\n'].entries()) {
      writeFileSync(file('other'), lines.join(end))
      await runCli(['import', file('other'), '--store', file(`other-${at}.db`)])
      expect(await allIn(`other-${at}.db`)).toMatchObject([
        {
          raw: `${lines.slice(1, 8).join('\r\n')}\r\n`,
          receivedAt: Date.UTC(2026, 4, 1, 12),
          from: 'ada@b.test',
          to: ['b@b.test', 'c@b.test', 'e@b.test'],
        },
        { raw: 'Subject: bounce\r\n', from: '' },
      ])
    }
  })

  it('reads a maildir, and what was read in it', async () => {
    for (const name of ['cur', 'new', 'tmp']) mkdirSync(file(`box/${name}`), { recursive: true })
    writeFileSync(file('box/cur/1700000001.x:2,RS'), 'Subject: seen\nTo: a@b.test\n\n')
    writeFileSync(file('box/new/1700000002.x'), 'Return-Path: <ada@b.test>\nSubject: new\n\n')
    writeFileSync(file('box/tmp/1700000003.x'), 'Subject: half')
    await imported('box')
    expect(await allIn('new.db')).toMatchObject([
      { raw: 'Subject: seen\r\nTo: a@b.test\r\n\r\n', isRead: true, to: ['a@b.test'] },
      { from: 'ada@b.test', isRead: false },
    ])
  })

  it('reads the folder of MailHog, with its envelopes, in the order of its times', async () => {
    mkdirSync(file('hog'))
    const hog = (name: string, envelope: string, seconds: number): void => {
      writeFileSync(file(`hog/${name}`), `HELO:<client>\r\n${envelope}\r\n\r\nSubject: ${name}\r\n\r\nHi`)
      utimesSync(file(`hog/${name}`), seconds, seconds)
    }
    hog('a@mailhog.example', 'FROM:<ada@b.test>\r\nTO:<b@b.test>\r\nTO:<c@b.test>', 2_000)
    hog('z@mailhog.example', 'FROM:<>\r\nTO:<d@b.test>', 1_000)
    writeFileSync(file('hog/notes.txt'), 'Buy milk.')
    await imported('hog')
    expect(await allIn('new.db')).toMatchObject([
      { raw: 'Subject: z@mailhog.example\r\n\r\nHi', from: '', to: ['d@b.test'], receivedAt: 1_000_000 },
      { from: 'ada@b.test', to: ['b@b.test', 'c@b.test'], receivedAt: 2_000_000 },
    ])
  })

  it('reads Mailpit’s database, with tags and what was read', async () => {
    mailpitDatabase(file('mailpit.db'), [
      {
        raw: 'From: ada@b.test\r\nTo: b@b.test\r\nSubject: packed\r\n\r\n',
        created: 1_700_000_000_000,
        to: ['b@b.test'],
        bcc: ['secret@hidden.test'],
        tags: ['Red', 'blue'],
        isRead: true,
        isPacked: true,
      },
      { raw: 'X-Tags: removed\r\nSubject: 2\r\n\r\n', created: 1_700_000_001_000, to: ['c@b.test'] },
    ])
    expect((await imported('mailpit.db')).stdout).toContain('2 messages, 0 sessions')
    expect(await allIn('new.db')).toEqual([
      {
        raw: 'From: ada@b.test\r\nTo: b@b.test\r\nSubject: packed\r\n\r\n',
        receivedAt: 1_700_000_000_000,
        from: 'ada@b.test',
        to: ['b@b.test', 'secret@hidden.test'],
        tags: ['blue', 'Red'],
        isRead: true,
      },
      expect.objectContaining({ to: ['c@b.test'], tags: [], isRead: false }),
    ])
  })
})

describe.runIf(hasSqlite)('mail that cannot be moved', () => {
  it('would be written over what is there', async () => {
    await kept([{}])
    writeFileSync(file('run.mbox'), 'mine')
    mkdirSync(file('mail'))
    writeFileSync(file('mail/mine'), '')
    expect(await refusalOf(exported('run.mbox'))).toMatch(
      /run\.mbox" exists already, and an export overwrites nothing/,
    )
    expect(await refusalOf(exported('mail'))).toMatch(/mail" is a folder with files in it/)
    expect(await refusalOf(exported('nowhere/run.jsonl'))).toMatch(/does not exist, or its folder does not/)
    expect(readFileSync(file('run.mbox'), 'utf8')).toBe('mine')
  })

  it('is no mail', async () => {
    writeFileSync(file('notes.txt'), 'Buy milk.')
    mkdirSync(file('empty'))
    const other: Database = sqlite()(file('songs.db'))
    other.exec('CREATE TABLE songs (title TEXT)')
    other.close()
    expect(await refusalOf(imported('notes.txt'))).toMatch(/expected JSON lines of an export, an mbox file/)
    expect(await refusalOf(imported('empty'))).toMatch(/is a folder without mail/)
    expect(await refusalOf(imported('songs.db'))).toMatch(/is an SQLite file, but not one of Mailpit.s/)
    expect(await refusalOf(imported('nothing'))).toMatch(/does not exist/)
  })

  const message = {
    id: 'm-0000001',
    receivedAt: 1,
    envelope: { mailFrom: '', rcptTo: [] },
    raw: Buffer.from('Subject: 1\r\n\r\n').toString('base64'),
  }
  it.each<readonly [string, unknown, RegExp]>([
    ['no JSON', '{"message"', /line 2 no JSON object/],
    ['something else', {}, /line 2 neither "message" nor "session"/],
    ['a message without an id', { message: { ...message, id: '../x' } }, /line 2 a message without an "id"/],
    ['bytes in no base64', { message: { ...message, raw: 'a*b' } }, /without "raw"/],
    ['no time', { message: { ...message, receivedAt: 'now' } }, /without "receivedAt"/],
    ['no envelope', { message: { ...message, envelope: {} } }, /without "envelope"/],
    ['a session of another version', { session: { version: 99 } }, /line 2, record 1 has version 99/],
    [
      'missing sessions',
      { session: { version: 1, missing: { sessions: 1, since: '', until: '' } } },
      /the record of none/,
    ],
  ])('has a line with %s: what comes before it is kept', async (_, line, says) => {
    const text = typeof line === 'string' ? line : JSON.stringify(line)
    writeFileSync(file('run.jsonl'), `${JSON.stringify({ message })}\n${text}\n`)
    expect(await refusalOf(imported('run.jsonl'))).toMatch(says)
    expect(await allIn('new.db')).toMatchObject([{ raw: 'Subject: 1\r\n\r\n' }])
  })

  it('is larger than the store may be', async () => {
    await kept([{ raw: `Subject: 1\r\n\r\n${'x'.repeat(100_000)}` }])
    await exported('run.mbox')
    const run = imported('run.mbox', '--max-message-bytes', '50kB', '--size-limit', '10kB')
    expect(await refusalOf(run)).toContain('STORE_FULL')
  })

  it('is in a file that a server uses', async () => {
    await inStore('mail.db', async () => {
      expect(await refusalOf(exported('run.mbox'))).toMatch(/is open in another server/)
    })
  })

  it('is in no file that is named', async () => {
    expect(await runCli(['export', '--to', file('run.mbox')])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--store mail.db') as string,
    })
    expect(await runCli(['export', '--store', file('mail.db')])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('fourport export --store FILE --to PATH') as string,
    })
    expect(await runCli(['import', '--store', file('mail.db')])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('fourport import FROM --store FILE') as string,
    })
  })
})
