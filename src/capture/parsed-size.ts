import type { ParsedMessage } from '../model/parsed-message.ts'
import type { MessageHeader } from './headers.ts'

/** V8 keeps a text in one byte a character where all of it is Latin-1, else in two. */
export function textBytes(text: string): number {
  return 32 + (/[^\0-\xff]/.test(text) ? 2 * text.length : text.length)
}

export function headerBytes({ subject, from }: MessageHeader): number {
  return from.reduce(
    (sum, { name, address }) => sum + textBytes(name) + textBytes(address),
    250 + textBytes(subject),
  )
}

/** What a parsed message takes, attachments and all. */
export function parsedBytes(message: ParsedMessage): number {
  let bytes = 2_000 + textBytes(message.text) + textBytes(message.html ?? '')
  for (const attachment of message.attachments) bytes += 500 + attachment.sizeBytes
  for (const field of message.headers) bytes += 200 + field.value.length + field.raw.length
  for (const link of message.links) bytes += 150 + link.url.length + (link.text?.length ?? 0)
  return bytes
}
