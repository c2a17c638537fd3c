import { HeldBytes } from '../base/held-bytes.ts'
import type { FaultPace } from '../model/fault.ts'

/** Output that a fault paces: a few octets at a time. */
export class PacedOutput {
  readonly #send: (octets: Buffer) => void
  #pace: FaultPace
  readonly #queue = new HeldBytes()
  #timer: NodeJS.Timeout | null = null
  #whenOut: (() => void)[] = []

  constructor(pace: FaultPace, send: (octets: Buffer) => void) {
    this.#pace = pace
    this.#send = send
  }

  /** Octets that are not out yet. */
  get waitingBytes(): number {
    return this.#queue.length
  }

  /** In how many milliseconds all of it will be written. */
  get waitingMs(): number {
    return Math.ceil(this.#queue.length / this.#pace.bytes) * this.#pace.everyMs
  }

  set pace(pace: FaultPace) {
    this.#pace = pace
  }

  write(octets: string): void {
    this.#queue.add(Buffer.from(octets))
    if (this.#timer === null) this.#next()
  }

  /** Calls when the queue is empty; at once where it is. */
  whenOut(then: () => void): void {
    if (this.#queue.length === 0) then()
    else this.#whenOut.push(then)
  }

  /** Everything that is queued goes out now. */
  flush(): void {
    const rest = this.#queue.bytes
    this.stop()
    if (rest.length > 0) this.#send(rest)
    this.#out()
  }

  /** What is queued is dropped. */
  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    this.#queue.clear()
  }

  #next(): void {
    this.#timer = null
    if (this.#queue.length === 0) return
    const { bytes, everyMs } = this.#pace
    const piece = this.#queue.take(bytes)
    // An open connection is what holds the process.
    this.#timer = setTimeout(() => this.#next(), everyMs).unref()
    this.#send(piece)
    if (this.#queue.length === 0) this.#out()
  }

  #out(): void {
    const then = this.#whenOut
    this.#whenOut = []
    for (const one of then) one()
  }
}
