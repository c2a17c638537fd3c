import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { goText } from '../../../src/http/compat/go-text.ts'

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The sequence that begins with these bytes, as the platform reads it; null: none does. */
function sequence(bytes: Uint8Array): string | null {
  for (let length = 1; length <= Math.min(4, bytes.length); length++) {
    try {
      return decoder.decode(bytes.subarray(0, length))
    } catch (error) {
      expect(error).toBeInstanceOf(TypeError)
    }
  }
  return null
}

function oneByOne(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length;) {
    const next = sequence(bytes.subarray(at))
    text += next ?? '\uFFFD'
    at += next === null ? 1 : Buffer.byteLength(next)
  }
  return text
}

/** Where a sequence may be cut short, be too long, or be none. */
const edges = [
  0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc1, 0xc2, 0xdf, 0xe0, 0xed, 0xef, 0xf0, 0xf4, 0xf5,
]

describe('bytes as Go shows them', () => {
  it('are U+FFFD each where they are not part of UTF-8', () => {
    const bytes = fc.array(fc.oneof(fc.constantFrom(...edges), fc.nat(255)), { maxLength: 24 })
    fc.assert(
      fc.property(bytes, (some) => {
        expect(goText(Uint8Array.from(some))).toBe(oneByOne(Uint8Array.from(some)))
      }),
      { numRuns: 2_000, seed: 1 },
    )
  })

  it('stay whole where they are written piece by piece', () => {
    for (const shift of ['', 'a', 'ab', 'abc']) {
      const text = shift + '😀'.repeat(40_000)
      const bytes = Buffer.concat([Buffer.from(text), Buffer.from([0xe2, 0x82])])
      expect(goText(bytes)).toBe(`${text}\uFFFD\uFFFD`)
    }
  })
})
