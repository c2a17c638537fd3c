import type { ParsedAttachment, ParsedMessage } from '../model/parsed-message.ts'
import { isImage } from './dto/attachment.ts'

/** A message may name one picture a million times; what goes beyond stays as it was sent. */
const mostAdded = 32 * 1024 * 1024

/** What mail programs do to a message in their dark theme, roughly: all but its pictures is inverted. */
const inverted =
  '<style>html{background:#fff;filter:invert(1) hue-rotate(180deg)}img,video{filter:invert(1) hue-rotate(180deg)}</style>'

/** A message with dark styles of its own has them on a dark page. */
const ownDark = '<style>:root{color-scheme:dark}</style>'
/** Written so that it always holds: not every browser lets a frame have another colour scheme than the system. */
const darkRule = /prefers-color-scheme\s{0,20}:\s{0,20}dark/gi

/**
 * The HTML of a message made ready to show: its `cid:` images point to `urlOf` each, and where asked for
 * its links open in a window of their own, and its colours are inverted, unless it has dark ones of its own. What keeps it harmless is the policy it is served with, not this: nothing is filtered.
 */
export function toHtmlView(
  parsed: ParsedMessage,
  urlOf: (attachment: ParsedAttachment) => string,
  { linksOpenWindows, dark }: { readonly linksOpenWindows: boolean; readonly dark: boolean },
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
  const shown = dark ? html.replace(darkRule, 'min-width:0') : html
  const added = [
    // The first base element counts, so it goes before any of the message's own.
    ...(linksOpenWindows ? ['<base target="_blank">'] : []),
    ...(dark ? [shown === html ? inverted : ownDark] : []),
  ].join('')
  // After a doctype, which decides the layout mode.
  const at = added === '' ? 0 : doctypeEnd(shown)
  return shown.slice(0, at) + added + shown.slice(at)
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
