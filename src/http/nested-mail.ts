import { lazyModule } from '../base/lazy-module.ts'
import type { ReadingLimits } from '../capture/reading-work.ts'
import type { ApiNestedMail } from '../model/api.ts'
import type { ParsedAttachment, ParsedMessage } from '../model/parsed-message.ts'
import { attachmentName } from './dto/attachment.ts'
import { ProblemError } from './problem.ts'

/** Few messages have one; this is also read where a server runs that is never asked for any. */
const loadParser = lazyModule(() => import('../capture/parse-message.ts'))
const loadDecoder = lazyModule(() => import('../capture/header-decoder.ts'))

export const nestedType = 'message/rfc822'

/** The attachment with this number. Throws a 404 problem without one. */
export function attachmentOf({ attachments }: ParsedMessage, n: string): ParsedAttachment {
  const attachment = /^\d{1,6}$/.test(n) ? attachments[Number(n)] : undefined
  if (attachment) return attachment
  throw new ProblemError(
    404,
    'NOT_FOUND',
    `The message has ${attachments.length} attachments, counted from 0; ${JSON.stringify(n.slice(0, 80))} is none of them.`,
  )
}

/** A mail that is a part of another (RFC 2046 §5.2.1), taken apart. Throws a 404 problem where that part is none. */
export async function nestedIn(
  parsed: ParsedMessage,
  n: string,
  limits: ReadingLimits | null,
): Promise<ParsedMessage> {
  const { content, contentType } = attachmentOf(parsed, n)
  if (contentType.toLowerCase() !== nestedType)
    throw new ProblemError(404, 'NOT_FOUND', `Attachment ${n} is ${contentType}, not ${nestedType}.`)
  const [{ parseMessage }, { headerDecoder }] = await Promise.all([loadParser(), loadDecoder()])
  return parseMessage(content, headerDecoder, limits ?? undefined)
}

/** It as the API describes it. Its own attachments are in its source. */
export function toNestedMail(nested: ParsedMessage): ApiNestedMail {
  const { subject, from, to, cc, messageId, date, text, html, attachments, parseError } = nested
  return {
    subject,
    from,
    to,
    cc,
    messageId,
    date,
    text,
    hasHtml: html !== null,
    attachments: attachments.map((one) => ({
      filename: attachmentName(one),
      contentType: one.contentType,
      sizeBytes: one.sizeBytes,
    })),
    parseError,
  }
}
