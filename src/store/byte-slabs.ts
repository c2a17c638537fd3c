/** Where a run of bytes lies. */
export interface SlabPlace {
  readonly slab: Buffer
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

  /** Copies `bytes`, so that the caller's buffer (a view into a larger one, perhaps) can go. */
  put(bytes: Buffer): SlabPlace {
    if (!isPacked(bytes.length)) return { slab: ownMemory(bytes), offset: 0 }
    if (this.#used + bytes.length > this.#slab.length) {
      // Doubling: a server that sees three mails takes 128 KiB, not a megabyte.
      const next = Math.min(Math.max(this.#slab.length * 2, firstSlabBytes), slabBytes)
      this.#slab = Buffer.allocUnsafeSlow(next)
      this.#used = 0
    }
    const offset = this.#used
    bytes.copy(this.#slab, offset)
    this.#used += bytes.length
    return { slab: this.#slab, offset }
  }
}

/** The buffer itself where it owns its memory, else a copy that does. */
function ownMemory(bytes: Buffer): Buffer {
  if (bytes.byteLength === bytes.buffer.byteLength) return bytes
  const copy = Buffer.allocUnsafeSlow(bytes.length)
  bytes.copy(copy)
  return copy
}
