import { headerDecoder } from '../../../capture/header-decoder.ts'
import { decodePart, type MimePart, readMimeTree } from '../../../capture/mime-parts.ts'
import { serveAttachment } from '../../serve-part.ts'
import type { View } from '../../views/view.ts'
import { bytesAsSent, type MailHogPart, toMimeTree } from './mime-tree.ts'
import { withoutLastLineEnd } from './to-mailhog.ts'

/** A part of a message by its place in `MIME.Parts`, as a download; of the encodings MailHog undoes base64 alone. */
export const mailHogPartView: View<number> = {
  name: 'MailHog part',
  make({ message, raw }, index) {
    const tree = toMimeTree(withoutLastLineEnd(bytesAsSent.read(raw)), bytesAsSent)
    const part = tree.MIME?.Parts[index]
    if (part === undefined) return new Response(null, { status: 404 })
    const described = describedBy(part)
    const body = Buffer.from(part.Body, 'latin1')
    const content = described?.encoding === 'base64' ? decodePart({ ...described, body }) : body
    const name = described && headerDecoder.text(described.filename)
    return serveAttachment(
      {
        index,
        filename: name || `${message.id}-part-${index}`,
        contentType: described?.type ?? '',
        disposition: 'attachment',
        contentId: null,
        sizeBytes: content.length,
        content,
      },
      false,
    )
  },
}

/** What the header of a part says of it; undefined: it has parts of its own. */
function describedBy({ Headers }: MailHogPart): MimePart | undefined {
  const header = Object.entries(Headers).map(([name, [first]]) => `${name}: ${first}\r\n`)
  return readMimeTree(Buffer.from(`${header.join('')}\r\n`, 'latin1')).parts[0]
}
