import type { Writable } from 'node:stream'
import type { Broadcast, Reader } from './broadcast.ts'
import type { WaitingBytes } from './waiting-bytes.ts'

/** A reader whose buffers stay full for so long has stopped. */
const maxStallMs = 10_000
/** What is written at once, about: each write is a call of the system. */
const writeBytes = 64 * 1024

export interface StreamReaderParts {
  readonly outgoing: Writable
  /** Whether each text has to be written by itself, as that of a frame. */
  readonly writesEach: boolean
  readonly broadcast: Broadcast
  readonly waiting: WaitingBytes
  readonly onError: (error: unknown) => void
}

/**
 * One reader of a broadcast, written to no faster than it reads: Node alone would queue without end (99 MB were seen
 * for one that had stopped). Who comes from the past reads the feed up to where the others are. Who falls out of what
 * the broadcast keeps, or stops reading, is cut off, and resumes after the last event it got.
 */
export class StreamReader implements Reader {
  readonly #parts: StreamReaderParts
  /** Of the last event written. */
  #position: number
  /** Number of the text that is next; null: still reading the feed. */
  #next: number | null = null
  #stalled: NodeJS.Timeout | null = null
  #onFlowing: (() => void) | null = null
  #waitingBytes = 0
  #gone = false

  /** @param since - position after which it begins */
  constructor(parts: StreamReaderParts, since: number) {
    const { outgoing, broadcast } = parts
    this.#parts = parts
    this.#position = since
    outgoing.on('drain', () => this.#flows())
    outgoing.once('close', () => this.#leave())
    broadcast.join(this)
    if (since < broadcast.position) void this.#catchUp()
    else this.#goLive()
  }

  /** Whether it would take a text now. */
  get isFree(): boolean {
    return this.#next !== null && this.#stalled === null
  }

  get next(): number | null {
    return this.#next
  }

  /** Writes what has come: what there is, in one go. */
  proceed(): void {
    while (this.isFree && !this.#gone) {
      const texts = this.#take()
      if (texts === null) return this.cut()
      if (texts.length === 0) return
      this.#write(texts.length === 1 ? (texts[0] as Buffer) : Buffer.concat(texts))
    }
  }

  /** The texts that are next, as many as are written at once; null: the first of them is not kept any more. */
  #take(): Buffer[] | null {
    const { broadcast } = this.#parts
    const texts: Buffer[] = []
    let next = this.#next as number
    if (next < broadcast.first) return null
    const mostBytes = this.#parts.writesEach ? 1 : writeBytes
    for (let sizeBytes = 0; sizeBytes < mostBytes; next++) {
      const told = broadcast.text(next)
      if (told === undefined) break
      // Those it has had from the feed, or before.
      if (told.isNote ? told.position < this.#position : told.position <= this.#position) continue
      this.#position = told.position
      texts.push(told.bytes)
      sizeBytes += told.bytes.length
    }
    this.#next = next
    return texts
  }

  /** Writes a text that may be left out: only where nothing else waits. */
  writeIfIdle(text: string): void {
    if (this.isFree) this.#write(Buffer.from(text))
  }

  /** Ends the stream in good order. */
  end(): void {
    this.#leave()
    this.#parts.outgoing.end()
  }

  /** Ends the connection at once: it may come again. */
  cut(): void {
    this.#parts.outgoing.destroy()
    this.#leave()
  }

  async #catchUp(): Promise<void> {
    const { broadcast, onError } = this.#parts
    try {
      while (!this.#gone && this.#position < broadcast.position) {
        const text = await broadcast.recall(this.#position + 1)
        if (text === null) return this.cut()
        if (this.#gone) return
        this.#position++
        if (text !== '') this.#write(Buffer.from(text))
        if (this.#stalled !== null) await new Promise<void>((resolve) => (this.#onFlowing = resolve))
      }
      if (!this.#gone) this.#goLive()
    } catch (error) {
      onError(error)
      this.cut()
    }
  }

  #goLive(): void {
    const { broadcast } = this.#parts
    this.#next = broadcast.first
    this.proceed()
    broadcast.proceed()
  }

  #write(bytes: Buffer): void {
    const { outgoing, waiting } = this.#parts
    if (outgoing.destroyed) return
    if (!outgoing.write(bytes)) this.#stalled = setTimeout(() => this.cut(), maxStallMs).unref()
    this.#count()
    if (this.#waitingBytes > 0 && waiting.isOver) this.cut()
  }

  #flows(): void {
    if (this.#gone) return
    this.#count()
    if (this.#stalled === null) return
    clearTimeout(this.#stalled)
    this.#stalled = null
    this.#onFlowing?.()
    this.proceed()
    this.#parts.broadcast.proceed()
  }

  #leave(): void {
    if (this.#gone) return
    this.#gone = true
    this.#next = null
    if (this.#stalled !== null) clearTimeout(this.#stalled)
    this.#onFlowing?.()
    this.#parts.waiting.change(-this.#waitingBytes)
    this.#parts.broadcast.leave(this)
  }

  #count(): void {
    const now = this.#parts.outgoing.writableLength
    this.#parts.waiting.change(now - this.#waitingBytes)
    this.#waitingBytes = now
  }
}
