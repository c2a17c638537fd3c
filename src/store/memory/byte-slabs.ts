import type { Content } from '../../model/message.ts'

/** Where a run of bytes lies: in a slab with others, or in pieces of its own. */
export interface SlabPlace {
  readonly slab: Buffer | Content
  readonly offset: number
}

/** From here on a message gets memory of its own: packing it would save under 1 %. */
const packedBelowBytes = 64 * 1024
const firstSlabBytes = 128 * 1024
/** Large enough to be cheap to the garbage collector, small enough to be given back soon. */
const slabBytes = 1024 * 1024

/** Whether a message of that size shares its memory with others. */
export function isPacked(sizeBytes: number): boolean {
  return sizeBytes < packedBelowBytes
}

/**
 * Packs small messages into large buffers. A Buffer of its own costs a 2 KiB message some 300 bytes of
 * bookkeeping, and Node's own pool would be kept alive by its longest-lived tenant.
 */
export class ByteSlabs {
  #slab: Buffer = Buffer.alloc(0)
  #used = 0

  /** Takes bytes over; those of small messages are copied, so that the memory they are a view of can go. */
  put(content: Content): SlabPlace {
    const { sizeBytes } = content
    if (!isPacked(sizeBytes)) {
      content.settle()
      return { slab: content, offset: 0 }
    }
    const place = this.pack(content.parts, sizeBytes)
    content.release()
    return place
  }

  /** Copies bytes in. */
  pack(parts: readonly Buffer[], sizeBytes: number): SlabPlace {
    if (this.#used + sizeBytes > this.#slab.length) {
      // Doubling: a server that sees three mails takes 128 KiB, not a megabyte.
      const next = Math.min(Math.max(this.#slab.length * 2, firstSlabBytes), slabBytes)
      this.#slab = Buffer.allocUnsafeSlow(next)
      this.#used = 0
    }
    const offset = this.#used
    for (const part of parts) this.#used += part.copy(this.#slab, this.#used)
    return { slab: this.#slab, offset }
  }
}
