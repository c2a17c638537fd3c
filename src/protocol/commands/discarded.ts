import type { Fact } from '../record.ts'
import { authCarriesSecret } from '../sasl/carried-secret.ts'

const known = /^(?:EHLO|HELO|MAIL|RCPT|DATA|RSET|NOOP|QUIT|AUTH|STARTTLS)(?=[ \t]|$)/i

/** Plaintext that came behind STARTTLS: how much, and the verbs of its first lines, nothing else of it. */
export function discardedOf(bytes: Buffer): Fact {
  const lines = bytes.toString('latin1', 0, 512).split(/\r?\n/)
  const verbs = lines.map((line) => known.exec(line)?.[0]?.toUpperCase()).filter((verb) => verb !== undefined)
  return {
    kind: 'discarded',
    sizeBytes: bytes.length,
    verbs: verbs.slice(0, 10),
    ...(lines.some(authCarriesSecret) && { credentialsSent: true }),
  }
}
