interface Waiting {
  readonly weight: number
  readonly admit: () => void
}

/**
 * Lets so many jobs run at the same time, and so much weight of them; the others wait their turn, first come, first
 * served. One that is heavier than all may be together runs alone.
 */
export class Semaphore {
  readonly #waiting: Waiting[] = []
  readonly #places: number
  readonly #maxWeight: number
  #running = 0
  #weight = 0

  constructor(places: number, maxWeight: number) {
    this.#places = places
    this.#maxWeight = maxWeight
  }

  async run<Result>(weight: number, job: () => Promise<Result>): Promise<Result> {
    if (this.#waiting.length === 0 && this.#admits(weight)) this.#enter(weight)
    else await new Promise<void>((admit) => this.#waiting.push({ weight, admit }))
    try {
      return await job()
    } finally {
      this.#enter(-weight, -1)
      this.#admitNext()
    }
  }

  #admits(weight: number): boolean {
    return this.#running < this.#places && (this.#running === 0 || this.#weight + weight <= this.#maxWeight)
  }

  #enter(weight: number, jobs: 1 | -1 = 1): void {
    this.#running += jobs
    this.#weight += weight
  }

  #admitNext(): void {
    for (let next = this.#waiting[0]; next && this.#admits(next.weight); next = this.#waiting[0]) {
      this.#waiting.shift()
      this.#enter(next.weight)
      next.admit()
    }
  }
}
