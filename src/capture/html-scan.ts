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

/** Tokens between two pauses: some milliseconds' worth. */
const tokensPerStep = 2_000
/** A text is reported in pieces of at most this length. */
const longestText = 32 * 1024

/**
 * Splits HTML into text and tags in one pass that never goes back: what does not end (a comment, a quote, a tag)
 * swallows the rest, as in a browser. Linear on any input, which a DOM parser is not; and it stops now and then, so
 * that five megabytes of tags keep nobody waiting (see in-slices.ts).
 */
export function* scanHtml(html: string, visitor: HtmlVisitor): Generator<void, void, void> {
  let tokens = 0
  let at = 0
  while (at < html.length) {
    if (++tokens % tokensPerStep === 0) yield
    const open = nextMarkup(html, at)
    while (at < open) {
      const to = endOfText(html, at, open)
      visitor.text(at, to)
      at = to
      if (at < open) yield
    }
    if (open === html.length) return
    const next = html.charCodeAt(open + 1)
    if (next === 0x21 || next === 0x3f) {
      at = endOfMarkup(html, open)
      continue
    }
    const closing = next === 0x2f
    const nameFrom = closing ? open + 2 : open + 1
    const nameTo = endOfName(html, nameFrom)
    const name = html.slice(nameFrom, nameTo).toLowerCase()
    at = endOfTag(html, nameTo)
    visitor.tag(name, closing, open, at)
    if (!closing && opaque.has(name)) at = endOfOpaque(html, at, name)
  }
}

/** The next `<` that begins something; the others are text. */
function nextMarkup(html: string, from: number): number {
  for (let open = html.indexOf('<', from); open >= 0; open = html.indexOf('<', open + 1)) {
    const next = html.charCodeAt(open + 1)
    if (isLetter(next) || next === 0x21 || next === 0x3f) return open
    if (next === 0x2f && isLetter(html.charCodeAt(open + 2))) return open
  }
  return html.length
}

/** Not within a character reference. */
function endOfText(html: string, from: number, to: number): number {
  if (to - from <= longestText) return to
  const cut = from + longestText
  const reference = html.lastIndexOf('&', cut)
  return reference > cut - 40 ? reference : cut
}

/** After a comment, a doctype, CDATA or a processing instruction. */
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

/** After the `>`; one in quotes is part of an attribute, if the quote stands where a value begins. */
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
  const closing = /<\/([a-z]+)(?=[\s/>])/gi
  closing.lastIndex = from
  for (let found = closing.exec(html); found; found = closing.exec(html))
    if (found[1]?.toLowerCase() === name) return found.index
  return html.length
}

function isLetter(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a)
}
