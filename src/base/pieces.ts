import type { BlockPool } from './block-pool.ts'

/** A piece that fills less of the memory it is part of is copied out of it. */
const wellFilled = 7 / 8

/**
 * Bytes in the pieces they came in. Joined when one Buffer is asked for: joining copies, and whoever only keeps or
 * counts them need not pay for it.
 */
export class Pieces {
  readonly sizeBytes: number
  #parts: readonly Buffer[]
  /** null: all parts last. */
  #pool: BlockPool | null
  #blocks: readonly Buffer[]
  #released = false

  /**
   * @param pool - Where the memory of the parts is from, but for what somebody else will change soon; null: it is nobody else's
   * @param blocks - Those of the pool that parts are, or are views of
   */
  constructor(parts: readonly Buffer[], pool: BlockPool | null = null, blocks: readonly Buffer[] = []) {
    this.#parts = parts
    this.#pool = pool
    this.#blocks = blocks
    let sizeBytes = 0
    for (const part of parts) sizeBytes += part.length
    this.sizeBytes = sizeBytes
  }

  /** In order. Not to be read any more once the blocks were given back. */
  get parts(): readonly Buffer[] {
    // Their memory has other bytes by now, which are nobody's business.
    if (this.#released)
      throw new Error('These bytes were let go of: whoever reads them later has to keep them first.')
    return this.#parts
  }

  /** All in one Buffer, to be read at once: a part where there is but one, else a copy. */
  joined(): Buffer {
    const [first] = this.parts
    return first !== undefined && this.#parts.length === 1 ? first : copyOf(this.#parts, this.sizeBytes)
  }

  /** The first bytes, at least `sizeBytes` of them or all there are; to be read at once. */
  head(sizeBytes: number): Buffer {
    const [first] = this.parts
    if (first !== undefined && (this.#parts.length === 1 || first.length >= sizeBytes)) return first
    const parts: Buffer[] = []
    let length = 0
    for (const part of this.#parts) {
      if (length >= sizeBytes) break
      parts.push(part)
      length += part.length
    }
    return copyOf(parts, length)
  }

  /** Makes the parts last: whole blocks are kept, all else is copied where it is part of something larger. */
  settle(): void {
    const pool = this.#pool
    const kept: Buffer[] = []
    const left: Buffer[] = []
    for (const block of this.#blocks) (this.#parts.includes(block) ? kept : left).push(block)
    this.#parts = this.#parts.map((part) => (kept.includes(part) ? part : ownMemory(part, pool !== null)))
    this.#blocks = kept
    pool?.give(left)
    if (kept.length === 0) this.#pool = null
  }

  /** Gives the blocks back; there is nothing to be read then. Where all parts last, nothing happens. */
  release(): void {
    if (this.#pool === null) return
    this.#pool.give(this.#blocks)
    this.#blocks = []
    this.#parts = []
    this.#released = true
  }
}

function ownMemory(part: Buffer, isForeign: boolean): Buffer {
  const owns = !isForeign && part.byteLength >= part.buffer.byteLength * wellFilled
  return owns ? part : copyOf([part], part.length)
}

/** In memory of its own, of exactly that size. */
function copyOf(parts: readonly Buffer[], sizeBytes: number): Buffer {
  const whole = Buffer.allocUnsafeSlow(sizeBytes)
  let at = 0
  for (const part of parts) at += part.copy(whole, at)
  return whole
}
