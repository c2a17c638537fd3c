import { messageOf } from '../../base/errors.ts'
import type { StoreLimits } from '../store.ts'
import { Counters } from './counters.ts'
import { endedByRestart } from './ended-by-restart.ts'
import { EventsTable } from './events-table.ts'
import { MessagesTable } from './messages-table.ts'
import type { Batch, BatchDone, FileChange, FileOperation, FileOutcome, FileTotals } from './operations.ts'
import { SessionsTable } from './sessions-table.ts'
import { type Database, problemOf, type Statement } from './sqlite.ts'

type Done = Extract<FileOutcome, { readonly changes: readonly FileChange[] }>

/** Writes to the file: all operations of a batch in one commit, or each in its own where one of them fails. */
export class Writer {
  readonly #database: Database
  readonly #counters: Counters
  readonly #messages: MessagesTable
  readonly #sessions: SessionsTable
  readonly #events: EventsTable
  readonly #hasRoomFor: (bytes: number) => boolean
  readonly #putNote: Statement
  readonly #deleteNote: Statement

  /** @param hasRoomFor - Whether the disk has room for so many bytes of messages */
  constructor(database: Database, limits: StoreLimits, hasRoomFor: (bytes: number) => boolean) {
    this.#hasRoomFor = hasRoomFor
    this.#database = database
    this.#counters = new Counters(database)
    this.#messages = new MessagesTable(database, limits, this.#counters)
    this.#sessions = new SessionsTable(database, limits, this.#counters)
    this.#events = new EventsTable(database, this.#counters)
    this.#putNote = database.prepare('INSERT OR REPLACE INTO notes VALUES (?, ?, ?)')
    this.#deleteNote = database.prepare('DELETE FROM notes WHERE kind = ? AND id = ?')
  }

  totals(): FileTotals {
    return this.#counters.totals()
  }

  /** Sessions that went on when the file was last written have been ended by that; and limits may have become smaller. */
  begin(nowMs: number): void {
    this.#commit(() => {
      for (const { id, record } of this.#sessions.open()) {
        const ended = endedByRestart(record)
        this.#keepChanges(this.#sessions.add(id, ended), id)
      }
      this.#keepChanges(this.#messages.evictAged(nowMs), '')
    })
  }

  write({ operations, bytes }: Batch): BatchDone {
    return { outcomes: this.#writeAll(operations, bytes), totals: this.totals() }
  }

  #writeAll(operations: readonly FileOperation[], bytes: Uint8Array): readonly FileOutcome[] {
    const hasRoom = bytes.length === 0 || this.#hasRoomFor(bytes.length)
    try {
      return this.#commit(() => operations.map((operation) => this.#do(operation, bytes, hasRoom)))
    } catch (error) {
      // Each by itself: only what fails then has failed.
      if (operations.length > 1) return operations.flatMap((one) => this.#writeAll([one], bytes))
      return [{ problem: problemOf(error), text: messageOf(error) }]
    }
  }

  #commit<Result>(work: () => Result): Result {
    const back = this.#counters.mark()
    this.#database.exec('BEGIN IMMEDIATE')
    try {
      const result = work()
      this.#counters.save()
      this.#database.exec('COMMIT')
      return result
    } catch (error) {
      back()
      this.#rollBack()
      throw error
    }
  }

  /** @note where the disk is full, SQLite may have done so already, and refuses to do it again. */
  #rollBack(): void {
    try {
      this.#database.exec('ROLLBACK')
    } catch (error) {
      if (!messageOf(error).includes('no transaction is active')) throw error
    }
  }

  #do(operation: FileOperation, bytes: Uint8Array, hasRoom: boolean): FileOutcome {
    if (!hasRoom && operation.type === 'add-message')
      return { problem: 'full', text: 'database or disk is full' }
    const done = this.#outcomeOf(operation, bytes)
    this.#keepChanges(done.changes, 'id' in operation ? operation.id : '')
    return done
  }

  #keepChanges(changes: readonly FileChange[], id: string): void {
    for (const change of changes) this.#events.add(change, id)
  }

  #outcomeOf(operation: FileOperation, bytes: Uint8Array): Done {
    switch (operation.type) {
      case 'add-message': {
        const added = this.#messages.add(operation, bytes)
        return typeof added === 'number' ? { changes: [], answer: added } : changed(added)
      }
      case 'remove-messages':
        return removed('removed', this.#messages.remove(operation.ids))
      case 'clear-messages':
        return removed('removed', this.#messages.clear())
      case 'evict-aged':
        return changed(this.#messages.evictAged(operation.nowMs))
      case 'add-session':
        return changed(this.#sessions.add(operation.id, operation.record))
      case 'add-review': {
        const record = this.#sessions.get(operation.id)
        return changed(record === undefined ? [] : [{ type: 'reviewed', record }])
      }
      case 'clear-sessions':
        return removed('sessions-removed', this.#sessions.clear(operation.upTo))
      default:
        return { changes: [], answer: this.#quietly(operation) }
    }
  }

  /** What no event tells of. */
  #quietly(operation: Extract<FileOperation, { type: QuietOperation }>): boolean {
    switch (operation.type) {
      case 'open-sessions':
        this.#sessions.leaveOpen(operation.records)
        return true
      case 'set-read':
        return this.#messages.setRead(operation.id, operation.isRead)
      case 'set-tags':
        return this.#messages.setTags(operation.id, operation.tags)
      case 'index':
        this.#messages.index(operation.seq, operation.text)
        return true
      case 'note': {
        const { kind, id, value } = operation
        if (value === null) this.#deleteNote.run(kind, id)
        else this.#putNote.run(kind, id, value)
        return true
      }
    }
  }
}

type QuietOperation = 'open-sessions' | 'set-read' | 'set-tags' | 'index' | 'note'

function changed(changes: readonly FileChange[]): Done {
  return { changes, answer: null }
}

function removed(type: 'removed' | 'sessions-removed', ids: readonly string[]): Done {
  return { changes: ids.length === 0 ? [] : [{ type, reason: 'deleted', ids }], answer: ids }
}
