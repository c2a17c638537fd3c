import type { Letter } from '../model/parsed-message.ts'
import { headerDecoder } from './header-decoder.ts'
import { addressesIn, firstValue, messageIdIn, readHeader } from './headers.ts'
import { plainText } from './plain-text.ts'
import { mayBeRefused } from './reading-cost.ts'
import { readHereBytes } from './reading-limits.ts'
import type { ReadingLimits } from './reading-work.ts'

/**
 * Header and text of a message, found without a full parse where it is short and of the usual shape. null: some other
 * one, ask the full parser. Where it answers, it answers the same; a test compares the two.
 */
export function letterOf(raw: Buffer, limits: ReadingLimits): Letter | null {
  if (raw.length > readHereBytes || mayBeRefused(raw.length, limits)) return null
  const text = plainText(raw)
  if (text === null) return null
  const { raw: fields, subject, from } = readHeader(raw, headerDecoder)
  return {
    subject,
    from,
    to: addressesIn(fields, 'to', headerDecoder),
    cc: addressesIn(fields, 'cc', headerDecoder),
    bcc: addressesIn(fields, 'bcc', headerDecoder),
    replyTo: addressesIn(fields, 'reply-to', headerDecoder),
    messageId: messageIdIn(headerDecoder.text(firstValue(fields, 'message-id'))),
    text,
  }
}
