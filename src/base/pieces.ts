/**
 * Bytes in the pieces they came in, which are never changed. Joined when the whole is first asked for: joining copies,
 * and whoever only keeps or counts them need not pay for it.
 */
export class Pieces {
  readonly sizeBytes: number
  #parts: readonly Buffer[]

  constructor(parts: readonly Buffer[]) {
    this.#parts = parts
    let sizeBytes = 0
    for (const part of parts) sizeBytes += part.length
    this.sizeBytes = sizeBytes
  }

  /** In order; a single one once they were joined. */
  get parts(): readonly Buffer[] {
    return this.#parts
  }

  /** All of them in one Buffer, the same one each time. */
  get whole(): Buffer {
    const [first] = this.#parts
    if (first !== undefined && this.#parts.length === 1) return first
    const whole = joined(this.#parts, this.sizeBytes)
    this.#parts = [whole]
    return whole
  }

  /** The first bytes, at least `sizeBytes` of them or all there are. */
  head(sizeBytes: number): Buffer {
    const [first] = this.#parts
    if (first !== undefined && (this.#parts.length === 1 || first.length >= sizeBytes)) return first
    const parts: Buffer[] = []
    let length = 0
    for (const part of this.#parts) {
      if (length >= sizeBytes) break
      parts.push(part)
      length += part.length
    }
    return joined(parts, length)
  }
}

/** In memory of its own, of exactly that size. */
function joined(parts: readonly Buffer[], sizeBytes: number): Buffer {
  const whole = Buffer.allocUnsafeSlow(sizeBytes)
  let at = 0
  for (const part of parts) at += part.copy(whole, at)
  return whole
}
