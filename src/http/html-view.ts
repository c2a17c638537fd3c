import type { ParsedAttachment, ParsedMessage } from '../model/parsed-message.ts'
import { isImage } from './dto/attachment.ts'

/** A message may name one picture a million times; what goes beyond stays as it was sent. */
const mostAdded = 32 * 1024 * 1024

/**
 * The HTML of a message made ready to show: its `cid:` images point to `urlOf` each, its links open in a window
 * of their own. What keeps it harmless is the policy it is served with, not this: nothing is filtered.
 */
export function toHtmlView(parsed: ParsedMessage, urlOf: (attachment: ParsedAttachment) => string): string {
  const images = new Map<string, string>()
  for (const attachment of parsed.attachments) {
    if (attachment.contentId !== null && isImage(attachment))
      images.set(attachment.contentId, urlOf(attachment))
  }
  // RFC 2392: the id in a cid URL is percent-encoded; most senders write it plain.
  let left = mostAdded
  const html = (parsed.html ?? '').replace(/\bcid:([^\s"'<>)]{1,998})/gi, (whole, id: string) => {
    const url = images.get(id) ?? images.get(decodeOrSame(id)) ?? whole
    left -= url.length
    return left < 0 ? whole : url
  })
  return withBase(html)
}

/** The first base element counts, so it goes before any of the message's own; behind a doctype, which decides the layout mode. */
function withBase(html: string): string {
  const base = '<base target="_blank">'
  const doctype = /^\s*(?:<!--[^]{0,2000}?-->\s*)*<!doctype[^>]*>/i.exec(html)?.[0] ?? ''
  return doctype + base + html.slice(doctype.length)
}

function decodeOrSame(id: string): string {
  try {
    return decodeURIComponent(id)
  } catch {
    return id // not percent-encoded after all
  }
}
