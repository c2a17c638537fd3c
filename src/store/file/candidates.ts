import type { CapturedMessage } from '../../model/message.ts'
import type { CompiledQuery } from '../query.ts'
import type { Said } from '../said.ts'
import { messageOfRow } from './file-reads.ts'
import { placeOf } from './places.ts'
import type { Database, SqlValue, Statement } from './sqlite.ts'

/** Messages that may match a query: no more than `limit` after a `seq`, in the order that was asked for. */
export type NextCandidates = (afterSeq: number, limit: number) => readonly CapturedMessage[]

/** With a tag that more messages have, a text rules out more than the tag. */
const fewTagged = 1_000

type NextSeqs = (afterSeq: number, limit: number) => readonly number[]

/** Looks for what may match a query by the indexes of the file. */
export class Candidates {
  readonly #database: Database
  readonly #bySeq: Statement
  readonly #statements = new Map<string, Statement>()

  constructor(database: Database) {
    this.#database = database
    this.#bySeq = database.prepare('SELECT seq, sizeBytes, facts FROM messages WHERE seq = ?')
  }

  of({ lookups, tags, said }: CompiledQuery, oldestFirst: boolean): NextCandidates {
    const by = (table: string, condition: string, keys: readonly string[]): NextCandidates => {
      const each = [...new Set(keys)].map((key) => this.#seqs(table, condition, 'seq', [key], oldestFirst))
      return this.#joined(each, oldestFirst)
    }
    if (lookups !== null) return by('places', 'key = ?', lookups.map(placeOf))
    const match = matchOf(said)
    if (tags !== null && (match === null || tags.every((tag) => this.#isRare(tag))))
      return by('tags', 'tag = ? COLLATE NOCASE', tags)
    if (match === null) return this.#all(oldestFirst)
    const sources = [
      this.#seqs('texts', 'texts MATCH ?', 'rowid', [match], oldestFirst),
      this.#seqs('messages', 'isIndexed <> 1', 'seq', [], oldestFirst),
    ]
    return this.#joined(sources, oldestFirst)
  }

  #isRare(tag: string): boolean {
    const statement = this.#statement('SELECT seq FROM tags WHERE tag = ? COLLATE NOCASE LIMIT 1 OFFSET ?')
    return statement.get(tag, fewTagged) === undefined
  }

  #all(oldestFirst: boolean): NextCandidates {
    const statement = this.#statement(
      `SELECT seq, sizeBytes, facts FROM messages WHERE seq ${oldestFirst ? '>' : '<'} ? ORDER BY seq ${oldestFirst ? '' : 'DESC'} LIMIT ?`,
    )
    return (afterSeq, limit) => statement.all(afterSeq, limit).map(messageOfRow)
  }

  #seqs(
    table: string,
    condition: string,
    column: string,
    values: readonly SqlValue[],
    oldestFirst: boolean,
  ): NextSeqs {
    const statement = this.#statement(
      `SELECT ${column} AS seq FROM ${table} WHERE ${condition} AND ${column} ${oldestFirst ? '>' : '<'} ? ORDER BY ${column} ${oldestFirst ? '' : 'DESC'} LIMIT ?`,
    )
    return (afterSeq, limit) => statement.all(...values, afterSeq, limit).map(({ seq }) => Number(seq))
  }

  /** Of each source the next are asked for, and of all of them the first are the next. */
  #joined(sources: readonly NextSeqs[], oldestFirst: boolean): NextCandidates {
    const direction = oldestFirst ? 1 : -1
    return (afterSeq, limit) => {
      const seqs = new Set(sources.flatMap((next) => next(afterSeq, limit)))
      return [...seqs]
        .sort((one, other) => direction * (one - other))
        .slice(0, limit)
        .flatMap((seq) => {
          const row = this.#bySeq.get(seq)
          return row === undefined ? [] : [messageOfRow(row)]
        })
    }
  }

  #statement(text: string): Statement {
    let statement = this.#statements.get(text)
    if (statement === undefined) this.#statements.set(text, (statement = this.#database.prepare(text)))
    return statement
  }
}

/** Of one text: more of them rule out next to nothing more. */
const mostRuns = 16

/** What the index of texts is asked: all runs of three characters of one of the lists. null: it cannot help. */
function matchOf(said: Said | null): string | null {
  if (said === null) return null
  const lists = said.map((texts) => texts.flatMap(runsOf))
  if (lists.length === 0 || lists.some((runs) => runs.length === 0)) return null
  return lists.map((runs) => `(${[...new Set(runs)].map(inQuotes).join(' AND ')})`).join(' OR ')
}

/** Runs of three characters, as SQLite has them: code points. Those that it cannot keep as they are are left out. */
function runsOf(text: string): readonly string[] {
  const points = [...text]
  const runs: string[] = []
  for (let at = 2; at < points.length && runs.length < mostRuns; at++) {
    const run = points.slice(at - 2, at + 1).join('')
    if (!run.includes('\0') && !/[\ud800-\udfff]/u.test(run)) runs.push(run)
  }
  return runs
}

function inQuotes(run: string): string {
  return `"${run.replaceAll('"', '""')}"`
}
