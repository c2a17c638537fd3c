import { isAscii } from 'node:buffer'
import type { Pieces } from '../../base/pieces.ts'
import type { LineFaults } from '../../model/observation.ts'
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
const LF = 0x0a

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

/** RFC 5322 §2.1.1, CRLF not counted. */
const maxLineOctets = 998

const none: LineFaults = Object.freeze({ bareLf: 0, bareCr: 0, longLines: 0, eightBit: false, nul: false })

/**
 * Counts what RFC 5321 §2.3.8 and RFC 5322 §2.1.1 forbid in message content. A line ends at CRLF and nowhere else.
 * Clean content, the usual case, shows that in one quick look; other is read four bytes at a time.
 * @param look - Of a look that was had already
 */
export function lineFaults(content: Pieces, look: LineLook | null = lookAtLines(content.parts)): LineFaults {
  if (look === null || look.bare || look.sparse) return countFaults(content.joined())
  const { eightBit, nul } = look
  return eightBit || nul ? { ...none, eightBit, nul } : none
}

function countFaults(raw: Buffer): LineFaults {
  const end = raw.length
  let bareLf = 0
  let bareCr = 0
  let doubleCr = 0
  let longLines = 0
  let nul = false
  let lineStart = 0

  const look = (at: number): void => {
    const byte = raw[at]
    if (byte === LF) {
      if (at > 0 && raw[at - 1] === CR) {
        if (at - 1 - lineStart > maxLineOctets) longLines++
        lineStart = at + 1
      } else {
        bareLf++
      }
    } else if (byte === CR) {
      if (raw[at + 1] === LF) return
      bareCr++
      if (raw[at + 1] === CR && raw[at + 2] === LF) doubleCr++
    } else if (byte === 0) {
      nul = true
    }
  }

  const wordsStart = Math.min(end, (4 - (raw.byteOffset & 3)) & 3)
  const wordCount = (end - wordsStart) >> 2
  const words =
    wordCount === 0 ? new Int32Array(0) : new Int32Array(raw.buffer, raw.byteOffset + wordsStart, wordCount)
  for (let at = 0; at < wordsStart; at++) look(at)
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? 0
    // True where one of the four bytes is below 0x0e, so may be NUL, LF or CR ("hasless" of the bit-twiddling folklore).
    if (((word - 0x0e0e0e0e) & ~word & 0x80808080) === 0) continue
    const at = wordsStart + (i << 2)
    look(at)
    look(at + 1)
    look(at + 2)
    look(at + 3)
  }
  for (let at = wordsStart + (words.length << 2); at < end; at++) look(at)
  if (end - lineStart > maxLineOctets) longLines++
  return { bareLf, bareCr, ...(doubleCr > 0 && { doubleCr }), longLines, eightBit: !isAscii(raw), nul }
}
