/**
 * A path as a URL of the scheme `file` (RFC 8089), also a relative one, as Spring reads it: what has a meaning in URLs is
 * encoded, and so is a backslash, which Spring takes for a slash.
 */
export function fileUrl(path: string): string {
  return `file:${encodeURI(path).replace(/[?#]/g, encodeURIComponent)}`
}
