import { FourportError, messageOf } from '../../base/errors.ts'
import type { FileProblem } from './operations.ts'
import { type Database, problemOf, type SqliteProblem, type Statement } from './sqlite.ts'

/** A database whose statements say, where one fails, which file it is and what to do. */
export function explainedReads(database: Database, file: string): Database {
  const explain = <Value>(work: () => Value): Value => {
    try {
      return work()
    } catch (error) {
      const problem = problemOf(error)
      throw problem === null ? error : storeFailed(file, 'read', { problem, text: messageOf(error) })
    }
  }
  return {
    exec: (sql) => explain(() => database.exec(sql)),
    prepare: (sql) => {
      const statement = explain(() => database.prepare(sql))
      return {
        run: (...values) => explain(() => statement.run(...values)),
        get: (...values) => explain(() => statement.get(...values)),
        all: (...values) => explain(() => statement.all(...values)),
      } satisfies Statement
    },
    close: () => database.close(),
  }
}

const helps: { readonly [Problem in SqliteProblem]?: string } = {
  damaged:
    'Stop the server and move the file away; SQLite can often save what is in it: sqlite3 FILE .recover.',
  full: 'Free space on that disk, or delete messages; no restart is needed.',
}

/** Why the file could not be read, or written. */
export function storeFailed(
  file: string,
  work: 'read' | 'written',
  { problem, text }: FileProblem,
): FourportError {
  const help = problem === null ? undefined : helps[problem]
  return new FourportError(
    problem === 'full' ? 'STORE_FULL' : 'STORE_FAILED',
    `The store ${JSON.stringify(file)} could not be ${work}: ${text}.`,
    help === undefined ? {} : { help },
  )
}
