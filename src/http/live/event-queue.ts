import { type Eventual, heldForLater } from '../../base/eventual.ts'
import type { MessageReader } from '../../capture/message-reader.ts'
import type { FeedEvent } from '../../model/feed-event.ts'
import type { MessageOutline } from '../../model/parsed-message.ts'
import type { Store } from '../../store/store.ts'
import type { WaitingBytes } from './waiting-bytes.ts'

/**
 * An event, with what a list says of its message where a look at it showed that; else with its bytes: they may have left
 * the store before its turn comes.
 */
export interface QueuedEvent {
  readonly event: FeedEvent
  readonly outline?: MessageOutline
  readonly bytes?: Eventual<Buffer | undefined>
}

/** Where the bytes of messages are, and what tells of one at once what a list says; null: nothing does. */
export interface QueueParts {
  readonly store: Pick<Store, 'bytes'>
  readonly glance: MessageReader['glance'] | null
  readonly waiting: WaitingBytes
}

/** A note, an event, or the position of one for which there was no room. */
export type Queued = string | QueuedEvent | number

/** More than the feed remembers would be of no use. */
const maxLength = 20_000
/** So much is kept as it is for an event whose turn comes soon; of more only what a list says of it, where a look shows that. */
const keptBytes = 16 * 1024
/** Of a session record, of what a list says of a message, and of any event beside what it speaks of. */
const recordBytes = 4_000
const outlineBytes = 800
const eventBytes = 200
const idBytes = 40

/**
 * What happened and is not yet told, in its order. Events are held while there is room, so that messages are told as they
 * were even if they are evicted before their turn; beyond that by their position in the feed.
 */
export class EventQueue {
  readonly #parts: QueueParts
  #queue: Queued[] = []
  #next = 0
  #heldBytes = 0

  constructor(parts: QueueParts) {
    this.#parts = parts
  }

  get #length(): number {
    return this.#queue.length - this.#next
  }

  /**
   * false: more waits than may; it is not taken.
   * @param isSoon - Its turn comes in a moment
   */
  push(event: FeedEvent, isSoon: boolean): boolean {
    if (this.#length >= maxLength) return false
    const bytes = event.type === 'message' ? event.message.sizeBytes : 0
    const queued = this.#parts.waiting.hasRoomFor(eventBytes + bytes)
      ? this.#withContent(event, isSoon)
      : null
    this.#queue.push(queued ?? event.position)
    if (queued !== null) this.#hold(heldBytesOf(queued))
    return true
  }

  say(text: string): boolean {
    if (this.#length >= maxLength) return false
    this.#hold(text.length)
    this.#queue.push(text)
    return true
  }

  shift(): Queued | undefined {
    const next = this.#queue[this.#next]
    if (next === undefined) return undefined
    this.#next++
    if (this.#next === this.#queue.length || this.#next > maxLength) {
      this.#queue = this.#queue.slice(this.#next)
      this.#next = 0
    }
    if (typeof next === 'string') this.#hold(-next.length)
    else if (typeof next === 'object') this.#hold(-heldBytesOf(next))
    return next
  }

  clear(): void {
    this.#queue = []
    this.#next = 0
    this.#hold(-this.#heldBytes)
  }

  #withContent(event: FeedEvent, isSoon: boolean): QueuedEvent {
    if (event.type !== 'message') return { event }
    const { store, glance } = this.#parts
    const { message } = event
    const bytes = store.bytes(message.id)
    const looks = Buffer.isBuffer(bytes) && glance !== null && !(isSoon && bytes.length <= keptBytes)
    const outline = looks ? glance(message, bytes) : null
    return outline === null ? { event, bytes: heldForLater(bytes) } : { event, outline }
  }

  #hold(bytes: number): void {
    this.#heldBytes += bytes
    this.#parts.waiting.change(bytes)
  }
}

function heldBytesOf({ event, bytes }: QueuedEvent): number {
  if (event.type === 'message')
    return eventBytes + (bytes === undefined ? outlineBytes : event.message.sizeBytes)
  return eventBytes + ('ids' in event ? idBytes * event.ids.length : recordBytes)
}
