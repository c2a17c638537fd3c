import { isUtf8 } from 'node:buffer'
import { headerEnd, splitHeader, unfold } from './header-fields.ts'

/** A message of more parts is left to the full parser. */
const maxParts = 50

/**
 * The text of a message of the usual shape, found without a full parse and some fifty times as fast: one text part, or
 * multiparts in which text/plain, text/html within an alternative, and attachments occur. null: some other shape, ask
 * the full parser. Where it answers, it answers the same; a test compares the two.
 */
export function plainText(raw: Buffer): string | null {
  const texts: string[] = []
  const known = readPart(raw, texts, { parts: 0 }, false, 0)
  return known && texts.length > 0 && texts.join('').trim() !== '' ? texts.join('\n') : null
}

/** Whether the part is of a kind that is understood here. Its text, if it has one, goes to `texts`. */
function readPart(
  part: Buffer,
  texts: string[],
  count: { parts: number },
  alternative: boolean,
  depth: number,
): boolean {
  if (++count.parts > maxParts || depth > 4) return false
  const fields = new Map<string, string>()
  for (const { name, value } of splitHeader(part)) {
    const key = name.toLowerCase()
    if (!key.startsWith('content-')) continue
    if (fields.has(key)) return false
    fields.set(key, unfold(value))
  }
  const type = /^([\w.+-]+\/[\w.+-]+)[ \t]*(;.*)?$/.exec(fields.get('content-type') ?? 'text/plain')
  if (!type) return false
  const kind = (type[1] as string).toLowerCase()
  const parameters = parametersOf(type[2] ?? '')
  const body = part.subarray(headerEnd(part).body)
  const disposition = /^[\w-]+/.exec(fields.get('content-disposition') ?? '')?.[0]?.toLowerCase()
  if (kind.startsWith('multipart/')) {
    const boundary = parameters?.get('boundary')
    if (!boundary || disposition !== undefined) return false
    const parts = splitParts(body, boundary)
    const within = alternative || kind === 'multipart/alternative'
    return parts !== null && parts.every((inner) => readPart(inner, texts, count, within, depth + 1))
  }
  if (disposition === 'attachment') return true
  if (disposition !== undefined && disposition !== 'inline') return false
  if (kind === 'text/html') return alternative
  if (kind !== 'text/plain') return !kind.startsWith('text/') && !kind.startsWith('message/')
  // A named text part is an attachment to some and text to others.
  if (!parameters || parameters.has('name') || parameters.has('format') || fields.has('content-id'))
    return false
  if (disposition !== undefined) return false
  const text = decode(
    body,
    fields.get('content-transfer-encoding') ?? '7bit',
    parameters.get('charset') ?? 'utf-8',
  )
  if (text === null || text === '') return false
  texts.push(text)
  return true
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

function decode(body: Buffer, encoding: string, charset: string): string | null {
  if (!/^(?:us-ascii|utf-8|ascii|utf8)$/i.test(charset)) return null
  const bytes = decodeTransfer(body, encoding.toLowerCase())
  if (bytes === null || !isUtf8(bytes)) return null
  return bytes.toString('utf8').replaceAll('\r\n', '\n')
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
