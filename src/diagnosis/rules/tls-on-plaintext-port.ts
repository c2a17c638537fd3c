import { printedErrorForClearText } from '../printed-errors.ts'
import type { Facts } from '../facts.ts'
import type { Rule, RuleContext } from '../rule.ts'

/** A ClientHello where the conversation has to start in clear. */
export const tlsOnPlaintextPort: Rule = (facts, context) => {
  const { record, hello, firstBytes, clear } = facts
  const { port } = record
  if (port.tls === 'implicit') return null
  const isHello = hello !== null && !hello.expected
  // A client without a usable TLS version sends an alert where the ClientHello would be.
  const isAlert = firstBytes !== null && firstBytes.protocol !== 'smtp' && firstBytes.hex.startsWith('1503')
  const isTls = isHello || isAlert || (hello === null && firstBytes?.protocol === 'tls')
  if (!isTls || clear.length > 0) return null
  const sni = isHello && hello.hello.sni !== null ? ` for "${hello.hello.sni}"` : ''
  const saw = `The client opened port ${port.port} with a TLS ${isAlert ? 'record' : 'ClientHello'}${sni} instead of waiting for the greeting.`
  const met = whatItMet(facts, context)
  const evidence = [hello?.n, firstBytes?.n].filter((n) => n !== undefined).sort((a, b) => a - b)
  return port.tls === 'none'
    ? {
        id: 'implicit-tls-on-plain-port',
        confidence: 'certain',
        saw,
        why: `This port has no TLS: ${met}`,
        fix: `Switch TLS off for port ${port.port}, or use ${context.implicitTlsPort}.`,
        evidence,
      }
    : {
        id: 'implicit-tls-on-starttls-port',
        confidence: 'certain',
        saw,
        why: `This port starts in plaintext, and STARTTLS begins TLS: ${met}`,
        fix: `Set the client to STARTTLS, not to implicit TLS (SSL), on port ${port.port}; or use ${context.implicitTlsPort}.`,
        evidence,
      }
}

/** What the client saw of us, which decides what it reports. */
function whatItMet({ greeting, established }: Facts, { stack }: RuleContext): string {
  if (established !== null)
    return 'this server, which has met the client before, finished the handshake and said so inside TLS, where the client can read it.'
  if (greeting === null) return 'the connection ended before this server had sent its greeting.'
  const printed = printedErrorForClearText(stack)
  const words = printed === null ? 'OpenSSL calls it "wrong version number"' : `"${printed}"`
  return `the client reads our plaintext greeting as a broken TLS record (${words}).`
}
