import type { FirstBytesObserved } from '../../model/observation.ts'
import type { Facts } from '../facts.ts'
import { answerOf, clean, entriesOf, quoteCommand } from '../quote.ts'
import { isHello, refused } from '../queries.ts'
import type { Detection, Rule } from '../rule.ts'
import { protocolName } from '../protocol-names.ts'

/** LMTP, HTTP, PROXY, SSH, FTP or anything else that is neither SMTP nor TLS. */
export const otherProtocol: Rule = (facts) => {
  const { record, firstBytes } = facts
  if (firstBytes === null) return lmtp(facts)
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
        saw: `The connection began with a PROXY protocol header${firstBytes.line === null ? ' of version 2 (binary)' : `: "${clean(firstBytes.line)}"`}.`,
        why: 'A load balancer in front of the server adds it; an SMTP server reads it as a wrong command.',
        fix: 'Switch the PROXY protocol off for this backend (HAProxy: remove send-proxy and send-proxy-v2; nginx: proxy_protocol off; Traefik: remove proxyProtocol; AWS: the attribute of the target group).',
        evidence,
      }
    case 'ssh':
    case 'sip':
    case 'rtsp':
    case 'redis':
    case 'amqp':
    case 'ftp':
    case 'other': {
      // A TLS alert instead of a ClientHello is another rule's.
      if (firstBytes.hex.startsWith('1503')) return null
      const name = protocolName(firstBytes)
      return {
        id: 'other-protocol-on-smtp-port',
        confidence: 'certain',
        saw: `The first bytes on port ${port} were ${inWords(firstBytes)}.`,
        why: `That is ${name ?? 'neither SMTP nor TLS'}${name === null ? ', usually from a scanner' : ', and this port speaks SMTP; usually it is a scanner'}.`,
        fix: 'If this was your program, it speaks the wrong protocol on this port.',
        evidence,
      }
    }
    default:
      return lmtp(facts)
  }
}

function inWords({ line, hex }: FirstBytesObserved): string {
  if (line === null) return `${hex.slice(0, 16)} (hex)`
  return line === '' ? 'an empty line' : `"${clean(line)}"`
}

/** A client that knows SMTP as well goes on with EHLO. */
function lmtp({ exchanges }: Facts): Detection | null {
  const greeting = exchanges.findLast(isHello)
  if (greeting?.command.verb !== 'LHLO' || !refused(greeting)) return null
  return {
    id: 'other-protocol-on-smtp-port',
    // No scanner's guess, as the rest of it mostly is.
    severity: 'error',
    confidence: 'certain',
    saw: `The client greeted with ${quoteCommand(greeting)} and got ${answerOf(greeting)}.`,
    why: 'That is LMTP (RFC 2033), which takes mail from a server to its mailboxes; this port speaks SMTP.',
    fix: 'Set the client to SMTP instead of LMTP.',
    evidence: entriesOf(greeting),
  }
}
