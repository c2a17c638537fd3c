/** What answers with these first bytes, which are no SMTP; null: nothing that is known. */
export function strangerOf(text: string): string | null {
  if (isTlsRecord(text)) return 'a server that expects TLS from the first byte'
  return strangers.find(([begins]) => begins.test(text))?.[1] ?? null
}

/** An alert or a handshake, of SSL 3 or any TLS. */
function isTlsRecord(text: string): boolean {
  const [type, major] = [text.charCodeAt(0), text.charCodeAt(1)]
  return (type === 21 || type === 22) && major === 3
}

const strangers: readonly (readonly [RegExp, string])[] = [
  [/^HTTP\/|^<(?:!doctype|html)/i, 'an HTTP server'],
  [/^\* (?:OK|BYE|PREAUTH)\b/i, 'an IMAP server'],
  [/^(?:\+OK|-ERR)\b/i, 'a POP3 server'],
  [/^SSH-/, 'an SSH server'],
]
