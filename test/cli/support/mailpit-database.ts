import * as zlib from 'node:zlib'
import { sqlite } from '../../../src/store/file/sqlite.ts'

export interface MailpitMessage {
  readonly raw: string
  /** Milliseconds since 1970. */
  readonly created: number
  readonly to: readonly string[]
  readonly bcc?: readonly string[]
  readonly tags?: readonly string[]
  readonly isRead?: boolean
  /** By Zstandard, where this Node has it. */
  readonly isPacked?: boolean
}

/** A database as Mailpit 1.33 writes it: the columns that it has, in the tables that hold mail. */
export function mailpitDatabase(file: string, messages: readonly MailpitMessage[]): void {
  const database = sqlite()(file)
  database.exec(`
    CREATE TABLE mailbox (
      Created INTEGER NOT NULL, ID TEXT NOT NULL, MessageID TEXT NOT NULL, Subject TEXT NOT NULL, Metadata TEXT,
      Size INTEGER NOT NULL, Inline INTEGER NOT NULL, Attachments INTEGER NOT NULL, Read INTEGER, SearchText TEXT,
      Snippet TEXT NOT NULL DEFAULT ''
    );
    CREATE TABLE mailbox_data (ID TEXT KEY NOT NULL, Email BLOB, Compressed INTEGER NOT NULL DEFAULT '0');
    CREATE TABLE tags (ID INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, Name TEXT COLLATE NOCASE);
    CREATE TABLE message_tags (
      Key INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, ID TEXT NOT NULL, TagID INTEGER NOT NULL
    );
  `)
  const insert = database.prepare(
    `INSERT INTO mailbox (Created, ID, MessageID, Subject, Metadata, Size, Inline, Attachments, Read)
     VALUES (?, ?, '', '', ?, 0, 0, 0, ?)`,
  )
  const insertData = database.prepare('INSERT INTO mailbox_data VALUES (?, ?, ?)')
  const insertTag = database.prepare('INSERT INTO tags (Name) VALUES (?)')
  const tagged = database.prepare('INSERT INTO message_tags (ID, TagID) VALUES (?, last_insert_rowid())')
  for (const [at, { raw, created, to, bcc, tags = [], isRead = false, isPacked }] of messages.entries()) {
    const id = `mailpit${at}`
    const metadata = { From: null, To: people(to), Cc: null, Bcc: people(bcc ?? []), ReplyTo: null }
    insert.run(created, id, JSON.stringify(metadata), isRead ? 1 : 0)
    const bytes = Buffer.from(raw)
    const packed = isPacked === true ? (zlib as Zstd).zstdCompressSync?.(bytes) : undefined
    insertData.run(id, packed ?? bytes, packed === undefined ? 0 : 1)
    for (const tag of tags) {
      insertTag.run(tag)
      tagged.run(id)
    }
  }
  database.close()
}

interface Zstd {
  readonly zstdCompressSync?: (bytes: Buffer) => Buffer
}

function people(addresses: readonly string[]): readonly object[] {
  return addresses.map((Address) => ({ Name: '', Address }))
}
