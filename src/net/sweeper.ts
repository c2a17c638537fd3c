import type { Clock } from '../base/passed-in.ts'

const slowestMs = 500
const fastestMs = 20

/** Something for which time passes. */
export interface Timed {
  /** When `time` has something to do, in elapsed milliseconds. */
  readonly dueMs: number
  time(): void
}

/** Tells connections that their time has come: all of them in one sweep, for a timer each would cost more than they do. */
export class Sweeper {
  readonly #timed: ReadonlySet<Timed>
  readonly #clock: Clock
  readonly #everyMs: number
  #timer: NodeJS.Timeout | null = null

  /** @param shortestMs - The shortest time that anything is given */
  constructor(timed: ReadonlySet<Timed>, clock: Clock, shortestMs: number) {
    this.#timed = timed
    this.#clock = clock
    this.#everyMs = Math.max(fastestMs, Math.min(slowestMs, shortestMs / 4))
  }

  start(): void {
    this.#timer ??= setInterval(() => {
      const nowMs = this.#clock.elapsedMs()
      for (const one of this.#timed) if (one.dueMs <= nowMs) one.time()
    }, this.#everyMs).unref() // As long as a connection is open, that is what holds the process.
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer)
    this.#timer = null
  }

  /** What is due before the next sweep has a timer of its own: a held greeting. */
  timeSoon(one: Timed): void {
    const inMs = one.dueMs - this.#clock.elapsedMs()
    if (inMs >= this.#everyMs) return
    const onTime = (): void => {
      if (!this.#timed.has(one)) return
      one.time()
      // Node's timers count whole milliseconds, and may come a part of one too soon.
      this.timeSoon(one)
    }
    // Timers come before sockets: on a busy machine a ClientHello may lie there unread when time is up.
    setTimeout(() => setImmediate(onTime), Math.ceil(Math.max(1, inMs))).unref()
  }
}
