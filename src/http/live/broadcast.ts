import type { FeedEvent } from '../../model/feed-event.ts'
import { type Eventual, whenThere } from '../../base/eventual.ts'
import type { Store } from '../../store/store.ts'
import type { MessageRead } from './encode-event.ts'
import { EventQueue, type Queued, type QueuedEvent, type QueueParts } from './event-queue.ts'
import type { WaitingBytes } from './waiting-bytes.ts'

/** A text as all readers get it. */
interface Told {
  /** Of the last event up to here; a note has that of the event before it. */
  readonly position: number
  readonly isNote: boolean
  readonly bytes: Buffer
}

/** A reader of it. */
export interface Reader {
  /** Whether it would take a text now. */
  readonly isFree: boolean
  /** Number of the text that it takes next; null: it does not take any yet. */
  readonly next: number | null
  /** Takes what has come. */
  proceed(): void
  /** Is behind what is kept, and has to come again. */
  cut(): void
}

export interface BroadcastParts {
  readonly store: Pick<Store, 'bytes' | 'feed'>
  /** Told at once of a message what a list says of it, where one that is encoded needs no more; null: it does. */
  readonly glance: QueueParts['glance']
  readonly encode: (event: FeedEvent, read?: MessageRead) => Eventual<string>
  /** Called when there is a reader; the function returned when there is none any more. */
  readonly listen: () => () => void
  /** What waits in all streams of the server. */
  readonly waiting: WaitingBytes
  readonly onError: (error: unknown) => void
}

/** What may wait for one reader that reads too slowly: some thousand messages of a burst. It resumes from the feed. */
const maxBehindBytes = 1024 * 1024
/** In a burst readers and senders have their turns after so much. */
const sliceMs = 10
const sliceBytes = 64 * 1024
/**
 * An event is sent at once, but in a burst all that came in so long are made and written together: a write for each
 * message is as dear as one of the replies that the message takes, and what is done thirty times in a row takes a third
 * less than thirty times between two messages.
 */
const betweenWritesMs = 10

/**
 * What the readers of one stream are told: made into bytes once, in order, and kept only as long as a reader may be
 * behind. A reader is a number, its place in here. Nothing is made that nobody could take now.
 */
export class Broadcast {
  readonly #parts: BroadcastParts
  readonly #readers = new Set<Reader>()
  readonly #queue: EventQueue
  #told: Told[] = []
  /** Number of the first of them. */
  #first = 0
  #toldBytes = 0
  #position = 0
  #making = false
  /** Whether what waits will be made without being asked for again. */
  #isDue = false
  /** Made, and not handed to readers yet. */
  #freshBytes = 0
  #handedOutMs = 0
  #stopListening: (() => void) | null = null

  constructor(parts: BroadcastParts) {
    this.#parts = parts
    this.#queue = new EventQueue(parts)
  }

  /** Of the last event that was told. */
  get position(): number {
    return this.#position
  }

  /** Number of the oldest text that can still be read. */
  get first(): number {
    return this.#first
  }

  /** undefined: not told yet. */
  text(number: number): Told | undefined {
    return this.#told[number - this.#first]
  }

