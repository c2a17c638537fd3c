import { beforeEach, describe, expect, it } from 'vitest'
import { createMessageParser } from '../../../src/capture/create-parser.ts'
import type { MessageQuery } from '../../../src/model/query.ts'
import { Candidates } from '../../../src/store/file/candidates.ts'
import { openFileStore } from '../../../src/store/file/file-store.ts'
import { type Database, sqlite } from '../../../src/store/file/sqlite.ts'
import { compileQuery } from '../../../src/store/query.ts'
import type { Store } from '../../../src/store/store.ts'
import { put } from '../messages.ts'
import { idsOf, storeParts } from '../store-under-test.ts'
import { hasSqlite } from './has-sqlite.ts'
import { temporaryFolder } from './temporary-folder.ts'

describe.runIf(hasSqlite)('what may match in a file', () => {
  const file = temporaryFolder()
  const open = (): Promise<Store> =>
    openFileStore({ file: file('mail.db'), sync: 'normal' }, storeParts().parts)

  beforeEach(async () => {
    const store = await open()
    await put(store, { id: 'tagged', to: ['ada+Weekly@b.test'], user: 'alice' })
    await put(store, { id: 'other', to: ['ada+weekly.news@b.test'] })
    await store.close()
  })

  const byTag = 'SEARCH tags USING COVERING INDEX tagsWhateverCase (tag=? AND seq<?)'
  const byPlace = 'SEARCH places USING PRIMARY KEY (key=? AND seq<?)'
  /** FTS5 calls every one of its own reads a scan: M is MATCH, < a bound of the rowid. */
  const byText = 'SCAN texts VIRTUAL TABLE INDEX 192:M1<'
  const bySeq = 'SEARCH messages USING INTEGER PRIMARY KEY (rowid=?)'
  const plans: readonly (readonly [string, MessageQuery, readonly string[]])[] = [
    ['a tag', { query: 'tag:weekly' }, [byTag]],
    ['a tag in another case, beside a date', { query: 'TAG:WEEKLY after:2d' }, [byTag]],
    ['a rare tag and a text', { query: 'tag:weekly hello' }, [byTag]],
    ['one of two tags', { anyOf: [{ query: 'tag:a' }, { query: 'tag:b' }] }, [byTag]],
    ['a recipient', { to: 'ada@b.test' }, [byPlace]],
    ['a recipient and a tag', { to: 'ada@b.test', query: 'tag:weekly' }, [byPlace]],
    ['a user', { user: 'alice' }, [byPlace]],
    ['a text', { query: 'hello' }, [byText, 'SEARCH messages USING INDEX unindexed (seq<?)']],
  ]

  it.each(plans)('is found by an index: %s', (_, query, expected) => {
    const database = sqlite()(file('mail.db'), { readOnly: true })
    const asked: string[] = []
    const next = candidatesOf(query, database, asked)
    next(Number.MAX_SAFE_INTEGER, 10)
    const plan = asked.flatMap((sql) => database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all())
    const steps = plan.map(({ detail }) => String(detail))
    expect(steps).toEqual(expect.arrayContaining([bySeq, ...expected]))
    expect(steps.filter((step) => /^SCAN (?!texts VIRTUAL)/.test(step))).toEqual([])
    expect(steps.filter((step) => step.includes('TEMP B-TREE'))).toEqual([])
    database.close()
  })

  it('has no message with another tag', () => {
    const database = sqlite()(file('mail.db'), { readOnly: true })
    const next = candidatesOf({ query: 'tag:weekly' }, database, [])
    expect(next(Number.MAX_SAFE_INTEGER, 10).map(({ id }) => id)).toEqual(['tagged'])
    database.close()
  })

  it('is found by a text where more than a thousand messages have the tag', () => {
    const database = sqlite()(file('mail.db'))
    const insert = database.prepare('INSERT INTO tags VALUES (?, ?)')
    database.exec('BEGIN')
    for (let seq = 10; seq < 1_010; seq++) insert.run('weekly', seq)
    database.exec('COMMIT')
    const asked: string[] = []
    candidatesOf({ query: 'tag:weekly hello' }, database, asked)
    expect(asked.some((sql) => sql.includes('texts MATCH'))).toBe(true)
    database.close()
  })

  it('is found the same in a file of the first schema, which had no such index', async () => {
    const database = sqlite()(file('mail.db'))
    database.exec('DROP INDEX tagsWhateverCase; PRAGMA user_version = 1')
    database.close()
    const store = await open()
    expect(await idsOf(store, { query: 'tag:WEEKLY' })).toEqual(['tagged'])
    await store.close()
    const again = sqlite()(file('mail.db'), { readOnly: true })
    expect(again.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'tagsWhateverCase'").get()).toBeDefined()
    again.close()
  })
})

/** @param asked - Gets each statement that is prepared */
function candidatesOf(
  query: MessageQuery,
  database: Database,
  asked: string[],
): ReturnType<Candidates['of']> {
  const listening: Database = {
    exec: (sql) => database.exec(sql),
    prepare(sql) {
      asked.push(sql)
      return database.prepare(sql)
    },
    close: () => database.close(),
  }
  const reader = createMessageParser().reader({ bytesOf: () => undefined, areLent: false })
  const labels = { tagsOf: () => [] } as unknown as Store['labels']
  return new Candidates(listening).of(compileQuery(query, reader, labels), false)
}
