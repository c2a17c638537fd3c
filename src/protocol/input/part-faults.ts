import type { BufferList } from '../../base/buffer-list.ts'
import { decodeTransfer } from '../../base/transfer-encoding.ts'
import type { PartFacts, PartFault } from '../../model/observation.ts'
import { charsetFault } from './charset-fault.ts'
import { type Leaf, type Multipart, walkParts } from './part-walk.ts'

/** So much of a message is looked at, and what comes at its very end. */
const headBytes = 65_536
const tailBytes = 4_096
/** Of a part that is quoted-printable or base64 so much is decoded. */
const maxEncodedBytes = 16_384
const maxFaults = 10
const maxChars = 80

/**
 * What is wrong with the parts of a message: multiparts that are not closed, text in another charset than it declares, and
 * attachments without a name. Only the beginning and the end of a long message are read.
 */
export function partFaults(content: BufferList): readonly PartFacts[] {
  const { sizeBytes } = content
  const head = content.head(headBytes).subarray(0, headBytes)
  const { leaves, multiparts, areAll } = walkParts(head.toString('latin1'), sizeBytes <= headBytes)
  const facts: PartFacts[] = []
  for (const multipart of multiparts) {
    const fault = multipartFault(multipart, areAll ? null : content)
    if (fault !== null) facts.push({ fault, part: multipart.id, type: cleaned(multipart.type) })
  }
  for (const leaf of leaves) {
    if (facts.length >= maxFaults) break
    facts.push(...leafFacts(leaf, head))
  }
  return facts.slice(0, maxFaults)
}

/** @param content - Of which the multipart was not read to the end; null: it was */
function multipartFault(
  { id, boundary, isUsed, isClosed }: Multipart,
  content: BufferList | null,
): PartFault | null {
  if (boundary === '') return 'boundary-missing'
  if (isClosed) return null
  // Others than the message itself were read to their end, or are not here.
  if (content === null || id !== '0') return isUsed ? 'multipart-open' : 'boundary-unused'
  const delimiter = `\n--${boundary}`
  const tail = content.tail(tailBytes).toString('latin1')
  const last = tail.lastIndexOf(delimiter)
  if (last === -1) return isUsed ? 'multipart-open' : 'boundary-unused'
  return tail.startsWith('--', last + delimiter.length) ? null : 'multipart-open'
}

function leafFacts(leaf: Leaf, head: Buffer): readonly PartFacts[] {
  const type = leaf.header.type?.value ?? null
  const charset = leaf.header.type?.parameters.get('charset') ?? ''
  const facts = { part: leaf.id, type: type === null ? null : cleaned(type) }
  const wrong = textFault(leaf, charset, head)
  if (wrong !== null)
    return [{ fault: wrong, ...facts, ...(charset !== '' && { charset: cleaned(charset) }) }]
  return isNameless(leaf) ? [{ fault: 'attachment-without-name', ...facts }] : []
}

/** Of text that is read; a file is what its program made it. */
function textFault({ header, body, isCut }: Leaf, charset: string, head: Buffer): PartFault | null {
  const { type, disposition, encoding } = header
  const isText = type === null || type.value === 'text/plain' || type.value === 'text/html'
  if (!isText || body === null || disposition?.value === 'attachment' || hasName(header)) return null
  const isEncoded = encoding === 'quoted-printable' || encoding === 'base64'
  if (!isEncoded && !['', '7bit', '8bit', 'binary'].includes(encoding)) return null
  const to = isEncoded ? Math.min(body.to, body.from + maxEncodedBytes) : body.to
  const text = head.subarray(body.from, to)
  if (!isEncoded) return charsetFault(text, charset, isCut)
  const isPiece = isCut || to < body.to
  // The last line of a piece may end within what stands for one octet.
  const lines = isPiece ? text.subarray(0, text.lastIndexOf('\n') + 1) : text
  return charsetFault(decodeTransfer(lines, encoding), charset, isPiece)
}

/** Multiparts whose parts are no attachments, whatever they are. */
const namesNothing: ReadonlySet<string> = new Set([
  'alternative',
  'appledouble',
  'encrypted',
  'form-data',
  'report',
  'signed',
])
/** A nested message has a subject in place of a name; signatures and encrypted text are for programs. */
const needsNoName = /^(?:text\/|multipart\/|message\/|application\/(?:x-)?(?:pgp|pkcs7)-)/

function isNameless({ header, within }: Leaf): boolean {
  const { type, disposition, isReferred } = header
  if (header.body === null || isReferred || hasName(header) || namesNothing.has(within)) return false
  const value = type?.value ?? 'text/plain'
  if (disposition?.value === 'attachment')
    return !/^(?:message\/|application\/(?:x-)?(?:pgp|pkcs7)-)/.test(value)
  return disposition?.value !== 'inline' && value.includes('/') && !needsNoName.test(value)
}

function hasName({ type, disposition }: Leaf['header']): boolean {
  return Boolean(disposition?.parameters.get('filename')) || Boolean(type?.parameters.get('name'))
}

/** Printable ASCII, bounded, and a text of its own: a part of another one would keep all of that. */
function cleaned(text: string): string {
  return Buffer.from(text.replace(/[^\x20-\x7e]/g, '').slice(0, maxChars), 'latin1').toString('latin1')
}
