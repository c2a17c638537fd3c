import type { Actions } from '../actions.ts'
import type { Stage } from '../stage.ts'

/** More than a ClientHello or a few commands is read when its time has come. */
const limitBytes = 16 * 1024

/** What a peer sends while nothing is said to it yet, on purpose: it waits. */
export class EarlyBytes implements Stage {
  readonly #actions: Actions
  #held: Buffer | null = null
  #paused = false

  constructor(actions: Actions) {
    this.#actions = actions
  }

  receive(chunk: Buffer): void {
    this.#held = this.#held === null ? Buffer.from(chunk) : Buffer.concat([this.#held, chunk])
    if (this.#held.length < limitBytes || this.#paused) return
    this.#paused = true
    this.#actions.pause()
  }

  peerEnded(): void {
    this.#held = null
  }

  /** Its time has come. */
  take(): Buffer | null {
    if (this.#paused) this.#actions.resume()
    return this.#held
  }
}
