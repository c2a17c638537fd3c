import { describe, expect, it } from 'vitest'
import { saslPrep } from '../../src/protocol/sasl/saslprep.ts'

describe('SASLprep (RFC 4013)', () => {
  // The first five are the examples of section 3.
  it.each([
    ['I\u00adX', 'IX'],
    ['user', 'user'],
    ['USER', 'USER'],
    ['\u00aa', 'a'],
    ['\u2168', 'IX'],
    ['a\u00a0b\u3000c', 'a b c'],
    ['Jose\u0301', 'Jos\u00e9'],
    ['\u200b', ' '],
    ['\ufb01x', 'fix'],
    ['\u{1f511} key', '\u{1f511} key'],
  ])('%j is spelled %j', (text, prepared) => {
    expect(saslPrep(text)).toBe(prepared)
  })

  it.each(['\u0007', 'a\tb', 'a\r\n', '\ue000', '\u202eabc', '\ufffd', '\u{e0041}', '\ufdd0', '\ud800'])(
    '%j is prohibited',
    (text) => {
      expect(saslPrep(text)).toBeNull()
    },
  )
})
