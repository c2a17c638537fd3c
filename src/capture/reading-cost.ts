import type { ReadingLimits } from './reading-work.ts'
import { decodePart, readMimeTree } from './mime-parts.ts'

/**
 * What taking a message apart takes of V8's heap, in bytes: for each of its bytes, and more for what becomes an object
 * of its own on the way (measured by `bench/reading-memory.js`). A message of bare line ends takes fifty times its size.
 */
const byteCost = 4
const highByteCost = 3
const lineCost = 90
const markupCost = 30

/** Bytes of V8's heap that taking this message apart takes at most, by what is in it. */
export function readingCost(raw: Buffer): number {
  return costOf(raw) + hiddenCost(raw)
}

/** Whether a message of that size may be one that is not taken apart: each of its bytes a line end, and again where it is encoded. */
export function mayBeRefused(sizeBytes: number, { maxParseBytes, maxWorkBytes }: ReadingLimits): boolean {
  return sizeBytes > maxParseBytes || 2 * (byteCost + highByteCost + lineCost) * sizeBytes > maxWorkBytes
}

function costOf(bytes: Buffer): number {
  let lines = 0
  let markup = 0
  let high = 0
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] as number
    if (byte === 0x0a) lines++
    else if (byte === 0x3c || byte === 0x26) markup++
    else if (byte >= 0x80) high++
  }
  return byteCost * bytes.length + highByteCost * high + lineCost * lines + markupCost * markup
}

/** Of texts whose transfer encoding hides what is in them. */
function hiddenCost(raw: Buffer): number {
  let cost = 0
  for (const part of readMimeTree(raw).parts) {
    if (!/^(?:text|message)\//.test(part.type) || part.disposition === 'attachment') continue
    if (part.encoding === 'base64') cost += costOf(decodePart(part))
    else if (part.encoding === 'quoted-printable') cost += lineCost * countOf(part.body, '=0A')
  }
  return cost
}

function countOf(bytes: Buffer, text: string): number {
  let count = 0
  for (let at = bytes.indexOf(text); at >= 0; at = bytes.indexOf(text, at + text.length)) count++
  return count
}

/** Why a message is not taken apart; null: it may be. A short one always may, so nobody looks at its bytes. */
export function refusalOf(raw: Buffer, limits: ReadingLimits): string | null {
  const { maxParseBytes, maxWorkBytes } = limits
  if (!mayBeRefused(raw.length, limits)) return null
  if (raw.length > maxParseBytes)
    return refusal(
      `The message has ${raw.length} bytes; with the memory there is, none above ${maxParseBytes} is taken apart.`,
    )
  const cost = readingCost(raw)
  if (cost <= maxWorkBytes) return null
  return refusal(
    `Taking the message apart may take ${cost} bytes of memory, for what is in it; there are ${maxWorkBytes}.`,
  )
}

function refusal(reason: string): string {
  return `${reason} Its raw bytes are kept; give the process more memory to have it parsed.`
}
