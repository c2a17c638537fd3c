import { Emitter } from '../../../base/emitter.ts'
import type { CapturedMessage } from '../../../model/message.ts'
import type { Store } from '../../../store/store.ts'

/** A label that changed, as Mailpit's clients are told of it. */
export interface LabelChange {
  readonly ID: string
  readonly Read?: boolean
  readonly Tags?: readonly string[]
}

/** What Mailpit knows of a message that we do not: whether it was read, and its tags. */
export class Labels {
  readonly changes: Emitter<LabelChange>
  readonly #store: Store
  readonly #read = new Set<string>()
  readonly #tags = new Map<string, readonly string[]>()

  private constructor(store: Store, onError: (error: unknown) => void) {
    this.#store = store
    this.changes = new Emitter(onError)
  }

  /** Follows the store from now on, so that labels go when their messages go. */
  static follow(store: Store, onError: (error: unknown) => void): Labels {
    const labels = new Labels(store, onError)
    store.feed.subscribe((event) => {
      if (event.type !== 'removed') return
      for (const id of event.ids) {
        labels.#read.delete(id)
        labels.#tags.delete(id)
      }
    })
    return labels
  }

  get readCount(): number {
    return this.#read.size
  }

  isRead(id: string): boolean {
    return this.#read.has(id)
  }

  setRead(id: string, read: boolean): void {
    if (!this.#store.getMessage(id) || this.isRead(id) === read) return
    if (read) this.#read.add(id)
    else this.#read.delete(id)
    this.changes.emit({ ID: id, Read: read })
  }

  /** Tags of a message, sorted: those set, else the ones it came with. */
  tagsOf(id: string): readonly string[] {
    const known = this.#tags.get(id)
    if (known) return known
    const message = this.#store.getMessage(id)
    if (!message) return []
    const tags = tagsItCameWith(message)
    this.#tags.set(id, tags)
    return tags
  }

  /** Replaces the tags of a message. */
  setTags(id: string, tags: readonly string[]): void {
    if (!this.#store.getMessage(id)) return
    const clean = sortedTags(tags)
    this.#tags.set(id, clean)
    this.changes.emit({ ID: id, Tags: clean })
  }

  /** Each tag there is, with the number of its messages. */
  async countTags(): Promise<ReadonlyMap<string, number>> {
    const counts = new Map<string, number>()
    const { messages } = await this.#store.listMessages()
    for (const { id } of messages) {
      for (const tag of this.tagsOf(id)) counts.set(tag, (counts.get(tag) ?? 0) + 1)
    }
    return new Map([...counts].sort(([one], [other]) => one.localeCompare(other)))
  }
}

/** Only what Mailpit allows in a tag stays; each once, whatever its case. */
export function sortedTags(tags: readonly string[]): string[] {
  const byName = new Map<string, string>()
  for (const tag of tags) {
    const clean = tag
      .replace(/[^a-z0-9\-._ @]/gi, '')
      .replace(/\s+/g, ' ')
      .trim()
    if (clean !== '' && !byName.has(clean.toLowerCase())) byName.set(clean.toLowerCase(), clean)
  }
  return [...byName.values()].sort((one, other) => one.localeCompare(other))
}

/** From an X-Tags field, and from recipients like `user+tag@`. Read without parsing the message: this is asked of all of them. */
function tagsItCameWith(message: CapturedMessage): string[] {
  const end = message.raw.indexOf('\r\n\r\n')
  const header = message.raw.subarray(0, end === -1 ? 64 * 1024 : end).toString('latin1')
  const field = /^x-tags:((?:.*(?:\r?\n[ \t].*)*))/im.exec(header)?.[1] ?? ''
  const plus = message.envelope.rcptTo.flatMap(
    (address) => /^[^+@]+\+([^@]+)@/.exec(address)?.[1]?.split('+') ?? [],
  )
  return sortedTags([...field.split(','), ...plus])
}
