/**
 * First in, first out. `Array.shift` moves all that is left of a long list: to empty one of 128,000 items takes it 15 s,
 * and a list of 16,000 none that can be measured.
 */
export class Fifo<Item> {
  #items: Item[] = []
  #next = 0

  get size(): number {
    return this.#items.length - this.#next
  }

  push(item: Item): void {
    this.#items.push(item)
  }

  /** undefined: there is none. */
  shift(): Item | undefined {
    if (this.#next === this.#items.length) return undefined
    const item = this.#items[this.#next++]
    // By halves, so that what was taken is let go of, and each item is moved twice at most.
    if (this.#next * 2 > this.#items.length) {
      this.#items = this.#items.slice(this.#next)
      this.#next = 0
    }
    return item
  }
}
