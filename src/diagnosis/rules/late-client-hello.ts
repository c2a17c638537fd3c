import { duration } from '../quote.ts'
import type { Rule } from '../rule.ts'

/** A ClientHello that came after our plaintext hint: the client is right and was slow, and it was the hint that stopped it. */
export const lateClientHello: Rule = ({ record, acts, hello, firstBytes }) => {
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
    why: 'The client speaks TLS from the first byte, as this port wants (RFC 8314 §3.3). It was slow, as a JVM on a busy machine can be; this server took its silence for a wait for a greeting, and the hint broke the handshake.',
    fix: 'Run it again: from now on this server gives this host ten seconds on this port. To send no hints at all, start the server with --no-hints.',
    evidence: [hint.n, ...new Set([firstBytes?.n, hello?.n])].filter((n) => n !== undefined),
  }
}
