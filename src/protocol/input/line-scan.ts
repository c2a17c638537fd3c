import { byteScanner, signs } from './byte-scanner.ts'

const CR = 0x0d

/** What the lines of a message showed while it came. */
export interface LineSigns {
  readonly bare: boolean
  readonly sparse: boolean
  readonly eightBit: boolean
  readonly nul: boolean
}

/** Shorter chunks, one after the other, may hide a line that is too long: none has 256 bytes of it in a row. */
const shortBytes = 256

/** Scans the lines of one message as they come, chunk by chunk. */
export class LineScan {
  readonly #scanner = byteScanner()
  #seen = 0
  #last = 0
  #count = 0
  #short = false
  #sure = true

  /** Bits of `signs` of the first `end` bytes of the next chunk. */
  scan(chunk: Buffer, end: number): number {
    return this.#scanner.scan(chunk, end, this.#last)
  }

  /**
   * That chunk was content up to `end`.
   * @param seen - What {@link scan} says of these bytes, where that is known
   */
  add(chunk: Buffer, end: number, seen?: number): void {
    if (end === 0) return
    if (this.#short && this.#count > 1) this.#sure = false
    this.#short = end < shortBytes
    this.#count++
    this.#seen |= seen ?? this.scan(chunk, end)
    this.#last = chunk[end - 1] ?? 0
  }

  /** Of all chunks together; null: they were too short to tell. */
  get result(): LineSigns | null {
    if (!this.#sure) return null
    const seen = this.#seen
    return {
      bare: (seen & signs.bare) !== 0 || this.#last === CR,
      sparse: (seen & signs.sparse) !== 0,
      eightBit: (seen & signs.eightBit) !== 0,
      nul: (seen & signs.nul) !== 0,
    }
  }
}

/** The same for bytes that are all there. */
export function scanLines(parts: readonly Buffer[]): LineSigns | null {
  const scan = new LineScan()
  for (const part of parts) scan.add(part, part.length)
  return scan.result
}
