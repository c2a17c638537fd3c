/**
 * A list that keeps its head and its tail and counts what fell out between, so that a record of a
 * long session still shows how it began and how it ended.
 */
export class BoundedLog<Entry> {
  readonly #head: Entry[] = []
  readonly #tail: Entry[] = []
  readonly #headSize: number
  readonly #tailSize: number
  #tailStart = 0
  #dropped = 0

  constructor(headSize: number, tailSize: number) {
    this.#headSize = headSize
    this.#tailSize = tailSize
  }

  /** How many entries fell out of the middle. */
  get dropped(): number {
    return this.#dropped
  }

  push(entry: Entry): void {
    if (this.#head.length < this.#headSize) {
      this.#head.push(entry)
    } else if (this.#tail.length < this.#tailSize) {
      this.#tail.push(entry)
    } else {
      this.#tail[this.#tailStart] = entry
      this.#tailStart = (this.#tailStart + 1) % this.#tailSize
      this.#dropped++
    }
  }

  toArray(): Entry[] {
    if (this.#tail.length === 0) return this.#head.slice()
    return [...this.#head, ...this.#tail.slice(this.#tailStart), ...this.#tail.slice(0, this.#tailStart)]
  }
}
