import type { HeaderDecoder } from '../../capture/header-decoder.ts'
import { decodePart, type MimePart } from '../../capture/mime-parts.ts'
import type { ParsedAttachment } from '../../model/parsed-message.ts'

/** A part as the rest of the HTTP side knows attachments. */
export function attachmentOfPart(part: MimePart, decoder: HeaderDecoder): ParsedAttachment {
  const content = decodePart(part)
  return {
    index: Number(part.id.split('.').at(-1)),
    filename: decoder.text(part.filename) || null,
    contentType: part.type,
    disposition: part.disposition === 'inline' ? 'inline' : 'attachment',
    contentId: part.contentId || null,
    sizeBytes: content.length,
    content,
  }
}
