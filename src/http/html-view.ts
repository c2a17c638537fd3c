import type { ParsedAttachment, ParsedMessage } from '../model/parsed-message.ts'
import { isImage } from './dto/attachment.ts'

/** A message may name one picture a million times; what goes beyond stays as it was sent. */
const mostAdded = 32 * 1024 * 1024

/**
 * The HTML of a message made ready to show: its `cid:` images point to `urlOf` each, and where asked for
 * its links open in a window of their own. What keeps it harmless is the policy it is served with, not this: nothing is filtered.
 */
export function toHtmlView(
  parsed: ParsedMessage,
  urlOf: (attachment: ParsedAttachment) => string,
  linksOpenWindows: boolean,
): string {
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
  return linksOpenWindows ? withBase(html) : html
}

/** The first base element counts, so it goes before any of the message's own; after a doctype, which decides the layout mode. */
function withBase(html: string): string {
  const at = doctypeEnd(html)
  return `${html.slice(0, at)}<base target="_blank">${html.slice(at)}`
}

/** Where the doctype ends, which blanks and comments may precede (HTML §13.1); 0 where there is none. */
function doctypeEnd(html: string): number {
  const blanks = /\s*/y
  const doctype = /<!doctype[^>]*>/iy
  let at = 0
  for (;;) {
    blanks.lastIndex = at
    blanks.exec(html)
    doctype.lastIndex = blanks.lastIndex
    if (!html.startsWith('<!--', doctype.lastIndex)) break
    // `<!-->` is a whole comment.
    const end = html.indexOf('-->', doctype.lastIndex + 2)
    if (end === -1) return 0
    at = end + 3
  }
  return doctype.test(html) ? doctype.lastIndex : 0
}

function decodeOrSame(id: string): string {
  try {
    return decodeURIComponent(id)
  } catch {
    return id // not percent-encoded after all
  }
}
