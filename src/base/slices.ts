/** Long enough to lose nothing by the pause, short enough that a mail arriving meanwhile is not kept waiting. */
const sliceMs = 10

/** Lets others in between, in a walk over many messages. */
export class Slices {
  #until = performance.now() + sliceMs
  #steps = 0

  /** Asked after each step; looks at the clock now and then. */
  get due(): boolean {
    return ++this.#steps % 16 === 0 && performance.now() >= this.#until
  }

  async pause(): Promise<void> {
    await new Promise(setImmediate)
    this.#until = performance.now() + sliceMs
  }
}
