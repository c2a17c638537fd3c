import { Fifo } from './fifo.ts'

/** Lets so many jobs run at the same time; the others wait their turn, first come, first served. */
export class Semaphore {
  readonly #waiting = new Fifo<() => void>()
  readonly #places: number
  #running = 0

  constructor(places: number) {
    this.#places = places
  }

  async run<Result>(job: () => Promise<Result>): Promise<Result> {
    if (this.#running < this.#places) this.#running++
    else await new Promise<void>((admit) => this.#waiting.push(admit))
    try {
      return await job()
    } finally {
      // The place goes over to the next without being free in between.
      const next = this.#waiting.shift()
      if (next) next()
      else this.#running--
    }
  }
}
