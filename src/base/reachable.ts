/** What to connect to where a server listens on this address: nobody connects to "any address" (RFC 1122 §3.2.1.3). */
export function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1'
  return host === '::' ? '::1' : host
}

/** The same as it stands in a URL, an IPv6 address in brackets (RFC 3986 §3.2.2). */
export function urlHost(host: string): string {
  const name = reachable(host)
  return name.includes(':') ? `[${name}]` : name
}
