import * as zlib from 'node:zlib'
import { FourportError } from '../../base/errors.ts'
import { isRecord } from '../../base/kinds/kind.ts'
import { withoutSession } from '../../model/message.ts'
import { type Database, sqlite, type SqlRow } from '../../store/file/sqlite.ts'
import type { MovedMessage } from './moved-message.ts'

/** What a message may have when it is unpacked. */
const mostBytes = 512 * 1024 * 1024

/**
 * The messages of Mailpit's database (its schema since version 1.23), oldest first, with their tags and whether they were read.
 *
 * @throws FourportError STORE_NEEDS_NODE; MAIL_FILE_UNUSABLE where it is none of Mailpit's
 */
export function* readMailpit(path: string): Generator<MovedMessage> {
  const database = sqlite()(path, { readOnly: true })
  try {
    if (!isMailpit(database))
      throw new FourportError(
        'MAIL_FILE_UNUSABLE',
        `${JSON.stringify(path)} is an SQLite file, but not one of Mailpit's.`,
      )
    const next = database.prepare(
      `SELECT m.rowid AS row, m.ID AS id, Created, Read, Metadata, Email, Compressed
       FROM mailbox m JOIN mailbox_data d ON d.ID = m.ID WHERE m.rowid > ? ORDER BY m.rowid LIMIT 1`,
    )
    const tags = database.prepare(
      'SELECT Name FROM message_tags JOIN tags ON tags.ID = TagID WHERE message_tags.ID = ?',
    )
    for (let row = next.get(0); row !== undefined; row = next.get(Number(row['row']))) {
      const names = tags.all(row['id'] as string).map(({ Name }) => String(Name))
      yield { ...messageOf(row), tags: names }
    }
  } finally {
    database.close()
  }
}

function isMailpit(database: Database): boolean {
  const tables = database
    .prepare("SELECT count(*) AS count FROM sqlite_schema WHERE name IN ('mailbox', 'mailbox_data', 'tags')")
    .get()
  return tables?.['count'] === 3
}

function messageOf({ Created, Read, Metadata, Email, Compressed }: SqlRow): Omit<MovedMessage, 'tags'> {
  const bytes = Buffer.from(Email as Uint8Array)
  const rcptTo = recipientsIn(String(Metadata))
  return {
    id: null,
    receivedAt: Number(Created),
    envelope: rcptTo.length === 0 ? {} : { rcptTo },
    origin: withoutSession,
    isRead: Read === 1,
    raw: Compressed === 0 ? bytes : unpacked(bytes),
  }
}

interface Zstd {
  readonly zstdDecompressSync?: (bytes: Buffer, options: { readonly maxOutputLength: number }) => Buffer
}

/** @note Node has had Zstandard since 22.15: a named import would end an older one. */
function unpacked(bytes: Buffer): Buffer {
  const { zstdDecompressSync } = zlib as Zstd
  if (zstdDecompressSync === undefined)
    throw new FourportError(
      'STORE_NEEDS_NODE',
      `Mailpit has packed its messages with Zstandard, which this Node (${process.version}) cannot read. Node 22.15 and newer can.`,
      { help: 'Run the import with Node 22.15 or newer.' },
    )
  return zstdDecompressSync(bytes, { maxOutputLength: mostBytes })
}

/** Mailpit lists a recipient that no header names as Bcc. */
function recipientsIn(metadata: string): readonly string[] {
  const lists = JSON.parse(metadata) as Readonly<Record<string, unknown>>
  const people = ['To', 'Cc', 'Bcc'].flatMap((name) => {
    const list = lists[name]
    return Array.isArray(list) ? (list as readonly unknown[]) : []
  })
  const addresses = people.map((one) => (isRecord(one) ? one['Address'] : undefined))
  return [
    ...new Set(addresses.filter((address) => typeof address === 'string' && address !== '')),
  ] as string[]
}