  join(reader: Reader): void {
    this.#readers.add(reader)
    if (this.#stopListening !== null) return
    this.#position = this.#parts.store.feed.position
    this.#stopListening = this.#parts.listen()
  }

  leave(reader: Reader): void {
    this.#readers.delete(reader)
    if (this.#readers.size > 0 || this.#stopListening === null) return
    this.#stopListening()
    this.#stopListening = null
    this.#queue.clear()
    this.#forget(this.#told.length)
  }

  /** An event of the feed, in its order. */
  tell(event: FeedEvent): void {
    if (this.#stopListening === null) return
    if (this.#queue.push(event, this.#someoneIsFree())) this.#proceedSoon()
    else this.#cutAll()
  }

  /** A text that no reader can ask for again. */
  say(text: string): void {
    if (this.#stopListening === null) return
    if (this.#queue.say(text)) this.#proceedSoon()
    else this.#cutAll()
  }

  /** An event of the past, for a reader that comes from there; '': what it was about is gone, null: it fell out of the feed. */
  async recall(position: number): Promise<string | null> {
    const { store, encode } = this.#parts
    const { feed } = store
    if (position <= feed.oldest) return null
    const event = await feed.at(position)
    return event ? encode(event) : ''
  }

  /** Goes on telling: something has come, or a reader can take more. */
  proceed(): void {
    if (!this.#making) void this.#make()
  }

  #proceedSoon(): void {
    if (this.#isDue) return
    this.#isDue = true
    const proceed = (): void => {
      this.#isDue = false
      this.proceed()
    }
    const restMs = this.#handedOutMs + betweenWritesMs - performance.now()
    if (restMs <= 0) setImmediate(proceed)
    else setTimeout(proceed, restMs).unref()
  }

  async #make(): Promise<void> {
    this.#making = true
    try {
      let pauseAt = performance.now() + sliceMs
      while (this.#someoneIsFree()) {
        if (performance.now() > pauseAt || this.#freshBytes > sliceBytes) {
          this.#handOut()
          await new Promise(setImmediate)
          pauseAt = performance.now() + sliceMs
        }
        const next = this.#queue.shift()
        if (next === undefined) break
        const made = this.#makeNext(next)
        if (!(made instanceof Promise)) continue
        this.#handOut()
        await made
      }
      this.#handOut()
    } catch (error) {
      // An event that cannot be made must not be skipped in silence: readers lose the connection, which shows.
      this.#parts.onError(error)
      this.#cutAll()
    } finally {
      this.#making = false
    }
  }

  #makeNext(next: Queued): Eventual<void> {
    if (typeof next === 'string') return this.#append(next, this.#position, true)
    return typeof next === 'object' ? this.#makeOne(next) : this.#makeKnown(next)
  }

  /** One that the feed has to be asked for. */
  async #makeKnown(position: number): Promise<void> {
    const listening = this.#stopListening
    const { feed } = this.#parts.store
    const event = await feed.at(position)
    if (this.#stopListening !== listening) return
    if (event !== undefined) await this.#makeOne({ event })
    else if (position > feed.oldest) this.#position = position
    else this.#cutAll()
  }

  /** At once where nothing has to be waited for: a promise for each would be a good part of what an event costs. */
  #makeOne({ event, outline, bytes }: QueuedEvent): Eventual<void> {
    const listening = this.#stopListening
    const text = whenThere(bytes, (bytes) => this.#parts.encode(event, { outline, bytes }))
    return whenThere(text, (text) => {
      // Else those it was for have left, and others have come after it.
      if (this.#stopListening === listening) this.#append(text, event.position, false)
    })
  }

  #append(text: string, position: number, isNote: boolean): void {
    this.#position = position
    if (text === '') return
    const bytes = Buffer.from(text)
    this.#told.push({ position, isNote, bytes })
    this.#count(bytes.length)
    this.#forgetOldest()
    this.#freshBytes += bytes.length
  }

  #handOut(): void {
    if (this.#freshBytes === 0) return
    this.#freshBytes = 0
    this.#handedOutMs = performance.now()
    for (const reader of this.#readers) reader.proceed()
    this.#forgetRead()
  }

  /** What every reader has. */
  #forgetRead(): void {
    let read = this.#first + this.#told.length
    for (const { next } of this.#readers) read = Math.min(read, next ?? this.#first)
    if (read > this.#first) this.#forget(read - this.#first)
  }

  /** What no reader may be behind any more, but never the last. */
  #forgetOldest(): void {
    let count = 0
    for (let kept = this.#toldBytes; kept > maxBehindBytes && count < this.#told.length - 1; count++)
      kept -= (this.#told[count] as Told).bytes.length
    if (count > 0) this.#forget(count)
  }

  #forget(count: number): void {
    for (const { bytes } of this.#told.splice(0, count)) this.#count(-bytes.length)
    this.#first += count
  }

  #count(bytes: number): void {
    this.#toldBytes += bytes
    this.#parts.waiting.change(bytes)
  }

  #someoneIsFree(): boolean {
    for (const reader of this.#readers) if (reader.isFree) return true
    return false
  }

  #cutAll(): void {
    for (const reader of this.#readers) reader.cut()
  }
}
