import { withoutSubaddress } from '../../base/subaddress.ts'
import type { NewMessage } from '../../model/message.ts'
import { ByteSlabs, isPacked } from './byte-slabs.ts'
import { costOf, KeptMessage } from './kept-message.ts'
import { MessageIndex } from './message-index.ts'
import type { Lookup } from '../query.ts'
import { SeqList } from './seq-list.ts'

/** Below this, holes are not worth the copying. */
const repackFromBytes = 8 * 1024 * 1024
const nobody: readonly string[] = []

/** A tagged address is found by the mailbox behind it as well. */
function placesOf(message: KeptMessage): readonly string[] {
  const recipients = KeptMessage.recipients(message)
  return recipients.some((address) => address.includes('+'))
    ? [...recipients, ...recipients.map(withoutSubaddress)]
    : recipients
}

/** Kept messages with everything that finds them. It knows no limits and tells nobody: that is the store's part. */
export class MessageShelf {
  readonly #slabs = new ByteSlabs()
  readonly #byId = new Map<string, KeptMessage>()
  readonly #order = new SeqList<KeptMessage>()
  readonly #indexes = {
    recipient: new MessageIndex(placesOf),
    user: new MessageIndex(({ origin: { auth } }) => (auth ? [auth.user] : nobody)),
  }
  #seq = 0
  #bytes = 0
  /** Bytes of deleted messages since the last repacking, about. */
  #holeBytes = 0

  get size(): number {
    return this.#order.size
  }

  /** Bytes, envelopes and bookkeeping. */
  get bytes(): number {
    return this.#bytes
  }

  add(message: NewMessage, nowMs: number): KeptMessage {
    const place = this.#slabs.put(message.content)
    const kept = new KeptMessage(message, ++this.#seq, nowMs, place)
    this.#byId.set(kept.id, kept)
    this.#order.push(kept)
    this.#indexes.recipient.add(kept)
    this.#indexes.user.add(kept)
    this.#bytes += costOf(kept.sizeBytes, KeptMessage.recipients(kept))
    return kept
  }

  get(id: string): KeptMessage | undefined {
    return this.#byId.get(id)
  }

  ids(): string[] {
    return [...this.#byId.keys()]
  }

  /** Oldest first, below `before`: all of them, or those of some index entries, each once. */
  list(lookups: readonly Lookup[] | null, before: number): KeptMessage[] {
    if (lookups === null) return this.#order.toArray(before)
    const found = lookups.map(({ by, key }) => this.#indexes[by].get(key, before))
    if (found.length === 1) return found[0] as KeptMessage[]
    return [...new Set(found.flat())].sort((one, other) => one.seq - other.seq)
  }

  oldest(): KeptMessage | undefined {
    return this.#order.first()
  }

  /** Takes the oldest, or one that is near it: the slabs at that end empty, and go by themselves. */
  evict(message: KeptMessage): void {
    this.#byId.delete(message.id)
    this.#order.remove(message.seq)
    this.#indexes.recipient.remove(message)
    this.#indexes.user.remove(message)
    this.#bytes -= costOf(message.sizeBytes, KeptMessage.recipients(message))
    KeptMessage.letGo(message)
  }

  /** Takes any: here and there, that leaves holes in the slabs, which are repacked when they outweigh the rest. */
  delete(messages: readonly KeptMessage[]): void {
    for (const message of messages) {
      this.evict(message)
      if (isPacked(message.sizeBytes)) this.#holeBytes += message.sizeBytes
    }
    if (this.#order.size === 0) this.#holeBytes = 0
    if (this.#holeBytes < this.#bytes + repackFromBytes) return
    for (const message of this.#order.toArray()) KeptMessage.repack(message, this.#slabs)
    this.#holeBytes = 0
  }
}
