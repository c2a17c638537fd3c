import type { LeafFacts } from '../../model/tls-facts.ts'
import { covers, isIpAddress } from '../host-names.ts'
import { clean, list } from '../quote.ts'
import { findRejection, type Rejection } from '../rejection.ts'
import type { Discovery, Rule } from '../rule.ts'
import { cipherList } from '../clients/cipher-lists.ts'
import type { Facts } from '../facts.ts'
import { isHandshakeProbe } from '../probes.ts'

/**
 * The client refused the certificate: why, as far as it can be told. What is proven comes first (the dates,
 * the name it asked for), then what the alert says, then what is merely likely.
 */
export const certificate: Rule = (facts, surroundings) => {
  const rejection = findRejection(facts)
  if (rejection === null || isHandshakeProbe(facts, surroundings.earlier)) return null
  const { leaf } = facts.record
  return (
    (leaf && outsideDates(facts, leaf, rejection)) ??
    byExplicitAlert(facts, rejection) ??
    (leaf && wrongName(facts, leaf, rejection)) ??
    unexplained(facts, rejection)
  )
}

function outsideDates(facts: Facts, leaf: LeafFacts, rejection: Rejection): Discovery | null {
  const at = Date.parse(facts.record.startedAt)
  const expired = at > Date.parse(leaf.notAfter)
  const early = at < Date.parse(leaf.notBefore)
  if (!expired && !early && rejection.alert?.number !== 45) return null
  const dates = `the certificate is valid from ${leaf.notBefore} to ${leaf.notAfter}`
  const proven = expired || early
  return {
    id: 'certificate-expired',
    confidence: proven ? 'certain' : 'likely',
    saw: `The client ${rejection.saw}; ${dates}.`,
    why: proven
      ? `The certificate ${expired ? 'has expired' : 'is not valid yet'}, so every client that verifies refuses it.`
      : 'The client finds the certificate expired although it is not: its clock may be wrong, or the CA it holds is an old one.',
    fix: proven
      ? 'Give the server a certificate that is valid now; then let the client trust its CA.'
      : "Set the client's clock, and give it the current CA file.",
    evidence: rejection.evidence,
  }
}

function byExplicitAlert(facts: Facts, rejection: Rejection): Discovery | null {
  const number = rejection.alert?.number
  if (number !== 48 && number !== 46) return null
  // A name that is proven wrong explains certificate_unknown as well as an unknown CA does.
  if (number === 46 && facts.record.leaf && nameProof(facts, facts.record.leaf) !== null) return null
  return {
    id: 'ca-not-trusted',
    confidence: number === 48 ? 'certain' : 'likely',
    saw: `The client ${rejection.saw}.`,
    why: `${whyUntrusted(facts.record.leaf)}${number === 46 ? ' Java sends this alert for other faults of a certificate too.' : ''}`,
    fix: trustFix(facts.record.leaf),
    evidence: rejection.evidence,
  }
}

/** Why the name cannot be the certificate's, or null. */
function nameProof(
  facts: Facts,
  leaf: LeafFacts,
): { readonly certain: boolean; readonly says: string } | null {
  const sni = facts.hello?.hello.sni ?? facts.record.clientHello?.sni ?? null
  if (sni !== null && !covers(leaf.names, sni)) return { certain: true, says: `asked for "${clean(sni)}"` }
  if (sni === null && leaf.names.length > 0 && !leaf.names.some(isIpAddress)) {
    return { certain: false, says: 'asked for no name, as clients do that connect to an IP address' }
  }
  return null
}

function wrongName(facts: Facts, leaf: LeafFacts, rejection: Rejection): Discovery | null {
  const proof = nameProof(facts, leaf)
  const number = rejection.alert?.number
  // Go sends bad_certificate for everything; Python and Ruby for a wrong name, Perl internal_error.
  const alertSpeaksOfName = (number === 42 && cipherList(facts)?.alertsAlike !== true) || number === 80
  if (proof === null && !alertSpeaksOfName) return null
  const names =
    leaf.names.length === 0 ? 'no name' : list(leaf.names.slice(0, 4).map((name) => `"${clean(name)}"`))
  const more = leaf.names.length > 4 ? ` and ${leaf.names.length - 4} more` : ''
  return {
    id: 'certificate-name-mismatch',
    confidence: proof?.certain === true ? 'certain' : 'likely',
    saw: `The client ${proof === null ? '' : `${proof.says} and `}${rejection.saw}; the certificate is for ${names}${more}.`,
    why: `A client that verifies takes a certificate only for the name it connected to.${proof?.certain === true ? '' : ' A CA it does not trust could look the same.'}`,
    fix: `Connect by a name the certificate holds, or make the server's certificate hold the name (--host-name).`,
    evidence: rejection.evidence,
  }
}

function unexplained(facts: Facts, rejection: Rejection): Discovery {
  const { leaf } = facts.record
  const sni = facts.hello?.hello.sni
  const fitting = sni
    ? ` The name it asked for, "${clean(sni)}", fits the certificate, so the CA is the likely cause.`
    : ' The cause is the CA or the name.'
  const shared = { saw: `The client ${rejection.saw}.`, fix: trustFix(leaf), evidence: rejection.evidence }
  if (rejection.by === 'silence') {
    return {
      ...shared,
      id: 'certificate-rejected-silently',
      confidence: 'likely',
      why: `Node programs do that when they refuse a certificate; they give no reason on the wire.${fitting}`,
    }
  }
  const late = rejection.by === 'after-handshake' || facts.established !== null
  if (late) {
    const other =
      rejection.confidence === 'certain' ? '' : ' A monitor that only tests the handshake looks the same.'
    return {
      ...shared,
      id: 'certificate-rejected-after-handshake',
      confidence: rejection.confidence,
      why: `Some clients look at the certificate only after the handshake, and leave when they refuse it.${fitting}${other}`,
    }
  }
  return {
    ...shared,
    id: 'certificate-rejected-any',
    confidence: 'likely',
    why: `The alert says that the certificate was refused, not why.${fitting}`,
  }
}

function whyUntrusted(leaf: LeafFacts | null): string {
  if (leaf?.selfSigned === true)
    return 'The certificate is self-signed, and the client was not told to trust it.'
  if (leaf?.ownCa === true)
    return "The certificate was signed by this server's own CA, which the client was not told to trust."
  return 'The certificate was signed by a CA that the client does not know.'
}

function trustFix(leaf: LeafFacts | null): string {
  if (leaf?.caFile) return `Let the client trust the CA in ${leaf.caFile}; do not switch verification off.`
  if (leaf?.selfSigned === true)
    return 'Let the client trust this very certificate; do not switch verification off.'
  return 'Let the client trust the CA that signed the certificate; do not switch verification off.'
}
