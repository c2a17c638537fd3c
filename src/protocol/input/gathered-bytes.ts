import { blockBytes, type BlockPool } from '../../base/block-pool.ts'
import { Pieces } from '../../base/pieces.ts'

/** A client that sends single bytes costs little more than single bytes: it gets no whole block before it fills half of one. */
const firstBytes = 4 * 1024
const blockFromBytes = blockBytes / 2

/** Message bytes as they come. What is added is copied, but for a first piece that turns out to be all there is. */
export class GatheredBytes {
  readonly #pool: BlockPool
  /** All so far, and the caller's memory: most messages come in one piece. */
  #only: Buffer | null = null
  #full: Buffer[] = []
  #room: Buffer | null = null
  #used = 0

  constructor(pool: BlockPool) {
    this.#pool = pool
  }

  /** Copied only when more comes, or at `settle`. */
  add(source: Buffer, from: number, to: number): void {
    if (this.#only === null && this.#used === 0) {
      this.#only = source.subarray(from, to)
      return
    }
    this.settle()
    this.#copy(source, from, to)
  }

  /** From here on the memory of what was added may change. */
  settle(): void {
    const only = this.#only
    this.#only = null
    if (only !== null) this.#copy(only, 0, only.length)
  }

  /** What was added, to be read or moved at once; nothing is left here. */
  take(): Pieces {
    const blocks = this.#full
    const parts = this.#only === null ? [...blocks] : [this.#only]
    const room = this.#room
    if (room !== null) {
      if (room.length === blockBytes) blocks.push(room)
      parts.push(this.#used === blockBytes ? room : room.subarray(0, this.#used))
    }
    this.#only = null
    this.#full = []
    this.#room = null
    this.#used = 0
    return new Pieces(parts, this.#pool, blocks)
  }

  #copy(source: Buffer, from: number, to: number): void {
    for (let at = from; at < to;) {
      const room = this.#room === null || this.#used === this.#room.length ? this.#grow(to - at) : this.#room
      const copied = source.copy(room, this.#used, at, to)
      this.#used += copied
      at += copied
    }
  }

  /** Room for at least one byte more. */
  #grow(wanted: number): Buffer {
    const old = this.#room
    const needed = this.#used + wanted
    if (old !== null && old.length === blockBytes) {
      this.#full.push(old)
      this.#used = 0
      this.#room = this.#pool.take()
    } else {
      this.#room =
        needed > blockFromBytes
          ? this.#pool.take()
          : Buffer.allocUnsafeSlow(Math.max(firstBytes, Math.min(2 * needed, blockFromBytes)))
      old?.copy(this.#room, 0, 0, this.#used)
    }
    return this.#room
  }
}
