import { createHash } from 'node:crypto'
import type { HeaderDecoder } from '../../../capture/header-decoder.ts'
import { decodePart, type MimePart } from '../../../capture/mime-parts.ts'

/** An attachment with MailDev's names. */
export interface MailDevFile {
  readonly contentType: string
  readonly fileName?: string
  readonly contentDisposition?: string
  readonly transferEncoding?: string
  readonly contentId: string
  /** MD5 of the content. */
  readonly checksum: string
  readonly length: number
  readonly transformed: true
  /** Its name in the path of the attachment. */
  readonly generatedFileName: string
}

/** A part that is an attachment, and how MailDev describes it. */
interface FileOfPart {
  readonly part: MimePart
  readonly file: MailDevFile
}

const textTypes = new Set(['text/plain', 'text/html'])

/** Whether a part belongs to what the message says. */
export function isText({ type, disposition }: MimePart): boolean {
  return textTypes.has(type) && (disposition === '' || disposition === 'inline')
}

/** The attachments of a message, in its order. */
export function filesOf(parts: readonly MimePart[], decoder: HeaderDecoder): FileOfPart[] {
  const seen = new Map<string, number>()
  return parts
    .filter((part) => !isText(part))
    .map((part) => ({ part, file: toFile(part, decoder.text(part.filename), seen) }))
}

function toFile(part: MimePart, name: string, seen: Map<string, number>): MailDevFile {
  const content = decodePart(part)
  const ownName = uniqueName(name || 'attachment', seen)
  const contentId = part.contentId || `${md5(ownName)}@fourport`
  return {
    contentType: part.type,
    ...(name !== '' && { fileName: name }),
    ...(part.disposition !== '' && { contentDisposition: part.disposition }),
    ...(part.encoding !== '' && { transferEncoding: part.encoding }),
    contentId,
    checksum: md5(content),
    length: content.length,
    transformed: true,
    generatedFileName: md5(contentId) + extensionOf(ownName),
  }
}

function md5(content: string | Buffer): string {
  return createHash('md5').update(content).digest('hex')
}

/** Of two files with one name the second has a number. */
function uniqueName(name: string, seen: Map<string, number>): string {
  const count = seen.get(name) ?? 0
  seen.set(name, count + 1)
  return count === 0
    ? name
    : `${name.slice(0, name.length - extensionOf(name).length)}-${count}${extensionOf(name)}`
}

/** With its dot; '' where the name has none, or one that a path cannot hold. */
function extensionOf(name: string): string {
  return /\.[a-z0-9]{1,16}$/i.exec(name)?.[0] ?? ''
}
