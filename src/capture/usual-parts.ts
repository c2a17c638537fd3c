import { headerEnd, type HeaderEnd, type RawField, splitHeader, unfold } from './header-fields.ts'

/** A text part, still in its transfer encoding. */
export interface TextPart {
  readonly body: Buffer
  readonly encoding: string
  readonly charset: string
  /** Another part of the same multipart/alternative may stand for it. */
  readonly isAlternative: boolean
  /** It is text to everybody: no name, no disposition, no parameters that change what it says. */
  readonly isUsual: boolean
}

/** What a message of the usual shape consists of. */
export interface UsualParts {
  readonly texts: readonly TextPart[]
  readonly htmls: readonly TextPart[]
  readonly attachments: number
}

interface Found {
  parts: number
  attachments: number
  readonly texts: TextPart[]
  readonly htmls: TextPart[]
}

/** A message of more parts, or of deeper ones, is left to the full parser. */
const maxParts = 50
const maxDepth = 4
/** Headers of parts are short; a long one is left to the full parser, which is not so near to arriving mail. */
const maxPartHeaderBytes = 16 * 1024

/**
 * The parts of a message of the usual shape, by its boundaries and without decoding anything: one text part, or
 * multiparts in which text/plain, text/html and attachments occur. null: some other shape, ask the full parser.
 *
 * @param end - Of the header of `raw`
 * @param fields - Of that header
 */
export function usualParts(
  raw: Buffer,
  end: HeaderEnd = headerEnd(raw),
  fields: readonly RawField[] = splitHeader(raw, end),
): UsualParts | null {
  const found: Found = { parts: 0, attachments: 0, texts: [], htmls: [] }
  return readPart({ raw, body: end.body, fields }, found, false, 0) ? found : null
}

/** Whether the part is of a kind that is understood here. What it holds goes to `found`. */
function readPart(
  part: { readonly raw: Buffer; readonly body: number; readonly fields: readonly RawField[] },
  found: Found,
  isAlternative: boolean,
  depth: number,
): boolean {
  if (++found.parts > maxParts || depth > maxDepth) return false
  const fields = contentFields(part.fields)
  const type = fields && /^([\w.+-]+\/[\w.+-]+)[ \t]*(;.*)?$/.exec(fields.get('content-type') ?? 'text/plain')
  if (!fields || !type) return false
  const kind = (type[1] as string).toLowerCase()
  const parameters = parametersOf(type[2] ?? '')
  const disposition = /^[\w-]+/.exec(fields.get('content-disposition') ?? '')?.[0]?.toLowerCase()
  const body = part.raw.subarray(part.body)
  if (kind.startsWith('multipart/')) {
    const boundary = parameters?.get('boundary')
    if (!boundary || disposition !== undefined) return false
    const parts = splitParts(body, boundary)
    const within = isAlternative || kind === 'multipart/alternative'
    return parts !== null && parts.every((inner) => readInner(inner, found, within, depth + 1))
  }
  if (disposition === 'attachment') return attached(found)
  if (disposition !== undefined && disposition !== 'inline') return false
  if (kind !== 'text/plain' && kind !== 'text/html')
    return (kind === 'message/rfc822' || !/^(?:text|message)\//.test(kind)) && attached(found)
  // A named text part is an attachment to some and text to others.
  const isUsual = disposition === undefined && !fields.has('content-id') && isUnnamed(parameters)
  const encoding = (fields.get('content-transfer-encoding') ?? '7bit').toLowerCase()
  const text = { body, encoding, charset: parameters?.get('charset') ?? 'utf-8', isAlternative, isUsual }
  if (kind === 'text/html') found.htmls.push(text)
  else found.texts.push(text)
  return isUsual || kind === 'text/html'
}

function isUnnamed(parameters: ReadonlyMap<string, string> | null): boolean {
  return parameters !== null && !parameters.has('name') && !parameters.has('format')
}

function readInner(raw: Buffer, found: Found, isAlternative: boolean, depth: number): boolean {
  const end = headerEnd(raw)
  if (end.header > maxPartHeaderBytes) return false
  return readPart({ raw, body: end.body, fields: splitHeader(raw, end) }, found, isAlternative, depth)
}

function attached(found: Found): true {
  found.attachments++
  return true
}

/** Those that say how the body is built, by their names in lower case; null: one stands there twice. */
function contentFields(header: readonly RawField[]): Map<string, string> | null {
  const fields = new Map<string, string>()
  for (const { name, value } of header) {
    if (name.length < 8 || name.slice(0, 8).toLowerCase() !== 'content-') continue
    const key = name.toLowerCase()
    if (fields.has(key)) return null
    fields.set(key, unfold(value))
  }
  return fields
}

/** null: not of the simple form `; name=value`. */
function parametersOf(text: string): Map<string, string> | null {
  const parameters = new Map<string, string>()
  const rest = text.replace(
    /;[ \t]*([\w-]+)=(?:"([^"\\]*)"|([^\s;"()]+))[ \t]*/g,
    (_, name: string, quoted?: string, bare?: string) => {
      parameters.set(name.toLowerCase(), quoted ?? bare ?? '')
      return ''
    },
  )
  return /^[; \t]*$/.test(rest) ? parameters : null
}

/** null: not the plain pattern of delimiter lines (RFC 2046 §5.1.1). */
function splitParts(body: Buffer, boundary: string): Buffer[] | null {
  if (!/^[\w'()+,./:=?-]{1,70}$/.test(boundary)) return null
  const delimiter = Buffer.from(`--${boundary}`)
  const parts: Buffer[] = []
  let from = -1
  for (let at = body.indexOf(delimiter); at >= 0; at = body.indexOf(delimiter, at + delimiter.length)) {
    if (at > 0 && body[at - 1] !== 0x0a) return null
    if (from >= 0) parts.push(body.subarray(from, body[at - 2] === 0x0d ? at - 2 : at - 1))
    if (parts.length > maxParts) return null
    const after = at + delimiter.length
    if (body[after] === 0x2d && body[after + 1] === 0x2d) {
      return body[after + 2] === 0x0d || body[after + 2] === 0x0a || after + 2 === body.length ? parts : null
    }
    if (body[after] !== 0x0d || body[after + 1] !== 0x0a) return null
    from = after + 2
  }
  return null
}
