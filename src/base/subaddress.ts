/**
 * The mailbox behind an address, in lower case: `ada+shop@example.test` reaches `ada@example.test` (RFC 5233). A quoted
 * local part has no tag.
 */
export function withoutSubaddress(address: string): string {
  const lower = address.toLowerCase()
  const tag = lower.indexOf('+')
  if (tag < 1 || lower.startsWith('"')) return lower
  const at = lower.lastIndexOf('@')
  return tag > at && at >= 0 ? lower : lower.slice(0, tag) + (at < 0 ? '' : lower.slice(at))
}
