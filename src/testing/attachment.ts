import type { ParsedAttachment } from '../model/parsed-message.ts'
import type { AttachmentExpectation } from './matcher-types.ts'
import { equals } from './text-match.ts'

export function matchesAttachment(attachment: ParsedAttachment, wanted: AttachmentExpectation): boolean {
  return (
    (wanted.filename === undefined || equals(attachment.filename ?? '', wanted.filename)) &&
    (wanted.contentType === undefined || equals(attachment.contentType, wanted.contentType)) &&
    (wanted.contentId === undefined || attachment.contentId === wanted.contentId) &&
    (wanted.sizeBytes === undefined || attachment.sizeBytes === wanted.sizeBytes) &&
    (wanted.content === undefined || Buffer.from(wanted.content as string, 'utf8').equals(attachment.content))
  )
}

export function describeAttachment(attachment: ParsedAttachment): string {
  const { filename, contentType, sizeBytes, disposition } = attachment
  return `${filename ?? '(no name)'}, ${contentType}, ${sizeBytes} bytes, ${disposition}`
}
