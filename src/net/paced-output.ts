import { HeldBytes } from '../base/held-bytes.ts'
import type { Clock } from '../base/passed-in.ts'
import type { FaultPace } from '../model/fault.ts'

/** A process that was stopped for a while does not write for as long at a stretch. */
const mostAtOnce = 64

/**
 * Output that a fault paces: a few octets at a time. The clock says how much is due and not the number of timers, for on
 * a busy machine each of them is late: a reply would take minutes, and a client give up that nothing is wrong with.
 */
export class PacedOutput {
  readonly #send: (octets: Buffer) => void
  readonly #clock: Pick<Clock, 'elapsedMs'>
  #pace: FaultPace
  readonly #queue = new HeldBytes()
  #timer: NodeJS.Timeout | null = null
  /** When the next octets may go out. */
  #dueMs = 0
  #whenOut: (() => void)[] = []

  constructor(pace: FaultPace, send: (octets: Buffer) => void, clock: Pick<Clock, 'elapsedMs'>) {
    this.#pace = pace
    this.#send = send
    this.#clock = clock
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
    if (this.#timer !== null) return
    this.#dueMs = this.#clock.elapsedMs()
    this.#next()
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

  /** Each piece is a write of its own, also where several are due. */
  #next(): void {
    this.#timer = null
    if (this.#queue.length === 0) return
    const { bytes, everyMs } = this.#pace
    const nowMs = this.#clock.elapsedMs()
    const pieces: Buffer[] = []
    while (this.#queue.length > 0 && this.#dueMs <= nowMs && pieces.length < mostAtOnce) {
      pieces.push(this.#queue.take(bytes))
      this.#dueMs += everyMs
    }
    // An open connection is what holds the process.
    this.#timer = setTimeout(() => this.#next(), Math.max(0, this.#dueMs - nowMs)).unref()
    for (const piece of pieces) this.#send(piece)
    if (this.#queue.length === 0) this.#out()
  }

  #out(): void {
    const then = this.#whenOut
    this.#whenOut = []
    for (const one of then) one()
  }
}
