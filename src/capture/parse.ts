import { messageOf } from '../base/errors.ts'
import type { ParsedAttachment } from '../model/parsed-message.ts'

/** What the body of a message holds, before anything is derived from it. */
export interface ParsedBody {
  readonly text: string | null
  readonly html: string | null
  readonly attachments: readonly ParsedAttachment[]
  readonly error: string | null
}

/**
 * Takes the body apart. Never rejects: what cannot be parsed comes with an `error`. The only place that knows
 * mailparser, which takes 60–95 ms to import and is so loaded with the first message that is asked for.
 */
export async function parseBody(raw: Buffer): Promise<ParsedBody> {
  const { simpleParser } = await import('mailparser')
  try {
    const mail = await simpleParser(raw, {
      // html-to-text is quadratic on hostile HTML (2 MiB: 25 s); the text is derived by html-text.ts instead.
      skipHtmlToText: true,
      skipTextToHtml: true,
      skipTextLinks: true,
      skipImageLinks: true,
      keepCidLinks: true,
      checksumAlgo: false,
    })
    return {
      text: mail.text ?? null,
      html: mail.html || null,
      attachments: mail.attachments.map((attachment, index) => ({
        index,
        filename: attachment.filename ?? null,
        contentType: attachment.contentType,
        disposition: attachment.contentDisposition === 'inline' ? 'inline' : 'attachment',
        contentId: attachment.cid ?? null,
        sizeBytes: attachment.content.length,
        content: attachment.content,
      })),
      error: null,
    }
  } catch (error) {
    return { text: null, html: null, attachments: [], error: messageOf(error) }
  }
}
