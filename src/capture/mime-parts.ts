import { decodeCharset, type FieldValue, readField } from '../base/mime-parameters.ts'
import { decodeTransfer } from '../base/transfer-encoding.ts'
import { headerEnd, splitHeader, unfold } from './header-fields.ts'

/** A part that holds something, and no further parts. A nested message is one: it is not looked into. */
export interface MimePart {
  /** Its place: `1`, `2.1`, counted from 1 at each level (RFC 3501 §6.4.5); `0`: the message has no parts. */
  readonly id: string
  /** How many multiparts it is within. */
  readonly depth: number
  /** In lower case; `text/plain` where the part names none (RFC 2045 §5.2). */
  readonly type: string
  readonly charset: string
  /** In lower case; '' where the part names none. */
  readonly disposition: string
  /** As given, encoded words and all; '' where there is none. */
  readonly filename: string
  /** Without angle brackets; '' where there is none. */
  readonly contentId: string
  readonly encoding: string
  /** Still in its transfer encoding. */
  readonly body: Buffer
}

/** The parts of a message, and what kind of multipart they are in. */
export interface MimeTree {
  /** `multipart/alternative`, …; '' where the message is a single part. */
  readonly kind: string
  /** In the order of the message. */
  readonly parts: readonly MimePart[]
}

/** Deeper nests are one part, further parts none. */
const maxDepth = 10
const maxParts = 1000

/** Takes a message apart by its boundaries, without decoding anything. */
export function readMimeTree(raw: Buffer): MimeTree {
  const parts: MimePart[] = []
  const kind = addParts(raw, { id: '', depth: 0, parts })
  return { kind, parts }
}

function addParts(
  source: Buffer,
  { id, depth, parts }: { id: string; depth: number; parts: MimePart[] },
): string {
  const fields = new Map<string, string>()
  for (const { name, value } of splitHeader(source)) {
    const key = name.toLowerCase()
    if (key.startsWith('content-') && !fields.has(key)) fields.set(key, unfold(value))
  }
  const type = readField(fields.get('content-type') ?? '')
  const body = source.subarray(headerEnd(source).body)
  const boundary = type.value.startsWith('multipart/') ? type.parameters.get('boundary') : undefined
  if (!boundary || depth >= maxDepth) {
    parts.push(toPart(fields, type, { id: id || '0', depth, body }))
    return ''
  }
  let n = 0
  for (const part of splitParts(body, boundary)) {
    if (parts.length >= maxParts) break
    n++
    addParts(part, { id: id === '' ? `${n}` : `${id}.${n}`, depth: depth + 1, parts })
  }
  return type.value
}

function toPart(
  fields: ReadonlyMap<string, string>,
  type: FieldValue,
  place: Pick<MimePart, 'id' | 'depth' | 'body'>,
): MimePart {
  const disposition = readField(fields.get('content-disposition') ?? '')
  return {
    ...place,
    type: type.value || 'text/plain',
    charset: type.parameters.get('charset') ?? '',
    disposition: disposition.value,
    filename: disposition.parameters.get('filename') ?? type.parameters.get('name') ?? '',
    contentId: (fields.get('content-id') ?? '').replace(/^<|>$/g, ''),
    encoding: (fields.get('content-transfer-encoding') ?? '').trim().toLowerCase(),
  }
}

/** What stands between the delimiter lines (RFC 2046 §5.1.1); the line end before one belongs to it. */
function* splitParts(body: Buffer, boundary: string): Generator<Buffer> {
  const delimiter = Buffer.from(`--${boundary}`)
  let start = -1
  for (let at = body.indexOf(delimiter); at !== -1; at = body.indexOf(delimiter, at + delimiter.length)) {
    if (at > 0 && body[at - 1] !== 0x0a) continue
    const lineEnd = body.indexOf('\n', at)
    const next = lineEnd === -1 ? body.length : lineEnd + 1
    const rest = body.toString('latin1', at + delimiter.length, Math.min(next, at + delimiter.length + 100))
    const last = /^--\s*$/.test(rest)
    if (!last && rest.trim() !== '') continue
    if (start !== -1) yield body.subarray(start, Math.max(start, beforeLineEnd(body, at)))
    if (last) return
    start = next
  }
  // Without its last delimiter a part goes on to the end.
  if (start !== -1) yield body.subarray(start)
}

function beforeLineEnd(body: Buffer, at: number): number {
  return body[at - 2] === 0x0d ? at - 2 : at - 1
}

/** The bytes that a part stands for. */
export function decodePart({ encoding, body }: MimePart): Buffer {
  return decodeTransfer(body, encoding)
}

/** The text of a part, its line ends as sent. */
export function partText(part: MimePart): string {
  return decodeCharset(decodePart(part), part.charset)
}
