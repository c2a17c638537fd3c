import type { KeptMessage } from './kept-message.ts'
import { SeqList } from './seq-list.ts'

/** Messages by one of their texts, lower-cased. A text with one message, the usual case among many recipients, has no list. */
export class MessageIndex {
  readonly #byKey = new Map<string, KeptMessage | SeqList<KeptMessage>>()
  readonly #keysOf: (message: KeptMessage) => readonly string[]

  constructor(keysOf: (message: KeptMessage) => readonly string[]) {
    this.#keysOf = keysOf
  }

  add(message: KeptMessage): void {
    for (const key of this.#keys(message)) {
      const known = this.#byKey.get(key)
      if (known === undefined) {
        this.#byKey.set(key, message)
      } else if (known instanceof SeqList) {
        known.push(message)
      } else {
        const list = new SeqList<KeptMessage>()
        list.push(known)
        list.push(message)
        this.#byKey.set(key, list)
      }
    }
  }

  remove(message: KeptMessage): void {
    for (const key of this.#keys(message)) {
      const known = this.#byKey.get(key)
      if (known instanceof SeqList && known.size > 1) known.remove(message.seq)
      else this.#byKey.delete(key)
    }
  }

  /** Oldest first. `key` in lower case. */
  get(key: string, before: number): KeptMessage[] {
    const known = this.#byKey.get(key)
    if (known === undefined) return []
    if (known instanceof SeqList) return known.toArray(before)
    return known.seq < before ? [known] : []
  }

  /** Each once: the envelope tells `A@x.test` from `a@x.test`, the index does not. */
  #keys(message: KeptMessage): readonly string[] {
    const keys = this.#keysOf(message).map((key) => key.toLowerCase())
    return keys.length < 2 ? keys : [...new Set(keys)]
  }
}
