import { foldedText } from '../../base/text-test.ts'
import type { Said } from '../said.ts'

/**
 * A signature tells of a text that a message surely does not say it: a bit is set for each run of three characters
 * (UTF-16 units) of what the message says. The first bit tells that the signature was made.
 */

/** Writes a signature of all that a message says to memory that is zero. */
export function sign(signature: Uint8Array, texts: readonly string[]): void {
  const bits = signature.length * 8 - 1
  for (const text of texts) {
    const folded = foldedText(text)
    for (let at = 2; at < folded.length; at++) {
      const bit = 1 + (hashAt(folded, at) % bits)
      signature[bit >>> 3]! |= 1 << (bit & 7)
    }
  }
  signature[0]! |= 1
}

/** What a query asks of signatures: all runs of one of the lists. */
export type Probes = readonly Uint32Array[]

/** null: any message may match, as where all that is asked for is shorter than three characters. */
export function probesOf(said: Said | null): Probes | null {
  const lists = said?.map(hashesOf) ?? []
  return lists.length > 0 && lists.every(({ length }) => length > 0) ? lists : null
}

/** false: the message surely says none of it. */
export function maySay(signature: Uint8Array, start: number, sizeBytes: number, probes: Probes): boolean {
  if ((signature[start]! & 1) === 0) return true
  const bits = sizeBytes * 8 - 1
  for (const hashes of probes) if (hasAll(signature, start, bits, hashes)) return true
  return false
}

function hasAll(signature: Uint8Array, start: number, bits: number, hashes: Uint32Array): boolean {
  for (let at = 0; at < hashes.length; at++) {
    const bit = 1 + (hashes[at]! % bits)
    if ((signature[start + (bit >>> 3)]! & (1 << (bit & 7))) === 0) return false
  }
  return true
}

function hashesOf(texts: readonly string[]): Uint32Array {
  const hashes = new Set<number>()
  for (const text of texts) for (let at = 2; at < text.length; at++) hashes.add(hashAt(text, at))
  return Uint32Array.from(hashes)
}

/** Of the three characters that end there; each bit depends on all of them. */
function hashAt(text: string, at: number): number {
  let hash =
    Math.imul(text.charCodeAt(at - 2), 0x9e3779b1) ^
    Math.imul(text.charCodeAt(at - 1), 0x85ebca6b) ^
    Math.imul(text.charCodeAt(at), 0xc2b2ae35)
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39)
  return (hash ^ (hash >>> 15)) >>> 0
}
