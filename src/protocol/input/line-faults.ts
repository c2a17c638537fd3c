import { isAscii } from 'node:buffer'
import type { BufferList } from '../../base/buffer-list.ts'
import type { LineFaults } from '../../model/observation.ts'
import { LineEnds } from './line-ends.ts'
import { type LineSigns, scanLines } from './line-scan.ts'

const CR = 0x0d
const LF = 0x0a
/** RFC 5322 §2.1.1, CRLF not counted. */
const maxLineOctets = 998

const none: LineFaults = Object.freeze({ bareLf: 0, bareCr: 0, longLines: 0, eightBit: false, nul: false })

/**
 * Counts what RFC 5321 §2.3.8 and RFC 5322 §2.1.1 forbid in message content. A line ends at CRLF and nowhere else.
 * Clean content, the usual case, shows that in one quick scan; other is read four bytes at a time.
 * @param signs - What a scan has shown already; null: that it could not tell
 */
export function lineFaults(
  content: BufferList,
  signs: LineSigns | null = scanLines(content.parts),
): LineFaults {
  if (signs === null || signs.bare || signs.sparse) return countFaults(content.joined())
  const { eightBit, nul } = signs
  return eightBit || nul ? { ...none, eightBit, nul } : none
}

function countFaults(raw: Buffer): LineFaults {
  const end = raw.length
  const ends = new LineEnds(end)
  let longLines = 0
  let nul = false
  let lineStart = 0

  const look = (at: number): void => {
    const byte = raw[at]
    if (byte === LF) {
      if (at > 0 && raw[at - 1] === CR) {
        if (at - 1 - lineStart > maxLineOctets) longLines++
        lineStart = at + 1
        ends.add(raw[at - 2] === CR ? 'crcrlf' : 'crlf', at)
      } else {
        ends.add('lf', at)
      }
    } else if (byte === CR) {
      const startsDouble = raw[at + 1] === CR && raw[at + 2] === LF
      if (raw[at + 1] !== LF && !startsDouble) ends.add('cr', at)
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
  return { ...ends.counts, longLines, eightBit: !isAscii(raw), nul }
}
