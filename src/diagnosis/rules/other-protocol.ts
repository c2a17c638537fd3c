import { clean } from '../quote.ts'
import type { Rule } from '../rule.ts'

/** HTTP, PROXY, SSH or anything else that is neither SMTP nor TLS. */
export const otherProtocol: Rule = ({ record, firstBytes }) => {
  if (firstBytes === null) return null
  const evidence = [firstBytes.n]
  const port = record.port.port
  switch (firstBytes.protocol) {
    case 'http':
      return {
        id: 'http-on-smtp-port',
        confidence: 'certain',
        saw: `The first line on port ${port} was ${firstBytes.line === null ? 'an HTTP request' : `"${clean(firstBytes.line)}"`}.`,
        why: 'That is HTTP, and this port speaks SMTP.',
        fix: 'Point the HTTP client elsewhere; for a health check, use a TCP check or an SMTP check.',
        evidence,
      }
    case 'proxy':
      return {
        id: 'proxy-protocol-header',
        confidence: 'certain',
        saw: `The connection began with a PROXY protocol header${firstBytes.line === null ? '' : `: "${clean(firstBytes.line)}"`}.`,
        why: 'A load balancer in front adds it; an SMTP server takes it for a wrong command.',
        fix: 'Switch the PROXY protocol off for this backend (HAProxy: remove send-proxy; nginx: proxy_protocol off).',
        evidence,
      }
    case 'ssh':
    case 'other':
      // A TLS alert instead of a ClientHello is another rule's.
      if (firstBytes.hex.startsWith('1503')) return null
      return {
        id: 'other-protocol-on-smtp-port',
        confidence: 'certain',
        saw: `The first bytes on port ${port} were ${firstBytes.line === null ? `${firstBytes.hex.slice(0, 16)} (hex)` : `"${clean(firstBytes.line)}"`}.`,
        why: 'That is neither SMTP nor TLS; usually a scanner.',
        fix: 'If this was your program, it speaks the wrong protocol to this port.',
        evidence,
      }
    default:
      return null
  }
}
