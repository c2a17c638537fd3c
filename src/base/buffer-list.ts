/** Large enough that a message of a megabyte needs few, small enough that the last one of it may be half empty. */
export const blockBytes = 64 * 1024
/** What a server evicts for one large message serves the next; beyond it memory goes back to the system. */
const defaultIdleBytes = 32 * 1024 * 1024

/** A client that sends single bytes costs little more than single bytes: it gets no whole block before it fills half of one. */
const firstBytes = 4 * 1024
const blockFromBytes = blockBytes / 2
const firstPackBytes = 128 * 1024
/** Large enough to be cheap to the garbage collector, small enough to be given back soon. */
const packBytes = 1024 * 1024
/** A piece that fills less of the memory it is part of is copied out of it. */
const wellFilled = 7 / 8

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

/** Message bytes as they come. What is added is copied, but for a first piece that turns out to be all there is. */
export class BlockWriter {
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
  take(): BufferList {
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
    return new BufferList(parts, this.#pool, blocks)
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

/**
 * Bytes in the pieces they came in. Joined when one Buffer is asked for: joining copies, and a caller that only keeps or
 * counts them need not pay for it.
 */
export class BufferList {
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
      throw new Error('These bytes were let go of: code that reads them later must keep them first.')
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

  /** The last `sizeBytes`, or all there are; to be read at once. */
  tail(sizeBytes: number): Buffer {
    const parts: Buffer[] = []
    let length = 0
    for (let at = this.parts.length - 1; at >= 0 && length < sizeBytes; at--) {
      const part = this.#parts[at]!
      const piece = part.subarray(Math.max(0, part.length - (sizeBytes - length)))
      parts.unshift(piece)
      length += piece.length
    }
    return parts.length === 1 ? parts[0]! : copyOf(parts, length)
  }

  /** Makes the parts last: whole blocks are kept, all else is copied where it is part of something larger. */
  settle(): void {
    const pool = this.#pool
    const kept: Buffer[] = []
    const left: Buffer[] = []
    const parts = new Set(this.#parts)
    for (const block of this.#blocks) (parts.has(block) ? kept : left).push(block)
    const lasting = new Set(kept)
    this.#parts = this.#parts.map((part) => (lasting.has(part) ? part : ownMemory(part, pool !== null)))
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

/**
 * Packs small runs of bytes into large buffers. A Buffer of its own costs one of 2 KiB some 300 bytes of bookkeeping, and
 * Node's own pool would be kept alive by its longest-lived tenant.
 */
export class BufferPacker {
  #buffer: Buffer = Buffer.alloc(0)
  #used = 0

  /**
   * Copies bytes in: where they lie now.
   * @param roomBytes - Left free after them for something of the caller's, and zero
   */
  pack(
    parts: readonly Buffer[],
    sizeBytes: number,
    roomBytes = 0,
  ): { readonly buffer: Buffer; readonly offset: number } {
    if (this.#used + sizeBytes + roomBytes > this.#buffer.length) {
      // Doubling: a server that sees three mails takes 128 KiB, not a megabyte.
      const next = Math.min(Math.max(this.#buffer.length * 2, firstPackBytes), packBytes)
      this.#buffer = Buffer.allocUnsafeSlow(next)
      this.#used = 0
    }
    const offset = this.#used
    for (const part of parts) this.#used += part.copy(this.#buffer, this.#used)
    if (roomBytes > 0) this.#buffer.fill(0, this.#used, (this.#used += roomBytes))
    return { buffer: this.#buffer, offset }
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
