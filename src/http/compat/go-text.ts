/** So much is written at once: what is not UTF-8 takes three times its bytes. */
const pieceBytes = 64 * 1024
const longestSequence = 4
const replacement = Buffer.from('\uFFFD')

/**
 * Bytes as a program in Go shows them in JSON: U+FFFD for each that is not part of UTF-8. `Buffer.toString` has one for a
 * sequence that is cut short.
 */
export function goText(bytes: Uint8Array): string {
  const piece = Buffer.allocUnsafe(pieceBytes + longestSequence)
  const texts: string[] = []
  let length = 0
  for (let at = 0; at < bytes.length;) {
    const size = sequenceLength(bytes, at)
    if (size === 0) {
      length += replacement.copy(piece, length)
      at++
    } else {
      for (const end = at + size; at < end; at++) piece[length++] = bytes[at]!
    }
    if (length < pieceBytes) continue
    texts.push(piece.toString('utf8', 0, length))
    length = 0
  }
  return texts.join('') + piece.toString('utf8', 0, length)
}

/** Of the UTF-8 sequence that begins here (RFC 3629 §4), 1 to 4; 0: none does. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at]!
  if (first < 0x80) return 1
  const length = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0
  const second = bytes[at + 1] ?? 0
  if (length === 0 || second < lowestSecond(first) || second > highestSecond(first)) return 0
  for (let next = at + 2; next < at + length; next++) if (((bytes[next] ?? 0) & 0xc0) !== 0x80) return 0
  return length
}

/** No longer than it needs to be. */
function lowestSecond(first: number): number {
  return first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80
}

/** No surrogate, and nothing above U+10FFFF. */
function highestSecond(first: number): number {
  return first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf
}
