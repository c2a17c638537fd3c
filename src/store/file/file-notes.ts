import type { NoteKind, Notes } from '../notes.ts'
import type { FileReads } from './file-reads.ts'
import type { Writes } from './no-writes.ts'

/** Notes in the file, as JSON. */
export class FileNotes implements Notes {
  readonly #reads: FileReads
  readonly #writes: Writes

  constructor(reads: FileReads, writes: Writes) {
    this.#reads = reads
    this.#writes = writes
  }

  all<Value>(kind: NoteKind): readonly (readonly [id: string, value: Value])[] {
    return this.#reads.notes(kind).map(([id, value]) => [id, JSON.parse(value) as Value] as const)
  }

  put(kind: NoteKind, id: string, value: object): Promise<void> {
    return this.#write(kind, id, JSON.stringify(value))
  }

  remove(kind: NoteKind, id: string): Promise<void> {
    return this.#write(kind, id, null)
  }

  #write(kind: NoteKind, id: string, value: string | null): Promise<void> {
    return this.#writes.ask({ type: 'note', kind, id, value }, () => undefined)
  }
}
