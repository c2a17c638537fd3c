import { printedErrorForClearText } from '../printed-errors.ts'
import type { Rule } from '../rule.ts'

/** A ClientHello where the conversation has to start in clear. */
export const tlsOnPlaintextPort: Rule = ({ record, hello, firstBytes, clear }, context) => {
  const { port } = record
  if (port.tls === 'implicit') return null
  const isHello = hello !== null && !hello.expected
  // A client without a usable TLS version sends an alert where the ClientHello would be.
  const isAlert = firstBytes !== null && firstBytes.protocol !== 'smtp' && firstBytes.hex.startsWith('1503')
  const isTls = isHello || isAlert || (hello === null && firstBytes?.protocol === 'tls')
  if (!isTls || clear.length > 0) return null
  const sni = isHello && hello.hello.sni !== null ? ` for "${hello.hello.sni}"` : ''
  const saw = `The client opened port ${port.port} with a TLS ${isAlert ? 'record' : 'ClientHello'}${sni} instead of waiting for the greeting.`
  const mistaken = `the client takes our plaintext greeting for a broken TLS record ("${printedErrorForClearText(context.stack)}").`
  const evidence = [hello?.n, firstBytes?.n].filter((n) => n !== undefined).sort((a, b) => a - b)
  return port.tls === 'none'
    ? {
        id: 'implicit-tls-on-plain-port',
        confidence: 'certain',
        saw,
        why: `This port has no TLS: ${mistaken}`,
        fix: `Switch TLS off for port ${port.port}, or use ${context.implicitTlsPort}.`,
        evidence,
      }
    : {
        id: 'implicit-tls-on-starttls-port',
        confidence: 'certain',
        saw,
        why: `This port starts in clear and is lifted to TLS by STARTTLS: ${mistaken}`,
        fix: `Set the client to STARTTLS, not to implicit TLS (SSL), on port ${port.port}; or use ${context.implicitTlsPort}.`,
        evidence,
      }
}
