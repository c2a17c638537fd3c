/** Counts expected ids against those found: what was said wrongly, and what was missed. */
export class Score {
  #hits = 0
  #wrong = 0
  #missed = 0
  readonly #differences: string[] = []

  count(name: string, expected: readonly string[], found: readonly string[]): void {
    const wrong = found.filter((id) => !expected.includes(id))
    const missed = expected.filter((id) => !found.includes(id))
    this.#hits += found.length - wrong.length
    this.#wrong += wrong.length
    this.#missed += missed.length
    if (wrong.length + missed.length > 0) {
      this.#differences.push(
        `${name}: expected ${expected.join(', ') || 'nothing'}, found ${found.join(', ') || 'nothing'}`,
      )
    }
  }

  /** Of what was said, the share that was right. */
  get precision(): number {
    return this.#hits / (this.#hits + this.#wrong)
  }

  /** Of what was to be said, the share that was. */
  get recall(): number {
    return this.#hits / (this.#hits + this.#missed)
  }

  get differences(): readonly string[] {
    return this.#differences
  }

  toString(): string {
    return `precision ${this.precision.toFixed(4)}, recall ${this.recall.toFixed(4)} over ${this.#hits + this.#missed} findings expected`
  }
}
