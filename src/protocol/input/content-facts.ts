import { isAscii } from 'node:buffer'
import type { BufferList } from '../../base/buffer-list.ts'
import type { HeaderFacts, LineFaults } from '../../model/observation.ts'
import { type LineSigns, scanLines } from './byte-scanner.ts'

const CR = 0x0d
const LF = 0x0a
/** RFC 5322 §2.1.1, CRLF not counted. */
const maxLineOctets = 998

const none: LineFaults = Object.freeze({ bareLf: 0, bareCr: 0, longLines: 0, eightBit: false, nul: false })

/**
 * Counts what RFC 5321 §2.3.8 and RFC 5322 §2.1.1 forbid in message content. A line ends at CRLF and nowhere else.
 * Clean content, the usual case, shows that in one quick scan; other is read four bytes at a time.
 * @param scanned - What a scan has shown already; null: that it could not tell
 */
export function lineFaults(
  content: BufferList,
  scanned: LineSigns | null = scanLines(content.parts),
): LineFaults {
  if (scanned === null || scanned.bare || scanned.sparse) return countFaults(content.joined())
  const { eightBit, nul } = scanned
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

/** Real header blocks fit; what comes behind is not looked at. */
const maxHeaderBytes = 16_384
const maxNames = 40
const maxNameChars = 80
const maxValueChars = 320

/** A field name (RFC 5322 §2.2), blanks allowed behind it as its obsolete form has them. */
const fieldName = /^[\x21-\x39\x3b-\x7e]+[ \t]*$/

/**
 * What the header block shows at a glance: names as they stand, three values unfolded and otherwise as they were
 * sent. It looks at the first 16 KiB at most and decodes nothing. The Message-ID comes without angle brackets.
 */
export function headerFacts(content: BufferList): HeaderFacts {
  const names: string[] = []
  let from: string | null = null
  let messageId: string | null = null
  let mailer: string | null = null
  let ended = false
  const head = content.head(maxHeaderBytes).subarray(0, maxHeaderBytes)
  const text = headerText(head)
  for (let start = 0, end = 0; start < text.length; start = end + 1) {
    end = lineEnd(text, start)
    // A bare LF ends a line here too: clients that send it must be told apart as well.
    ended = end === start || (end === start + 1 && text[start] === '\r')
    if (ended) break
    const colon = text.indexOf(':', start)
    if (colon < 0) break
    const before = colon < end ? text.slice(start, colon) : ''
    if (!fieldName.test(before)) continue
    const name = before.trimEnd()
    if (names.length < maxNames) names.push(name.slice(0, maxNameChars))
    switch (name.toLowerCase()) {
      case 'from':
        from ??= addressIn(unfolded(text, colon + 1))
        break
      case 'message-id':
        messageId ??= cleaned(unfolded(text, colon + 1).replace(/^<|>$/g, ''))
        break
      case 'x-mailer':
      case 'user-agent':
        mailer ??= cleaned(unfolded(text, colon + 1))
        break
    }
  }
  return !ended && content.sizeBytes > head.length && !head.includes('\r\n\r\n')
    ? { names, from, messageId, mailer, partial: true }
    : { names, from, messageId, mailer }
}

function headerText(head: Buffer): string {
  const end = head.indexOf('\r\n\r\n')
  return head.toString('utf8', 0, end === -1 ? head.length : end)
}

function lineEnd(text: string, start: number): number {
  const end = text.indexOf('\n', start)
  return end === -1 ? text.length : end
}

/** The value that starts at `start`, folded lines joined (RFC 5322 §2.2.3). */
function unfolded(text: string, start: number): string {
  let value = ''
  for (let at = start; value.length < 4 * maxValueChars;) {
    const end = lineEnd(text, at)
    value += text.slice(at, text[end - 1] === '\r' ? end - 1 : end)
    at = end + 1
    if (text[at] !== ' ' && text[at] !== '\t') break
  }
  return value.trim()
}

const bracketed = /<([^<>]*)>/
const bare = /(?:"(?:\\.|[^"\\])*"|[^\s,;:<>()"]+)@[^\s,;:<>()"]+/

/** The first address of a From: in angle brackets, else the first word with an @ in it. */
function addressIn(value: string): string | null {
  const start = value.slice(0, 4 * maxValueChars)
  const plain = start.includes('"') ? withoutDisplayNames(start) : start
  const address = bracketed.exec(plain)?.[1] ?? bare.exec(plain)?.[0]
  return address === undefined ? null : cleaned(address.trim())
}

/** A quoted local part belongs to its address; a quoted display name may hold an address of its own. */
function withoutDisplayNames(value: string): string {
  return value.replace(/"(?:\\.|[^"\\])*"/g, (quoted) => (value.includes(`${quoted}@`) ? quoted : ' '))
}

/** Control characters go, length is bounded; empty is null. */
function cleaned(value: string): string | null {
  // oxlint-disable-next-line no-control-regex
  return value.replace(/[\x00-\x1f\x7f]/g, '').slice(0, maxValueChars) || null
}
