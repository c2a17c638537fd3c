import { type Eventual, heldForLater } from '../../base/eventual.ts'
import type { FeedEvent } from '../../model/feed-event.ts'
import type { Store } from '../../store/store.ts'
import type { WaitingBytes } from './waiting-bytes.ts'

/** An event, with the bytes of its message: they may have left the store before its turn comes. */
export interface QueuedEvent {
  readonly event: FeedEvent
  readonly bytes?: Eventual<Buffer | undefined>
}

/** A note, an event, or the position of one for which there was no room. */
export type Queued = string | QueuedEvent | number

/** More than the feed remembers would be of no use. */
const maxLength = 20_000
/** Of a session record, and of any event beside what it speaks of. */
const recordBytes = 4_000
const eventBytes = 200
const idBytes = 40

/**
 * What happened and is not yet told, in its order. Events are held while there is room, so that messages are told as they
 * were even if they are evicted before their turn; beyond that by their position in the feed.
 */
export class EventQueue {
  readonly #store: Pick<Store, 'bytes'>
  readonly #waiting: WaitingBytes
  #queue: Queued[] = []
  #next = 0
  #heldBytes = 0

  constructor(store: Pick<Store, 'bytes'>, waiting: WaitingBytes) {
    this.#store = store
    this.#waiting = waiting
  }

  get #length(): number {
    return this.#queue.length - this.#next
  }

  /** false: more waits than may; it is not taken. */
  push(event: FeedEvent): boolean {
    if (this.#length >= maxLength) return false
    const bytes = heldBytesOf(event)
    const held = this.#waiting.hasRoomFor(bytes)
    this.#queue.push(held ? this.#withBytes(event) : event.position)
    if (!held) return true
    this.#hold(bytes)
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
    else if (typeof next === 'object') this.#hold(-heldBytesOf(next.event))
    return next
  }

  clear(): void {
    this.#queue = []
    this.#next = 0
    this.#hold(-this.#heldBytes)
  }

  #withBytes(event: FeedEvent): QueuedEvent {
    return event.type === 'message'
      ? { event, bytes: heldForLater(this.#store.bytes(event.message.id)) }
      : { event }
  }

  #hold(bytes: number): void {
    this.#heldBytes += bytes
    this.#waiting.change(bytes)
  }
}

function heldBytesOf(event: FeedEvent): number {
  if (event.type === 'message') return eventBytes + event.message.sizeBytes
  return eventBytes + (event.type === 'session' ? recordBytes : idBytes * event.ids.length)
}
