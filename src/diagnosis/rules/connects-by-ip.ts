import { covers, isIpAddress } from '../host-names.ts'
import { clean } from '../quote.ts'
import type { Rule } from '../rule.ts'
import { namesOf } from './certificate-words.ts'

/** An address as the name of the server (RFC 6066 §3 rules it out), and a certificate without it. Which name the client compares, if any, does not show. */
export const connectsByIp: Rule = ({ record, hello, established, secure }) => {
  const sni = hello?.hello.sni ?? null
  const { leaf } = record
  if (sni === null || !isIpAddress(sni) || leaf === null || covers(leaf.names, sni)) return null
  if (hello === null || established === null || secure.length < 2) return null
  return {
    id: 'connects-by-ip',
    confidence: 'certain',
    saw: `The client sent the IP address "${clean(sni)}" as the server name, and the certificate is for ${namesOf(leaf)}.`,
    why: 'A server name is a host name, never an address (RFC 6066 §3): servers ignore it or refuse the handshake. The client compares the certificate with another name, or with none; the record does not show which.',
    fix: 'Connect by a name that is in the certificate, and make sure that the client verifies it.',
    evidence: [hello.n, established.n],
  }
}
