import { Fifo } from './fifo.ts'
import { Rank } from './rank.ts'

export interface SemaphoreOptions {
  /** So many of its places, at most, are taken by jobs from the back. Default: all. */
  readonly atBack?: number
}

/** How a job waits for its place. */
export interface PlaceOptions {
  /** Default: at the front. */
  readonly rank?: Rank
  /** Ends the wait, but not a job that runs. */
  readonly signal?: AbortSignal | undefined
}

interface Waiting {
  readonly admit: (atBack: boolean) => void
  readonly refuse: (reason: unknown) => void
  readonly unwatch: () => void
  isAtBack: boolean
  isOver: boolean
}

/** Lets so many jobs run at the same time. Of those that wait the ones at the front go first; within a line, first come, first served. */
export class Semaphore {
  readonly #places: number
  readonly #placesAtBack: number
  readonly #front = new Fifo<Waiting>()
  readonly #back = new Fifo<Waiting>()
  #running = 0
  #runningAtBack = 0
  #waitingAtBack = 0
  #closed: { readonly reason: unknown } | null = null

  constructor(places: number, { atBack = places }: SemaphoreOptions = {}) {
    this.#places = places
    this.#placesAtBack = atBack
  }

  /** How many jobs wait at the back. */
  get waitingAtBack(): number {
    return this.#waitingAtBack
  }

  /** Rejects with what the job throws, the signal's reason, or what `refuseWaiting` or `close` was given. */
  async run<Result>(job: () => Promise<Result>, options: PlaceOptions = {}): Promise<Result> {
    const { rank = new Rank(), signal } = options
    signal?.throwIfAborted()
    if (this.#closed) throw this.#closed.reason
    const admission = this.#hasPlace(rank.isAtBack)
      ? this.#occupy(rank.isAtBack)
      : this.#admission(rank, signal)
    // Where there is a place the job begins at once.
    const atBack = admission instanceof Promise ? await admission : admission
    try {
      return await job()
    } finally {
      this.#running--
      if (atBack) this.#runningAtBack--
      this.#admitNext()
    }
  }

  /** All jobs that wait, or that come from now on, fail with this; those that run go on. */
  close(reason: unknown): void {
    this.#closed ??= { reason }
    this.refuseWaiting(reason)
  }

  /** All jobs that wait fail with this. */
  refuseWaiting(reason: unknown): void {
    for (let one = nextIn(this.#front, false); one; one = nextIn(this.#front, false))
      this.#end(one).refuse(reason)
    for (let one = nextIn(this.#back, true); one; one = nextIn(this.#back, true))
      this.#end(one).refuse(reason)
  }

  /** Resolves with whether its place is one of those for the back. */
  #admission(rank: Rank, signal: AbortSignal | undefined): Promise<boolean> {
    return new Promise((admit, refuse) => {
      const abort = (): void => this.#end(waiting).refuse(signal?.reason)
      const unwatch = (): void => signal?.removeEventListener('abort', abort)
      const waiting: Waiting = { admit, refuse, unwatch, isAtBack: rank.isAtBack, isOver: false }
      signal?.addEventListener('abort', abort)
      if (!waiting.isAtBack) return this.#front.push(waiting)
      this.#waitingAtBack++
      this.#back.push(waiting)
      rank.onForward(() => this.#moveForward(waiting))
    })
  }

  /** It stays in the line at the back too, and is passed over there. */
  #moveForward(waiting: Waiting): void {
    if (waiting.isOver) return
    waiting.isAtBack = false
    this.#waitingAtBack--
    this.#front.push(waiting)
    // There may be a place that is not for those at the back.
    this.#admitNext()
  }

  #admitNext(): void {
    const waiting =
      (this.#hasPlace(false) && nextIn(this.#front, false)) ||
      (this.#hasPlace(true) && nextIn(this.#back, true))
    if (waiting) this.#end(waiting).admit(this.#occupy(waiting.isAtBack))
  }

  #hasPlace(atBack: boolean): boolean {
    return this.#running < this.#places && (!atBack || this.#runningAtBack < this.#placesAtBack)
  }

  #occupy(atBack: boolean): boolean {
    this.#running++
    if (atBack) this.#runningAtBack++
    return atBack
  }

  #end(waiting: Waiting): Waiting {
    waiting.unwatch()
    waiting.isOver = true
    if (waiting.isAtBack) this.#waitingAtBack--
    return waiting
  }
}

/** The first that still waits in this line. */
function nextIn(line: Fifo<Waiting>, isBack: boolean): Waiting | undefined {
  let one = line.shift()
  while (one !== undefined && (one.isOver || one.isAtBack !== isBack)) one = line.shift()
  return one
}
