import { FourportError } from '../../base/errors.ts'

/** What SQLite takes and gives, as far as it is used here. */
export type SqlValue = null | number | string | Uint8Array

export type SqlRow = Readonly<Record<string, SqlValue>>

export interface Statement {
  run(...values: readonly SqlValue[]): { readonly changes: number | bigint }
  get(...values: readonly SqlValue[]): SqlRow | undefined
  all(...values: readonly SqlValue[]): readonly SqlRow[]
}

export interface Database {
  exec(sql: string): void
  prepare(sql: string): Statement
  close(): void
}

export type OpenDatabase = (file: string, options?: { readonly readOnly?: boolean }) => Database

interface Sqlite {
  readonly DatabaseSync: new (file: string, options: { readonly readOnly?: boolean }) => Database
}

/**
 * Node's own SQLite, which has been there without a flag since Node 22.13.
 *
 * @throws FourportError STORE_NEEDS_NODE where this Node has none
 */
export function sqlite(): OpenDatabase {
  // oxlint-disable-next-line rooms/imports -- a static import would end a process of Node 20, and its types do not know it
  const module = withoutWarning(() => process.getBuiltinModule('node:sqlite') as Sqlite | undefined)
  if (module === undefined)
    throw new FourportError(
      'STORE_NEEDS_NODE',
      `The store option keeps mail in an SQLite file, and this Node (${process.version}) has no SQLite. Node 22.13 and newer have it.`,
    )
  return (file, options = {}) => new module.DatabaseSync(file, options)
}

/**
 * @note Node prints that its SQLite is experimental, once, while it loads it. Nobody who starts a mail server can do
 * anything about that, so it is not printed.
 */
function withoutWarning<Value>(load: () => Value): Value {
  const emit = process.emitWarning
  process.emitWarning = () => {}
  try {
    return load()
  } finally {
    process.emitWarning = emit
  }
}

/** SQLite's result codes that mean something to a user (https://sqlite.org/rescode.html); the low byte is the kind. */
const kinds: Readonly<Record<number, SqliteProblem>> = {
  5: 'busy',
  6: 'busy',
  8: 'read-only',
  10: 'input-output',
  11: 'damaged',
  13: 'full',
  14: 'cannot-open',
  26: 'not-a-database',
}

export type SqliteProblem =
  'busy' | 'read-only' | 'input-output' | 'damaged' | 'full' | 'cannot-open' | 'not-a-database'

/** What an error of SQLite means; null: it is none, or one that says it itself. */
export function problemOf(error: unknown): SqliteProblem | null {
  const code: unknown =
    typeof error === 'object' && error !== null ? (error as { errcode?: unknown }).errcode : undefined
  return typeof code === 'number' ? (kinds[code & 0xff] ?? null) : null
}
