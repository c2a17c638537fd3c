import { clean, entriesOf, list } from '../quote.ts'
import { acceptedStarttls, clientLeft, serverBrokeOff } from '../queries.ts'
import type { Rule } from '../rule.ts'

/** What came between the 220 to STARTTLS and the handshake. */
export const afterStarttls: Rule = (facts) => {
  const starttls = acceptedStarttls(facts)
  if (starttls === null) return null
  const { discarded, tlsFailed, hello } = facts
  if (discarded?.tls === true) {
    return {
      id: 'client-hello-before-220',
      confidence: 'certain',
      saw: `A TLS ClientHello (${discarded.sizeBytes} bytes) came right after STARTTLS, before the 220, and was discarded.`,
      why: 'TLS begins after the 220 to STARTTLS (RFC 3207 §4). A server discards what comes before it, so now both sides wait for each other.',
      fix: 'Send STARTTLS by itself, read the 220, and only then begin the handshake.',
      evidence: [...entriesOf(starttls), discarded.n],
    }
  }
  if (discarded !== null) {
    const verbs = discarded.verbs.map((verb) => clean(verb, 12))
    return {
      id: 'commands-pipelined-with-starttls',
      confidence: 'certain',
      ...(facts.delivered > 0 && { severity: 'warning' as const }),
      saw: `${discarded.sizeBytes} bytes${verbs.length > 0 ? ` (${list(verbs)})` : ''} came unencrypted right after STARTTLS and were discarded.`,
      why: 'Commands that come with STARTTLS can be injected into the encrypted session by an attacker (CVE-2011-0411), so no server may run them.',
      fix: 'Send STARTTLS by itself, wait for the 220, then start the handshake.',
      evidence: [...entriesOf(starttls), discarded.n],
    }
  }
  if (hello !== null || facts.established !== null) return null
  if (tlsFailed?.reason === 'not-tls') {
    const inClear = facts.clear.find((exchange) => exchange.command.n > starttls.command.n)
    return {
      id: 'plaintext-after-starttls',
      confidence: 'certain',
      saw: `The server answered STARTTLS with 220, and then the client went on unencrypted${inClear ? ` with "${clean(inClear.command.line)}"` : ''}.`,
      why: 'After the 220 the client must send a TLS ClientHello (RFC 3207 §4).',
      fix: 'Turn the socket into a TLS socket after the 220; the STARTTLS command alone does not encrypt anything.',
      evidence: [...entriesOf(starttls), tlsFailed.n],
    }
  }
  const failedInSilence =
    tlsFailed === null || (tlsFailed.reason === 'client-closed' && tlsFailed.phase === 'before-hello')
  if (!failedInSilence || !clientLeft(facts) || serverBrokeOff(facts)) return null
  return {
    id: 'starttls-abandoned',
    confidence: 'likely',
    saw: 'The server answered STARTTLS with 220, and then the client closed the connection without a ClientHello.',
    why: 'The client asked for TLS and did not begin it: its TLS settings may have failed before the first byte. A scanner that lists capabilities looks the same.',
    fix: 'Look for an error in the TLS settings of the client: a CA file that cannot be read, a TLS version or a cipher that it does not know.',
    evidence: [...entriesOf(starttls), ...(tlsFailed === null ? [] : [tlsFailed.n])],
  }
}
