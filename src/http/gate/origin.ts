/** What a browser says about where a request comes from. */
export interface Provenance {
  readonly origin: string | undefined
  /** Sec-Fetch-Site, which no script can set. */
  readonly fetchSite: string | undefined
}

/**
 * Whether a request that changes something, or opens a live stream, comes from this server's own page, from
 * an allowed origin, or from a program that is no browser (which sends neither header).
 */
export function isOwnOrigin(from: Provenance, ownOrigin: string, allowedOrigins: readonly string[]): boolean {
  if (from.origin !== undefined) {
    return from.origin.toLowerCase() === ownOrigin.toLowerCase() || allowedOrigins.includes(from.origin)
  }
  return from.fetchSite === undefined || from.fetchSite === 'same-origin' || from.fetchSite === 'none'
}
