/** A line of work that waits, in two parts. */
export type PartOfLine = 'front' | 'back'

/**
 * Where work waits, in whatever line: at the front, where somebody waits for this one thing, or at the back, where it is
 * one of many, as for a list. As long as it waits it can move to the front.
 */
export class Rank {
  #isAtBack: boolean
  #forward = (): void => {}

  /** Default: at the front. */
  constructor(line: PartOfLine = 'front') {
    this.#isAtBack = line === 'back'
  }

  get isAtBack(): boolean {
    return this.#isAtBack
  }

  /** Called when it moves to the front. Work waits in one line at a time: the last call counts. */
  onForward(forward: () => void): void {
    this.#forward = forward
  }

  moveForward(): void {
    if (!this.#isAtBack) return
    this.#isAtBack = false
    this.#forward()
  }
}
