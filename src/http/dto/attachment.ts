import type { ApiAttachment } from '../../model/api.ts'
import type { ParsedAttachment } from '../../model/parsed-message.ts'
import { safeFileName } from './file-name.ts'

/** Types a browser shows as a picture and runs nothing of; SVG is not among them. */
const imageTypes = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp'])

/** Types that say what a file is and that no browser opens as a page or runs. Others are served as bytes. */
const harmlessTypes = new Set([
  ...imageTypes,
  'application/gzip',
  'application/json',
  'application/msword',
  'application/pdf',
  'application/vnd.ms-excel',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/zip',
  'audio/mpeg',
  'audio/ogg',
  'image/bmp',
  'message/rfc822',
  'text/calendar',
  'text/csv',
  'text/plain',
  'text/vcard',
  'video/mp4',
])

/** Every type an attachment is ever served with. */
export const servedTypes: readonly string[] = [...harmlessTypes, 'application/octet-stream']

/** Whether an attachment may be shown as a picture. */
export function isImage(attachment: ParsedAttachment): boolean {
  return imageTypes.has(attachment.contentType.toLowerCase())
}

/** The type an attachment is served with. */
export function servedType(attachment: ParsedAttachment): string {
  const type = attachment.contentType.toLowerCase()
  return harmlessTypes.has(type) ? type : 'application/octet-stream'
}

/** A file name for an attachment, never empty. */
export function attachmentName(attachment: ParsedAttachment): string {
  return safeFileName(attachment.filename, `attachment-${attachment.index}`)
}

/** A message, and what the addresses of its parts begin with: the web root, '' for the top. */
export interface AttachmentPlace {
  readonly messageId: string
  readonly webRoot: string
}

/** The attachment of a message as the API describes it. */
export function toAttachment(
  { messageId, webRoot }: AttachmentPlace,
  attachment: ParsedAttachment,
): ApiAttachment {
  const url = `${webRoot}/api/messages/${messageId}/attachments/${attachment.index}`
  return {
    index: attachment.index,
    filename: attachmentName(attachment),
    contentType: attachment.contentType,
    disposition: attachment.disposition,
    contentId: attachment.contentId,
    sizeBytes: attachment.sizeBytes,
    url,
    imageUrl: isImage(attachment) ? `${url}?inline=1` : null,
  }
}
