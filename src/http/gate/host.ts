import { isIPv4, isIPv6 } from 'node:net'

/** Takes the name out of a Host header: lower case, without port, brackets and closing dot. Null: it is none. */
export function hostName(header: string): string | null {
  const match = /^(?:\[([0-9a-f:.]+)\]|([^\s:/?#@[\]\\]+))(?::(\d{1,5}))?$/i.exec(header)
  if (!match || Number(match[3] ?? 0) > 65_535) return null
  if (match[1] !== undefined) return isIPv6(match[1]) ? match[1].toLowerCase() : null
  return (match[2] as string).toLowerCase().replace(/\.$/, '')
}

/**
 * Whether a Host header names this server. A web page that makes its own name resolve to 127.0.0.1 (DNS
 * rebinding) still sends that name, so only names no stranger can own pass: IP literals, localhost and names
 * below it (RFC 6761 §6.3), the host bound to, and what the user allowed.
 */
export function isOwnHost(header: string, names: readonly string[]): boolean {
  const name = hostName(header)
  if (name === null) return false
  if (isIPv4(name) || isIPv6(name)) return true
  return name === 'localhost' || name.endsWith('.localhost') || names.includes(name)
}
