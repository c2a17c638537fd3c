import { Fifo } from '../base/fifo.ts'

/** Lets so many jobs run at the same time; the others wait their turn, first come, first served. */
export class Turns {
  readonly #waiting = new Fifo<() => void>()
  #free: number

  constructor(places: number) {
    this.#free = places
  }

  async run<Result>(job: () => Promise<Result>): Promise<Result> {
    if (this.#free > 0) this.#free--
    else await new Promise<void>((admit) => this.#waiting.push(admit))
    try {
      return await job()
    } finally {
      const next = this.#waiting.shift()
      if (next) next()
      else this.#free++
    }
  }
}
