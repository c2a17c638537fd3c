import type { Database } from './sqlite.ts'

/** What a file of ours says of itself: "4prt", in the header of the file, where `file` and SQLite show it. */
export const applicationId = 0x34707274

/**
 * The changes that make the schema, each once and never altered: a file has as its version how many of them it has had,
 * and gets the others when it is opened.
 */
const changes: readonly string[] = [
  `
  -- One row: what would have to be counted.
  CREATE TABLE totals (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    lastSeq INTEGER NOT NULL, lastSession INTEGER NOT NULL, position INTEGER NOT NULL,
    messages INTEGER NOT NULL, messageBytes INTEGER NOT NULL, readMessages INTEGER NOT NULL,
    sessions INTEGER NOT NULL, sessionBytes INTEGER NOT NULL
  ) STRICT;
  INSERT INTO totals VALUES (1, 0, 0, 0, 0, 0, 0, 0, 0);

  -- facts is JSON; isIndexed: 0 not yet, 1 its text is in texts, 2 its text is too long, and is looked at in each search.
  CREATE TABLE messages (
    seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, addedMs INTEGER NOT NULL,
    sizeBytes INTEGER NOT NULL, costBytes INTEGER NOT NULL,
    isRead INTEGER NOT NULL DEFAULT 0, isIndexed INTEGER NOT NULL DEFAULT 0,
    tags TEXT, facts TEXT NOT NULL
  ) STRICT;
  CREATE INDEX unindexed ON messages (seq) WHERE isIndexed <> 1;
  CREATE INDEX unread ON messages (seq) WHERE isRead = 0;

  -- The raw bytes, in blocks: key is seq * 65536 + the number of the block.
  CREATE TABLE blocks (key INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT;

  -- Where a message is found: r:recipient, u:user, in lower case.
  CREATE TABLE places (key TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (key, seq)) STRICT, WITHOUT ROWID;
  CREATE TABLE tags (tag TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (tag, seq)) STRICT, WITHOUT ROWID;

  -- Which message says which three characters, folded before they come here.
  CREATE VIRTUAL TABLE texts USING fts5 (
    text, content = '', contentless_delete = 1, detail = none, tokenize = "trigram case_sensitive 1"
  );

  CREATE TABLE sessions (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, costBytes INTEGER NOT NULL, record TEXT NOT NULL
  ) STRICT;
  -- Sessions that go on: their records as they were last seen.
  CREATE TABLE openSessions (id TEXT PRIMARY KEY, record TEXT NOT NULL) STRICT, WITHOUT ROWID;

  CREATE TABLE events (position INTEGER PRIMARY KEY, event TEXT NOT NULL) STRICT;

  -- What else comes back after a restart, as JSON: inboxes, faults, scenarios.
  CREATE TABLE notes (kind TEXT NOT NULL, id TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (kind, id))
    STRICT, WITHOUT ROWID;
  `,
  `
  -- A search finds a tag whatever its case; tags are ASCII.
  CREATE INDEX tagsWhateverCase ON tags (tag COLLATE NOCASE, seq);
  `,
]

/** The version that this Fourport writes. */
export const schemaVersion: number = changes.length
/** The oldest version that can be read as it is: later ones only made that faster. */
export const oldestReadable = 1

/** Brings a file from its version to ours; all of it, or nothing. */
export function migrate(database: Database, from: number): void {
  database.exec('BEGIN IMMEDIATE')
  try {
    for (const change of changes.slice(from)) database.exec(change)
    database.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${schemaVersion}`)
    database.exec('COMMIT')
  } catch (error) {
    database.exec('ROLLBACK')
    throw error
  }
}

/** So many blocks a message may have. */
const blocksOfMessage = 65_536
/** Of a block: one is read and written without keeping others waiting. */
export const blockBytes: number = 256 * 1024

/** The key of a block of a message. */
export function blockKey(seq: number, block: number): number {
  return seq * blocksOfMessage + block
}
