import { chmodSync, closeSync, openSync, statSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { FourportError, messageOf, systemCode } from '../../base/errors.ts'
import type { StoreSync } from '../../model/store-sync.ts'
import { applicationId, migrate, oldestReadable, schemaVersion } from './schema.ts'
import { type Database, type OpenDatabase, problemOf, type SqliteProblem } from './sqlite.ts'

/** Of this user alone: it holds mail, and the passwords of inboxes. */
const mode = 0o600
/** A file up to here is looked through before the ports open; a larger one takes longer than a start may. */
const checkedBytes = 64 * 1024 * 1024
/** Pages of the write-ahead log that may lie there after a burst. */
const logBytes = 32 * 1024 * 1024

/** The file, opened by the one server that writes to it. */
export interface OpenedFile {
  readonly database: Database
  close(): void
}

/**
 * Opens a file for the one who writes to it, makes it where there is none, and brings its schema to ours.
 *
 * @throws FourportError STORE_IN_USE where another server has it open; STORE_UNUSABLE
 */
export function openFile(file: string, sync: StoreSync, open: OpenDatabase): OpenedFile {
  return explained(file, () => {
    refuseOthers(file, open)
    const lock = lockFile(file, open)
    try {
      const database = open(file)
      try {
        prepare(file, database, sync)
        chmodSync(file, mode)
      } catch (error) {
        database.close()
        throw error
      }
      return {
        database,
        close() {
          database.close()
          lock.close()
        },
      }
    } catch (error) {
      lock.close()
      throw error
    }
  })
}

/**
 * Opens a file to read what an earlier run has left in it. Nothing is written, beside it neither, where its last server was
 * stopped: what was killed has left a log that SQLite reads through files of its own.
 *
 * @throws FourportError STORE_IN_USE where a server has it open; STORE_UNUSABLE
 */
export function openForReading(file: string, open: OpenDatabase): Database {
  return explained(file, () => {
    const stats = statSync(file, { throwIfNoEntry: false })
    if (stats === undefined) throw unusable(file, 'does not exist, and a file that is only read is not made')
    if (!stats.isFile()) throw unusable(file, 'is not a regular file')
    const lock = shareLock(file, open)
    try {
      const database = open(readingAddress(file), { readOnly: true })
      const close = (): void => {
        database.close()
        lock?.close()
      }
      try {
        refuseUnreadable(file, database)
      } catch (error) {
        database.close()
        throw error
      }
      return { exec: (sql) => database.exec(sql), prepare: (sql) => database.prepare(sql), close }
    } catch (error) {
      lock?.close()
      throw error
    }
  })
}

/** Without a log it is opened as a file that nobody changes: SQLite then needs no files beside it, and no right to make them. */
function readingAddress(file: string): string {
  const logBytes = statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0
  return logBytes > 0 ? file : `${pathToFileURL(file).href}?immutable=1`
}

/** Keeps servers that write away, for as long as it is open; null: there is no lock, where the file is a copy. */
function shareLock(file: string, open: OpenDatabase): Database | null {
  const path = `${file}-lock`
  if (statSync(path, { throwIfNoEntry: false }) === undefined) return null
  const lock = open(path, { readOnly: true })
  try {
    lock.exec('PRAGMA busy_timeout = 0; BEGIN; SELECT count(*) FROM sqlite_schema')
    return lock
  } catch (error) {
    lock.close()
    throw error
  }
}

function refuseUnreadable(file: string, database: Database): void {
  database.exec('PRAGMA busy_timeout = 1000')
  if (numberOf(database, 'application_id') !== applicationId)
    throw unusable(file, 'is an SQLite file of another program, or an empty one')
  const version = numberOf(database, 'user_version')
  refuseNewer(file, version)
  if (version < oldestReadable)
    throw unusable(file, 'was written by an older Fourport: open it once without --read-only')
  refuseDamaged(file, database)
}

/**
 * A file that is none, or that another program wrote. It is made where there is nothing. @note it is read through SQLite
 * only: closing another descriptor of a file drops the locks that a server in this process has on it (POSIX), and an
 * sqlite3 that looks at it then removes its log.
 */
function refuseOthers(file: string, open: OpenDatabase): void {
  const stats = statSync(file, { throwIfNoEntry: false })
  if (stats === undefined) return makeFile(file)
  if (!stats.isFile()) throw unusable(file, 'is not a regular file')
  if (stats.size === 0) return
  const database = open(file, { readOnly: true })
  try {
    database.exec('PRAGMA busy_timeout = 1000')
    const tables = Number(database.prepare('SELECT count(*) AS count FROM sqlite_schema').get()?.['count'])
    if (tables > 0 && numberOf(database, 'application_id') !== applicationId) throw ofAnother(file, database)
  } finally {
    database.close()
  }
}

/** Its names may begin with those of a tenant. */
const mailpitTables =
  "SELECT count(*) AS count FROM sqlite_schema WHERE type = 'table' AND (name LIKE '%mailbox' OR name LIKE '%mailbox_data')"

function ofAnother(file: string, database: Database): FourportError {
  if (Number(database.prepare(mailpitTables).get()?.['count']) < 2)
    return unusable(file, 'is an SQLite file of another program')
  return new FourportError(
    'STORE_UNUSABLE',
    `The store ${JSON.stringify(file)} is a database of Mailpit, and Fourport keeps mail in a file of its own form. Nothing in it was changed.`,
    {
      help: 'Give another file with --store, or with MP_DATABASE where that named it; or move this one away. `mailpit dump` writes its messages to a folder.',
    },
  )
}

/** Another that makes it at the same time makes the same. */
function makeFile(path: string): void {
  try {
    closeSync(openSync(path, 'wx', mode))
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw error
  }
}

function numberOf(database: Database, pragma: string): number {
  return Number(Object.values(database.prepare(`PRAGMA ${pragma}`).get() ?? {})[0])
}

/**
 * A lock that ends with the process, however that ends. @note the file beside ours stays, empty: who removed it could
 * remove the one that another server has just locked.
 */
function lockFile(file: string, open: OpenDatabase): Database {
  const path = `${file}-lock`
  makeFile(path)
  const lock = open(path)
  try {
    // Nothing is ever written to it, so that it needs no journal beside it.
    lock.exec('PRAGMA busy_timeout = 0; PRAGMA journal_mode = OFF; BEGIN EXCLUSIVE')
    return lock
  } catch (error) {
    lock.close()
    throw error
  }
}

function prepare(file: string, database: Database, sync: StoreSync): void {
  // Before there are tables: how freed pages are given back is decided once.
  database.exec('PRAGMA busy_timeout = 10000; PRAGMA auto_vacuum = INCREMENTAL')
  const version = numberOf(database, 'user_version')
  refuseNewer(file, version)
  database.exec(
    `PRAGMA journal_mode = WAL; PRAGMA synchronous = ${sync}; PRAGMA journal_size_limit = ${logBytes}; PRAGMA cache_size = -8192`,
  )
  if (version < schemaVersion) migrate(database, version)
  refuseDamaged(file, database)
}

function refuseNewer(file: string, version: number): void {
  if (version > schemaVersion)
    throw new FourportError(
      'STORE_UNUSABLE',
      `The store ${JSON.stringify(file)} was written by a newer Fourport: its schema has version ${version}, and this one knows ${schemaVersion}.`,
      { help: 'Use that Fourport or a newer one, or give another file.' },
    )
}

function refuseDamaged(file: string, database: Database): void {
  if (numberOf(database, 'page_count') * numberOf(database, 'page_size') > checkedBytes) return
  const [found] = database.prepare('PRAGMA quick_check(1)').all()
  if (found?.['quick_check'] !== 'ok') throw unusable(file, `is damaged (${String(found?.['quick_check'])})`)
}

function unusable(file: string, what: string, cause?: unknown): FourportError {
  return new FourportError('STORE_UNUSABLE', `The store ${JSON.stringify(file)} ${what}.`, { cause })
}

const problems: Readonly<Record<Exclude<SqliteProblem, 'busy'>, string>> = {
  'read-only': 'cannot be written to',
  'input-output': 'cannot be read or written: its disk reports an error',
  damaged: 'is damaged',
  full: 'cannot be written to: its disk is full',
  'cannot-open': 'cannot be opened: this user must be able to write to the file and to its folder',
  'not-a-database': 'belongs to another program: it is no SQLite file',
}

/**
 * What the system and SQLite say, as a sentence about the file.
 *
 * @throws FourportError STORE_IN_USE, STORE_UNUSABLE
 */
export function explained<Value>(file: string, work: () => Value): Value {
  try {
    return work()
  } catch (error) {
    if (error instanceof FourportError) throw error
    const problem = problemOf(error)
    if (problem === 'busy')
      throw new FourportError(
        'STORE_IN_USE',
        `The store ${JSON.stringify(file)} is open in another server. One server at a time can use a file.`,
        { cause: error },
      )
    if (problem !== null) throw unusable(file, problems[problem], error)
    const code = systemCode(error)
    throw unusable(file, systemProblems[code] ?? `cannot be opened: ${messageOf(error)}`, error)
  }
}

const systemProblems: Readonly<Record<string, string>> = {
  ENOENT: 'cannot be made: its folder does not exist',
  ENOTDIR: 'cannot be made: its folder does not exist',
  EACCES: 'cannot be opened: this user must be able to write to the file and to its folder',
  EPERM: 'cannot be opened: this user must be able to write to the file and to its folder',
  EROFS: 'cannot be opened: its file system is read-only',
  ENOSPC: 'cannot be made: its disk is full',
}
