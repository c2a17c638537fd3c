/** Large enough that a message of a megabyte needs few, small enough that the last one of it may be half empty. */
export const blockBytes = 64 * 1024
/** What a server evicts for one large message serves the next; beyond it memory goes back to the system. */
const defaultIdleBytes = 32 * 1024 * 1024

/**
 * Memory for message bytes, in blocks of one size that are used again. New memory is dear: the system has to find and
 * clear every page of it (a millisecond a megabyte on a virtual machine, ten times what copying takes), and V8 counts
 * it and collects the sooner. Blocks not given back are simply collected.
 */
export class BlockPool {
  readonly #idle: Buffer[] = []
  readonly #maxIdle: number

  constructor(maxIdleBytes: number = defaultIdleBytes) {
    this.#maxIdle = Math.floor(maxIdleBytes / blockBytes)
  }

  take(): Buffer {
    return this.#idle.pop() ?? Buffer.allocUnsafeSlow(blockBytes)
  }

  /** From now on nobody may read what is in them. */
  give(blocks: readonly Buffer[]): void {
    for (const block of blocks) {
      if (this.#idle.length < this.#maxIdle) this.#idle.push(block)
    }
  }
}
