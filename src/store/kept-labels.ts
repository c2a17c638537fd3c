import { type Eventual, whenThere } from '../base/eventual.ts'
import { Emitter } from '../base/emitter.ts'
import { messageTags, sortedTags } from '../capture/message-tags.ts'
import type { BytesOf, CapturedMessage } from '../model/message.ts'
import { Slices } from '../base/slices.ts'
import type { LabelChange, Labels } from './labels.ts'
import type { Store } from './store.ts'

export interface KeptLabelsParts {
  readonly store: Omit<Store, 'labels'>
  /** Bytes to be read at once: asked for in the middle of a search, so that it waits for nothing else that is asked of the store. */
  readonly bytesOf: BytesOf
  readonly onError: (error: unknown) => void
}

/** Labels in the memory of this process, of the messages of any store. It listens to the feed once there are any. */
export class KeptLabels implements Labels {
  readonly #changes: Emitter<LabelChange>
  readonly #store: KeptLabelsParts['store']
  readonly #bytesOf: BytesOf
  #revision = 0
  #isFollowing = false
  readonly #read = new Set<string>()
  /** Tags that were set, and of counted messages those they came with, where there are any. */
  readonly #tags = new Map<string, readonly string[]>()
  readonly #counts = new Map<string, number>()
  /** Messages for which the store is being asked. */
  readonly #asked = new Set<{ readonly id: string; isGone: boolean }>()
  /** Messages up to this `seq` are in the counts. */
  #countedSeq = 0

  constructor({ store, bytesOf, onError }: KeptLabelsParts) {
    this.#store = store
    this.#bytesOf = bytesOf
    this.#changes = new Emitter(onError)
  }

  watch(listener: (change: LabelChange) => void): () => void {
    return this.#changes.on(listener)
  }

  get revision(): number {
    return this.#revision
  }

  get readCount(): number {
    return this.#read.size
  }

  isRead(id: string): boolean {
    return this.#read.has(id)
  }

  async setRead(id: string, read: boolean): Promise<void> {
    this.#follow()
    if (!(await this.#find(id)) || this.isRead(id) === read) return
    if (read) this.#read.add(id)
    else this.#read.delete(id)
    this.#revision++
    this.#changes.emit({ id, isRead: read })
  }

  /** Tags of a message, sorted: those set, else the ones it came with. @param bytes - Where they have been read already */
  tagsOf(message: CapturedMessage, bytes?: Buffer): Eventual<readonly string[]> {
    return this.knownTags(message) ?? this.#cameWith(message, bytes)
  }

  knownTags({ id, seq }: CapturedMessage): readonly string[] | undefined {
    return this.#tags.get(id) ?? (seq <= this.#countedSeq ? [] : undefined)
  }

  #cameWith(message: CapturedMessage, bytes?: Buffer): Eventual<readonly string[]> {
    return whenThere(bytes ?? this.#bytesOf(message), (raw) => (raw ? messageTags(message, raw) : []))
  }

  /** Replaces the tags of a message. */
  async setTags(id: string, tags: readonly string[]): Promise<void> {
    this.#follow()
    const message = await this.#find(id)
    if (!message) return
    const clean = sortedTags(tags)
    if (message.seq <= this.#countedSeq) {
      this.#count(this.knownTags(message) ?? [], -1)
      this.#count(clean, 1)
    }
    this.#tags.set(id, clean)
    this.#revision++
    this.#changes.emit({ id, tags: clean })
  }

  /** Each tag there is, with the number of its messages. */
  async countTags(): Promise<ReadonlyMap<string, number>> {
    this.#follow()
    const [newest] = (await this.#store.listMessages({ limit: 1 })).messages
    const limit = (newest?.seq ?? 0) - this.#countedSeq
    const added = limit > 0 ? (await this.#store.listMessages({ limit })).messages : []
    const slices = new Slices()
    for (const message of added.toReversed()) {
      if (message.seq <= this.#countedSeq) continue
      const tags = this.#tags.get(message.id) ?? (await this.#cameWith(message))
      // Another request may have counted it meanwhile, or it may be gone.
      if (!(await this.#find(message.id)) || message.seq <= this.#countedSeq) continue
      this.#countedSeq = message.seq
      if (tags.length > 0) this.#tags.set(message.id, tags)
      this.#count(tags, 1)
      if (slices.due) await slices.pause()
    }
    return new Map([...this.#counts].sort(([one], [other]) => one.localeCompare(other)))
  }

  /** A message that is there, and of which the feed has not told meanwhile that it went: its labels would never go. */
  #find(id: string): Eventual<CapturedMessage | undefined> {
    const answer = this.#store.getMessage(id)
    if (!(answer instanceof Promise)) return answer
    const asked = { id, isGone: false }
    this.#asked.add(asked)
    return answer
      .then((message) => (asked.isGone ? undefined : message))
      .finally(() => this.#asked.delete(asked))
  }

  #count(tags: readonly string[], step: 1 | -1): void {
    for (const tag of tags) {
      const count = (this.#counts.get(tag) ?? 0) + step
      if (count > 0) this.#counts.set(tag, count)
      else this.#counts.delete(tag)
    }
  }

  #follow(): void {
    if (this.#isFollowing) return
    this.#isFollowing = true
    this.#store.feed.subscribe((event) => {
      if (event.type === 'removed') for (const id of event.ids) this.#forget(id)
    })
  }

  #forget(id: string): void {
    for (const asked of this.#asked) if (asked.id === id) asked.isGone = true
    this.#read.delete(id)
    const tags = this.#tags.get(id)
    this.#tags.delete(id)
    if (tags) this.#count(tags, -1)
  }
}
