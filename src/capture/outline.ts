import type { MessageOutline, ParsedMessage } from '../model/parsed-message.ts'
import { xTagsStart } from './message-tags.ts'

/** Two lines of a list. */
const previewLength = 160
/** So much of a text, at most, shows its preview: white space is folded in a piece only, as a text may have megabytes. */
export const previewedLength = previewLength * 4

/** What a list says of a message that has been parsed. */
export function outlineOf(parsed: ParsedMessage): MessageOutline {
  return {
    subject: parsed.subject,
    headerFrom: parsed.from[0] ?? null,
    preview: previewOf(parsed.text),
    attachmentCount: parsed.attachments.length,
    bcc: bccStart(parsed.headers.find(({ name }) => name.toLowerCase() === 'bcc')?.value ?? ''),
    xTags: xTagsStart(parsed.headers.find(({ name }) => name.toLowerCase() === 'x-tags')?.raw ?? ''),
    parseError: parsed.parseError,
  }
}

/** So much of a Bcc as shows whether it names one address alone. */
export function bccStart(value: string): string {
  return value.slice(0, 512).trim()
}

/** The beginning of a text, white space folded. */
export function previewOf(text: string): string {
  // Of nearly every text a third of the piece shows it.
  const short = folded(text.slice(0, previewLength + 60))
  return short.length >= previewLength
    ? short.slice(0, previewLength)
    : folded(text.slice(0, previewedLength)).slice(0, previewLength)
}

function folded(text: string): string {
  // A single blank stays what it is; most are.
  return text.replace(/\s{2,}|[^\S ]/g, ' ').trim()
}
