import { createHash, timingSafeEqual } from 'node:crypto'

/** What the API demands; both null: it is open. */
export interface Access {
  /** `user:password` */
  readonly basicAuth: string | null
  readonly token: string | null
}

/** Whether anybody is asked for credentials at all. */
export function asksCredentials(access: Access): boolean {
  return access.basicAuth !== null || access.token !== null
}

/**
 * Checks an Authorization header. The token is taken as Bearer, and as the password of Basic with any user,
 * because a browser can ask its user for nothing else.
 */
export function isAuthorized(header: string | undefined, access: Access): boolean {
  if (!asksCredentials(access)) return true
  const match = /^(basic|bearer) +(\S+)$/i.exec(header ?? '')
  if (!match) return false
  const [, scheme, credentials] = match as unknown as [string, string, string]
  if (scheme.toLowerCase() === 'bearer') return access.token !== null && same(credentials, access.token)
  const pair = Buffer.from(credentials, 'base64').toString()
  const password = pair.slice(pair.indexOf(':') + 1)
  const byPair = access.basicAuth !== null && same(pair, access.basicAuth)
  const byToken = access.token !== null && same(password, access.token)
  return byPair || byToken
}

// Digests have one length, so the time taken tells neither the length nor a common beginning.
function same(given: string, wanted: string): boolean {
  return timingSafeEqual(digest(given), digest(wanted))
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
