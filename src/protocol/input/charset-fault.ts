import { isAscii, isUtf8 } from 'node:buffer'
import type { PartFault } from '../../model/observation.ts'

const ascii = /^(?:us-)?ascii$|^ansi_x3\.4-1968$/i
const utf8 = /^utf-?8$/i
/** Those of one octet a letter, in which nearly every octet is one. */
const latin = /^(?:iso[-_]?8859-(?:1|15)|latin-?[19]|windows-1252|cp-?1252)$/i

/**
 * Why text is not in the charset that its part declares; null: it is, or nobody can tell.
 *
 * @param charset - '': none is declared
 * @param isCut - The text goes on
 */
export function charsetFault(text: Buffer, charset: string, isCut: boolean): PartFault | null {
  if (isAscii(text)) return null
  if (charset === '') return 'charset-missing'
  if (ascii.test(charset)) return 'charset-not-ascii'
  const whole = isCut ? withoutCutLetter(text) : text
  if (utf8.test(charset)) return isUtf8(whole) ? null : 'charset-not-utf8'
  return latin.test(charset) && isUtf8(whole) && readsAsUtf8(whole) ? 'charset-is-utf8' : null
}

/** Up to three octets at the end may be the beginning of a letter. */
function withoutCutLetter(text: Buffer): Buffer {
  for (let back = 1; back <= 3; back++) {
    const octet = text[text.length - back] ?? 0
    if (octet < 0x80) return text
    if (octet >= 0xc0) return text.subarray(0, text.length - back)
  }
  return text
}

/** Letters of several octets that hardly occur as text of single octets: so many of them prove it. */
const enough = 3
const sharpS = 0xdf

/**
 * Whether text that is valid UTF-8 is not, by chance, valid in Latin-1 as well: a letter such as `É` before a sign such as
 * `»` or a space that does not break also looks like one letter of UTF-8. Within a word that does not happen, and only
 * `ß` ends one.
 */
function readsAsUtf8(text: Buffer): boolean {
  let seen = 0
  for (let at = 0; at < text.length; at++) {
    const octet = text[at]!
    if (octet < 0xc0) continue
    if (octet === sharpS) return false
    if (octet >= 0xf0 || isPunctuation(text, at) || (octet < 0xe0 && isLowerCase(text[at - 1]))) return true
    if (++seen >= enough) return true
  }
  return false
}

/** “ ” ’ – … and €, whose second octet is a control character in Latin-1. */
function isPunctuation(text: Buffer, at: number): boolean {
  return text[at] === 0xe2 && (text[at + 1] === 0x80 || text[at + 1] === 0x82)
}

function isLowerCase(octet: number | undefined): boolean {
  return octet !== undefined && octet >= 0x61 && octet <= 0x7a
}
