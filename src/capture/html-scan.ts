/** What a scan of HTML reports, in order. Positions are into the HTML. */
export interface HtmlVisitor {
  text(from: number, to: number): void
  /** `name` in lower case; `from` and `to` enclose the whole tag. */
  tag(name: string, closing: boolean, from: number, to: number): void
}

/** Elements whose content is no text and holds no tags (HTML §13.2.5.2–4). */
const opaque = new Set([
  'script',
  'style',
  'title',
  'textarea',
  'noscript',
  'template',
  'xmp',
  'iframe',
  'noembed',
])

/**
 * Splits HTML into text and tags in one pass that never goes back: what does not end (a comment, a quote, a tag)
 * swallows the rest, as in a browser. Linear on any input, which a DOM parser is not.
 */
export function scanHtml(html: string, visitor: HtmlVisitor): void {
  let at = 0
  while (at < html.length) {
    const open = html.indexOf('<', at)
    if (open < 0) return visitor.text(at, html.length)
    if (open > at) visitor.text(at, open)
    const next = html.charCodeAt(open + 1)
    if (next === 0x21 || next === 0x3f) {
      at = endOfMarkup(html, open)
      continue
    }
    const closing = next === 0x2f
    const nameFrom = closing ? open + 2 : open + 1
    if (!isLetter(html.charCodeAt(nameFrom))) {
      visitor.text(open, open + 1)
      at = open + 1
      continue
    }
    const nameTo = endOfName(html, nameFrom)
    const name = html.slice(nameFrom, nameTo).toLowerCase()
    at = endOfTag(html, nameTo)
    visitor.tag(name, closing, open, at)
    if (!closing && opaque.has(name)) at = endOfOpaque(html, at, name)
  }
}

/** Behind a comment, a doctype, CDATA or a processing instruction. */
function endOfMarkup(html: string, from: number): number {
  const comment = html.startsWith('<!--', from)
  const end = html.indexOf(comment ? '-->' : '>', comment ? from + 4 : from + 1)
  return end < 0 ? html.length : end + (comment ? 3 : 1)
}

/** Names are short; a longer one is cut, which makes it unknown. */
function endOfName(html: string, from: number): number {
  let to = from
  while (to < html.length && to - from < 32) {
    const code = html.charCodeAt(to)
    if (!isLetter(code) && !(code >= 0x30 && code <= 0x39) && code !== 0x2d && code !== 0x3a) break
    to++
  }
  return to
}

/** Behind the `>`; one in quotes is part of an attribute, if the quote stands where a value begins. */
function endOfTag(html: string, from: number): number {
  let quote = 0
  let valueBegins = false
  for (let at = from; at < html.length; at++) {
    const code = html.charCodeAt(at)
    if (quote !== 0) {
      if (code === quote) quote = 0
    } else if (code === 0x3e) {
      return at + 1
    } else if (valueBegins && (code === 0x22 || code === 0x27)) {
      quote = code
      valueBegins = false
    } else if (code === 0x3d) {
      valueBegins = true
    } else if (code > 0x20) {
      valueBegins = false
    }
  }
  return html.length
}

function endOfOpaque(html: string, from: number, name: string): number {
  const end = new RegExp(`</${name}(?=[\\s/>])`, 'gi')
  end.lastIndex = from
  return end.exec(html)?.index ?? html.length
}

function isLetter(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a)
}
