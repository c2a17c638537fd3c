const leastBytes = 256
const noRoom = Buffer.alloc(0)

/**
 * Octets that are held until more have come. Each is copied a few times at most, however small the pieces are in which
 * they come: joining all that is held with each piece takes the square of their number.
 */
export class HeldBytes {
  #room: Buffer = noRoom
  #start = 0
  #end = 0

  get length(): number {
    return this.#end - this.#start
  }

  /** All that is held. What is added later, or dropped, does not change it. */
  get bytes(): Buffer {
    return this.#room.subarray(this.#start, this.#end)
  }

  /** Adds a copy. */
  add(chunk: Uint8Array): void {
    if (this.#end + chunk.length > this.#room.length) this.#grow(this.length + chunk.length)
    this.#room.set(chunk, this.#end)
    this.#end += chunk.length
  }

  /** Takes the first octets out, no more than there are. */
  take(octets: number = this.length): Buffer {
    const taken = this.bytes.subarray(0, octets)
    this.#start += taken.length
    if (this.#start === this.#end) this.clear()
    return taken
  }

  clear(): void {
    this.#room = noRoom
    this.#start = 0
    this.#end = 0
  }

  /** In new memory, so that what was handed out stays as it is. */
  #grow(needed: number): void {
    const held = this.bytes
    // Exact for a first piece, as it is nearly always the only one.
    const room = Buffer.allocUnsafe(held.length === 0 ? needed : Math.max(leastBytes, 2 * needed))
    held.copy(room)
    this.#room = room
    this.#start = 0
    this.#end = held.length
  }
}
