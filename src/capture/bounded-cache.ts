interface Cached<Value> {
  readonly value: Value
  readonly bytes: number
}

/** Values by id up to a sum of bytes; the longest unused go first. */
export class BoundedCache<Value> {
  readonly #entries = new Map<string, Cached<Value>>()
  readonly #maxBytes: number
  #bytes = 0

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  get bytes(): number {
    return this.#bytes
  }

  get(id: string): Value | undefined {
    const cached = this.#entries.get(id)
    if (!cached) return undefined
    // To the end of the Map's order: the longest unused is at its start.
    this.#entries.delete(id)
    this.#entries.set(id, cached)
    return cached.value
  }

  /** A value above the whole bound is not kept. */
  set(id: string, value: Value, bytes: number): void {
    this.delete(id)
    if (bytes > this.#maxBytes) return
    for (const [oldest] of this.#entries) {
      if (this.#bytes + bytes <= this.#maxBytes) break
      this.delete(oldest)
    }
    this.#entries.set(id, { value, bytes })
    this.#bytes += bytes
  }

  /** Keeps the value only while there is room: a scan over more than fits would else replace all it will ask for next. */
  setIfRoom(id: string, value: Value, bytes: number): void {
    if (!this.#entries.has(id) && this.#bytes + bytes <= this.#maxBytes) this.set(id, value, bytes)
  }

  /** Without touching the order. */
  peek(id: string): Value | undefined {
    return this.#entries.get(id)?.value
  }

  delete(id: string): void {
    const cached = this.#entries.get(id)
    if (!cached) return
    this.#entries.delete(id)
    this.#bytes -= cached.bytes
  }
}
