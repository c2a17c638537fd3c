/** Long enough to lose nothing by the pause, short enough that a mail arriving meanwhile is not kept waiting. */
const sliceMs = 10

/** Lets others in between, in a walk over many messages. */
export class Slices {
  #until = performance.now() + sliceMs
  #steps = 0

  /** To be awaited after each step; looks at the clock now and then. */
  async pause(): Promise<void> {
    if (++this.#steps % 16 !== 0 || performance.now() < this.#until) return
    await new Promise(setImmediate)
    this.#until = performance.now() + sliceMs
  }
}
