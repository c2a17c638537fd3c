import { isUtf8 } from 'node:buffer'

/** A header field before decoding. */
export interface RawField {
  readonly name: string
  /** What follows the colon, folds kept. */
  readonly value: string
}

/** Beyond it a header is an attack: real ones end at some 50 kB. */
const maxHeaderBytes = 1024 * 1024
const maxFields = 10_000

/** Where the header ends. */
export interface HeaderEnd {
  /** Behind its last line end. */
  readonly header: number
  /** Where the body begins. */
  readonly body: number
}

/**
 * The fields of the header block, in order (RFC 5322 §2.2). Lines that are no field are passed over.
 *
 * @param end - Of the header of `raw`, where the caller has looked for it
 */
export function splitHeader(raw: Buffer, end: HeaderEnd = headerEnd(raw)): RawField[] {
  const fields: RawField[] = []
  const block = headerBlock(raw, end)
  let from = 0
  while (from < block.length && fields.length < maxFields) {
    const to = endOfField(block, from)
    // Cut out first: a search for the colon in the whole block would go to its end for every line without one.
    const field = block.slice(from, to)
    const colon = field.indexOf(':')
    if (colon > 0) {
      // RFC 5322 §4.5.8 allows blanks before the colon in old mail.
      const name = field.slice(0, colon).trimEnd()
      if (/^[\x21-\x7e]+$/.test(name)) fields.push({ name, value: withoutLineEnd(field.slice(colon + 1)) })
    }
    from = to
  }
  return fields
}

/** Why a reader of these fields may miss some; null: they are all. */
export function headerFault(
  raw: Buffer,
  fields: readonly RawField[],
  end: HeaderEnd = headerEnd(raw),
): string | null {
  if (fields.length >= maxFields) return `The header has ${maxFields} fields or more: no others were read.`
  if (end.header <= maxHeaderBytes) return null
  return `The header has more than ${maxHeaderBytes} bytes: those after that were not read.`
}

/** The header block, its last line end included, and where the body begins. */
export function headerEnd(raw: Buffer): HeaderEnd {
  if (raw[0] === 0x0a) return { header: 0, body: 1 }
  if (raw[0] === 0x0d && raw[1] === 0x0a) return { header: 0, body: 2 }
  const crlf = raw.indexOf('\n\r\n')
  const lf = (crlf < 0 ? raw : raw.subarray(0, crlf)).indexOf('\n\n')
  if (lf >= 0) return { header: lf + 1, body: lf + 2 }
  if (crlf >= 0) return { header: crlf + 1, body: crlf + 3 }
  return { header: raw.length, body: raw.length }
}

/** The value on one line: folding takes the line end away and keeps the blanks after it (RFC 5322 §2.2.3). */
export function unfold(value: string): string {
  // Most are not folded.
  return (value.includes('\n') ? value.replace(/\r?\n/g, '') : value).trim()
}

/** Text of the header: UTF-8 (RFC 6532) where it is valid, else byte for byte. */
function headerBlock(raw: Buffer, { header }: HeaderEnd): string {
  const bytes = raw.subarray(0, Math.min(header, maxHeaderBytes))
  return bytes.toString(isUtf8(bytes) ? 'utf8' : 'latin1')
}

/** A field goes on in lines that begin with a blank. */
function endOfField(block: string, from: number): number {
  for (let at = from; ;) {
    const lineEnd = block.indexOf('\n', at)
    if (lineEnd < 0) return block.length
    const next = block.charCodeAt(lineEnd + 1)
    if (next !== 0x20 && next !== 0x09) return lineEnd + 1
    at = lineEnd + 1
  }
}

/** The last line end, and a blank in front. */
function withoutLineEnd(value: string): string {
  let end = value.length
  if (value[end - 1] === '\n') end -= value[end - 2] === '\r' ? 2 : 1
  return value.slice(value[0] === ' ' || value[0] === '\t' ? 1 : 0, end)
}
