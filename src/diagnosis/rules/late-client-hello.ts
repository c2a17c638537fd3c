import { duration } from '../quote.ts'
import type { Rule } from '../rule.ts'

/** A ClientHello that came after our plaintext hint: the client is right and was slow, and it was the hint that stopped it. */
export const lateClientHello: Rule = ({ record, acts, hello, firstBytes, lateMs }) => {
  const { port } = record
  const hint = acts.find(({ what }) => what === 'hint')
  if (port.tls !== 'implicit' || hint === undefined) return null
  const came = firstBytes ?? hello
  const isTls = hello !== null || firstBytes?.protocol === 'tls'
  if (!isTls || came === null || came.n < hint.n) return null
  return {
    id: 'hint-before-client-hello',
    confidence: 'certain',
    saw: `The client began TLS on port ${port.port} ${duration(came.atMs)} after it connected; our plaintext hint had gone out after ${duration(hint.atMs)}.`,
    why: `The client speaks TLS from the first byte, as this port requires (RFC 8314 §3.3). ${slowness(lateMs)} This server read the silence as a wait for a greeting, and its hint broke the handshake.`,
    fix: 'Run the client again: this server now gives its host ten seconds on this port. To send no hints at all, start the server with --no-hints.',
    evidence: [hint.n, ...new Set([firstBytes?.n, hello?.n])].filter((n) => n !== undefined),
  }
}

/** Who was slow shows only where this server was on time itself. */
function slowness(lateMs: number): string {
  return lateMs === 0
    ? 'It was slow, as a JVM on a busy machine can be.'
    : `This server was busy itself for ${duration(lateMs)} of that time, so the client may have been on time.`
}
