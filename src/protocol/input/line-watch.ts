import { told } from './glass.ts'
import { lookingGlass } from './line-look.ts'

/** What a message showed while it came. */
export interface LineLook {
  readonly bare: boolean
  readonly sparse: boolean
  readonly eightBit: boolean
  readonly nul: boolean
}

/** Shorter chunks, one after the other, may hide a line that is too long: none has 256 bytes of it in a row. */
const shortBytes = 256
const CR = 0x0d

/** Looks at the bytes of one message as they come, chunk by chunk. */
export class LineWatch {
  readonly #glass = lookingGlass()
  #seen = 0
  #last = 0
  #count = 0
  #short = false
  #sure = true

  /** Bits of `told` about the first `end` bytes of the next chunk. */
  look(chunk: Buffer, end: number): number {
    return this.#glass.look(chunk, end, this.#last)
  }

  /** That chunk was content up to `end`. */
  saw(chunk: Buffer, end: number, seen: number = this.look(chunk, end)): void {
    if (end === 0) return
    if (this.#short && this.#count > 1) this.#sure = false
    this.#short = end < shortBytes
    this.#count++
    this.#seen |= seen
    this.#last = chunk[end - 1] ?? 0
  }

  /** Of all chunks together; null: they were too short to tell. */
  get result(): LineLook | null {
    if (!this.#sure) return null
    const seen = this.#seen
    return {
      bare: (seen & told.bare) !== 0 || this.#last === CR,
      sparse: (seen & told.sparse) !== 0,
      eightBit: (seen & told.eightBit) !== 0,
      nul: (seen & told.nul) !== 0,
    }
  }
}

/** The same for bytes that are all there. */
export function lookAtLines(parts: readonly Buffer[]): LineLook | null {
  const watch = new LineWatch()
  for (const part of parts) watch.saw(part, part.length)
  return watch.result
}
