import { createHash } from 'node:crypto'

/** A header is read so far for its boundary, and a body so far for the boundaries within. */
const readChars = 1024 * 1024
const mostBoundaries = 32

/**
 * What tells the body of a message from others. The boundaries of its parts (RFC 2046 §5.1.1) are left out: most libraries
 * make new ones each time that they write the same message. So are blank ends.
 */
export function bodyDigest(raw: Buffer): string {
  const text = raw.toString('latin1').replaceAll('\r\n', '\n')
  const at = text.indexOf('\n\n')
  let body = at < 0 ? text : text.slice(at + 2)
  for (const boundary of boundariesIn(text.slice(0, readChars))) body = body.replaceAll(boundary, '')
  return createHash('sha256').update(body.trim()).digest('base64url')
}

function boundariesIn(text: string): readonly string[] {
  const found = new Set<string>()
  // One class of characters after the name, and a bound: it is linear.
  for (const [, quoted = '', bare = ''] of text.matchAll(
    /boundary=(?:"([^"\n]{1,200})"|([^\s";]{1,200}))/gi,
  )) {
    found.add(quoted || bare)
    if (found.size === mostBoundaries) break
  }
  return [...found].toSorted((a, b) => b.length - a.length)
}
