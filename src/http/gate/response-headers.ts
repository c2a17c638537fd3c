/** On every answer, unless the answer brings its own: nothing is guessed, framed, cached or told to other sites. */
export const commonHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
}

/** The page may load and ask nothing but this server, and nobody may frame it. */
export const pagePolicy: string = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** A file out of a captured message: it has no origin and may run nothing. */
export const attachmentPolicy = "sandbox; default-src 'none'; frame-ancestors 'self'"

/**
 * An HTML message in a page of its own: an opaque origin, no scripts, no forms; it loads nothing but its
 * own images (`data:`, and `cid:` ones below `imageBase`, unless that is '') unless `remote` opens the network for images, styles and fonts.
 */
export function messagePolicy(imageBase: string, remote: boolean): string {
  const network = remote ? ' http: https:' : ''
  return [
    // Links open in a window of their own, outside the sandbox; without these two they would do nothing.
    'sandbox allow-popups allow-popups-to-escape-sandbox',
    "default-src 'none'",
    `img-src data:${imageBase && ` ${imageBase}`}${network}`,
    `style-src 'unsafe-inline'${network}`,
    `font-src data:${network}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
  ].join('; ')
}

/** What a browser must hear to hand the answer to an allowed page of another origin. */
export function corsHeaders(origin: string): Readonly<Record<string, string>> {
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-methods': 'GET, HEAD, POST, PUT, DELETE',
    'access-control-allow-headers': 'authorization, content-type, last-event-id',
    'access-control-max-age': '600',
    'cross-origin-resource-policy': 'cross-origin',
    vary: 'Origin',
  }
}
