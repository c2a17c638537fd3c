import { isUtf8 } from 'node:buffer'
import type { TextPart } from './usual-parts.ts'

type Encoded = Pick<TextPart, 'body' | 'encoding' | 'charset'>

/** The text of a part; null: of an encoding, or in a form, that is left to the full parser. */
export function textOf({ body, encoding, charset }: Encoded): string | null {
  if (!/^(?:us-ascii|utf-8|ascii|utf8)$/i.test(charset)) return null
  const bytes = decodeTransfer(body, encoding)
  if (bytes === null || !isUtf8(bytes)) return null
  return bytes.toString('utf8').replaceAll('\r\n', '\n')
}

/** The beginning of a text. */
export interface Beginning {
  readonly text: string
  /** Nothing follows. */
  readonly isWhole: boolean
}

/** The text that a part begins with, of its first `sizeBytes`; null as for the whole. */
export function beginningOf(part: Encoded, sizeBytes: number): Beginning | null {
  if (part.body.length <= sizeBytes) return begun(textOf(part), true)
  // After a line end no encoding is in the middle of anything; but a character may be, of text in base64.
  const end = part.body.subarray(0, sizeBytes).lastIndexOf(0x0a) + 1
  if (end === 0) return null
  const body = part.body.subarray(0, end)
  if (part.encoding !== 'base64') return begun(textOf({ ...part, body }), false)
  const text = body.toString('latin1').replace(/[\r\n]+/g, '')
  if (text.length % 4 !== 0) return null
  const bytes = decodeTransfer(body, 'base64')
  return bytes && begun(textOf({ ...part, encoding: '8bit', body: wholeCharacters(bytes) }), false)
}

function begun(text: string | null, isWhole: boolean): Beginning | null {
  return text === null ? null : { text, isWhole }
}

/** Without the first bytes of a UTF-8 character whose last ones are missing (RFC 3629 §3). */
function wholeCharacters(bytes: Buffer): Buffer {
  let start = bytes.length - 1
  while (start > bytes.length - 4 && ((bytes[start] ?? 0) & 0xc0) === 0x80) start--
  return ((bytes[start] ?? 0) & 0xc0) === 0xc0 ? bytes.subarray(0, start) : bytes
}

function decodeTransfer(body: Buffer, encoding: string): Buffer | null {
  if (encoding === '7bit' || encoding === '8bit') return body
  if (encoding === 'base64') {
    const text = body.toString('latin1').replace(/[\r\n]+/g, '')
    return /^[A-Za-z0-9+/]*={0,2}$/.test(text) ? Buffer.from(text, 'base64') : null
  }
  if (encoding !== 'quoted-printable') return null
  const text = body.toString('latin1')
  // Blanks before a line end, and anything else that is not canonical, are the full parser's business.
  if (/[ \t]\r?\n|=(?![0-9A-F]{2}|\r\n)|[^\r]\n/.test(text)) return null
  const decoded = text
    .replaceAll('=\r\n', '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(decoded, 'latin1')
}
