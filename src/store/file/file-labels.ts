import { Emitter } from '../../base/emitter.ts'
import { sortedTags } from '../../capture/message-tags.ts'
import type { CapturedMessage } from '../../model/message.ts'
import type { LabelChange, Labels } from '../labels.ts'
import type { FileReads } from './file-reads.ts'
import type { Writes } from './no-writes.ts'

/** Labels in the file, each with its message. Tags that a message came with are written with it. */
export class FileLabels implements Labels {
  readonly #reads: FileReads
  readonly #writes: Writes
  readonly #changes: Emitter<LabelChange>
  #revision: number

  /** @param firstRevision - Above all that an earlier process has had */
  constructor(reads: FileReads, writes: Writes, firstRevision: number, onError: (error: unknown) => void) {
    this.#revision = firstRevision
    this.#reads = reads
    this.#writes = writes
    this.#changes = new Emitter(onError)
  }

  watch(listener: (change: LabelChange) => void): () => void {
    return this.#changes.on(listener)
  }

  get revision(): number {
    return this.#revision
  }

  get readCount(): number {
    return this.#writes.totals.readMessages
  }

  isRead(id: string): boolean {
    return this.#reads.isRead(id)
  }

  async setRead(id: string, isRead: boolean): Promise<void> {
    await this.#writes.ask({ type: 'set-read', id, isRead }, ({ answer }) => {
      if (answer === true) this.#changed({ id, isRead })
    })
  }

  tagsOf(message: CapturedMessage): readonly string[] {
    return this.knownTags(message)
  }

  knownTags({ id }: CapturedMessage): readonly string[] {
    return this.#reads.tagsOf(id)
  }

  async setTags(id: string, tags: readonly string[]): Promise<void> {
    const clean = sortedTags(tags)
    await this.#writes.ask({ type: 'set-tags', id, tags: clean }, ({ answer }) => {
      if (answer === true) this.#changed({ id, tags: clean })
    })
  }

  async countTags(): Promise<ReadonlyMap<string, number>> {
    return new Map([...this.#reads.countTags()].sort(([one], [other]) => one.localeCompare(other)))
  }

  #changed(change: LabelChange): void {
    this.#revision++
    this.#changes.emit(change)
  }
}
