import type { MailAddress, MessageOutline } from '../model/parsed-message.ts'
import { headerDecoder } from './header-decoder.ts'
import { headerEnd, headerFault, type RawField, splitHeader } from './header-fields.ts'
import { addressesIn, firstValue } from './headers.ts'
import { htmlBeginning } from './html-text.ts'
import { xTagsStart } from './message-tags.ts'
import { bccStart, previewedLength, previewOf } from './outline.ts'
import { beginningOf, type Beginning } from './text-part.ts'
import { mayBeRefused } from './reading-cost.ts'
import type { ReadingLimits } from './reading-work.ts'
import { usualParts, type UsualParts } from './usual-parts.ts'

/** Read from disk together. */
export { attachmentNames } from './attachment-names.ts'
export { letterOf } from './letter.ts'
export { searchableIn } from './searchable.ts'

/** Text that is read for the preview: ten times what it takes, as HTML has tags too, and begins with styles. */
const readBytes = 8 * 1024
const readHtmlBytes = 32 * 1024
/** A larger message, or one whose header is an attack, is left to the full parser: this runs where mail arrives. */
const maxBytes = 16 * 1024 * 1024
const maxHeaderBytes = 64 * 1024
const maxFromLength = 2 * 1024

/**
 * What a list says of a message, found without a full parse where it is of the usual shape. null: some other shape, ask
 * the full parser. Where it answers, it answers the same; a test compares the two.
 */
export function glance(raw: Buffer, limits: ReadingLimits): MessageOutline | null {
  if (raw.length > maxBytes || mayBeRefused(raw.length, limits)) return null
  const end = headerEnd(raw)
  if (end.header > maxHeaderBytes) return null
  const fields = splitHeader(raw, end)
  const parts = usualParts(raw, end, fields)
  const preview = parts && previewIn(parts)
  if (!parts || preview === null) return null
  const headerFrom = senderIn(fields)
  if (headerFrom === undefined) return null
  return {
    subject: headerDecoder.text(firstValue(fields, 'subject')),
    headerFrom,
    preview,
    attachmentCount: parts.attachments,
    bcc: bccStart(headerDecoder.text(firstValue(fields, 'bcc'))),
    xTags: xTagsStart(firstValue(fields, 'x-tags')),
    parseError: headerFault(raw, fields, end),
  }
}

/** `Ada Lovelace <ada@b.test>` or the address alone, of nothing but letters, digits and what is no sign of its own in between. */
const plainSender = /^(?:([A-Za-z0-9]+(?: [A-Za-z0-9]+)*) <([\w+.-]+@[\w.-]+)>|([\w+.-]+@[\w.-]+))$/

/** undefined: a From that is too long to be read here. */
function senderIn(fields: readonly RawField[]): MailAddress | null | undefined {
  const from = fields.filter(({ name }) => name.toLowerCase() === 'from')
  if (from.reduce((sum, { value }) => sum + value.length, 0) > maxFromLength) return undefined
  // The parser of address lists is a good part of the whole look, and most have one that is plain.
  const [, name = '', inBrackets, alone] = plainSender.exec(from[0]?.value ?? '') ?? []
  const address = inBrackets ?? alone
  return address === undefined ? (addressesIn(from, 'from', headerDecoder)[0] ?? null) : { name, address }
}

function previewIn({ texts, htmls }: UsualParts): string | null {
  if (texts.length === 0) {
    const [html] = htmls
    if (html === undefined) return ''
    return html.isUsual && htmls.length === 1 ? enough(htmlStart(beginningOf(html, readHtmlBytes))) : null
  }
  if (htmls.some(({ isAlternative }) => !isAlternative)) return null
  let text = ''
  for (const [at, part] of texts.entries()) {
    const next = beginningOf(part, readBytes)
    if (next === null) return null
    // A message that says nothing: neither text nor HTML.
    if (next.isWhole && next.text.trim() === '') return texts.length + htmls.length === 1 ? '' : null
    text += at === 0 ? next.text : `\n${next.text}`
    if (text.length >= previewedLength || !next.isWhole) return enough({ text, isWhole: false })
  }
  return enough({ text, isWhole: true })
}

function htmlStart(html: Beginning | null): Beginning | null {
  return html && { text: htmlBeginning(html.text, html.isWhole), isWhole: html.isWhole }
}

/** The preview, where so much of the text shows it. */
function enough(beginning: Beginning | null): string | null {
  if (beginning === null || beginning.text.trim() === '') return null
  return beginning.isWhole || beginning.text.length >= previewedLength ? previewOf(beginning.text) : null
}
