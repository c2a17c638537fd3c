import { X509Certificate } from 'node:crypto'
import { checkServerIdentity, type DetailedPeerCertificate, type TLSSocket } from 'node:tls'
import { visible } from '../print/visible.ts'
import type { TrustStore } from './trust-stores.ts'

/** What was found of a server's certificate. */
export type CertificateFacts =
  | { readonly kind: 'trusted'; readonly by: TrustStore; readonly issuer: string }
  | {
      readonly kind: 'unknown-issuer'
      readonly issuer: string
      readonly isSelfSigned: boolean
      readonly product: string | null
    }
  /** `issuer`: the CA whose certificate is out of date; null: it is the server's own. */
  | { readonly kind: 'expired'; readonly issuer: string | null; readonly from: string; readonly to: string }
  | { readonly kind: 'other-name'; readonly names: readonly string[] }
  | { readonly kind: 'invalid'; readonly reason: string }

/** Products that open TLS connections, by what their CAs are called. */
const inspectors: readonly (readonly [RegExp, string])[] = [
  [/\bzscaler/i, 'Zscaler'],
  [/\bnetskope/i, 'Netskope'],
  [/\bforti(?:net|gate)/i, 'Fortinet'],
  [/\bpalo ?alto|\bglobalprotect/i, 'Palo Alto Networks'],
  [/\bcisco\b|\bumbrella\b/i, 'Cisco Umbrella'],
  [/\bsophos/i, 'Sophos'],
  [/\bblue ?coat|\bsymantec web|\bcloudsoc/i, 'Broadcom'],
  [/\bcheck ?point/i, 'Check Point'],
  [/\bmcafee|\bskyhigh|\btrellix/i, 'Skyhigh'],
  [/\bgateway ca\b|\bcloudflare for teams/i, 'Cloudflare Gateway'],
  [/\bkaspersky/i, 'Kaspersky'],
  [/\bavast\b|\bavg\b/i, 'Avast'],
  [/\beset\b/i, 'ESET'],
  [/\bbitdefender/i, 'Bitdefender'],
  [/\bburp\b|\bportswigger/i, 'Burp Suite'],
  [/\bmitmproxy/i, 'mitmproxy'],
]

/** The product that signs under this name; null: none that is known. A town or a country names no product. */
export function inspectorOf(issuer: string): string | null {
  const names = issuer.split('\n').filter((line) => /^(?:CN|O|OU)=/.test(line))
  const [, product = null] =
    inspectors.find(([name]) => names.some((line) => name.test(line.slice(line.indexOf('=') + 1)))) ?? []
  return product
}

/** Looks at the certificate that came in a handshake: its dates, who signed it, its names. */
export function certificateFacts(
  socket: TLSSocket,
  host: string,
  stores: readonly TrustStore[],
): CertificateFacts {
  const peer = socket.getPeerCertificate(true)
  const chain = chainOf(peer)
  const [leaf] = chain
  if (leaf === undefined) return { kind: 'invalid', reason: 'the server sent no certificate' }
  // Node types it as an error; it is a code of OpenSSL.
  const code = String(socket.authorizationError ?? '')
  if (dateCodes.has(code)) return datesOf(chain)
  const issuer = nameIn(leaf.issuer)
  const by = stores.find(({ certificates }) =>
    chain.some((one) => certificates.some((ca) => isSigned(one, ca))),
  )
  if (!socket.authorized && !unknownIssuerCodes.has(code)) return { kind: 'invalid', reason: visible(code) }
  if (!socket.authorized || by === undefined) {
    const product = inspectorOf(leaf.issuer)
    return { kind: 'unknown-issuer', issuer, isSelfSigned: leaf.checkIssued(leaf), product }
  }
  if (checkServerIdentity(host, peer) !== undefined) return { kind: 'other-name', names: namesOf(leaf) }
  return { kind: 'trusted', by, issuer }
}

const dateCodes = new Set([
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'ERROR_IN_CERT_NOT_BEFORE_FIELD',
  'ERROR_IN_CERT_NOT_AFTER_FIELD',
])

const unknownIssuerCodes = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
])

/** The certificates that the server sent, as far as each is signed by the next. */
function chainOf(peer: DetailedPeerCertificate): readonly X509Certificate[] {
  const chain: X509Certificate[] = []
  // Node gives an object without anything in it where there is none.
  for (
    let one: DetailedPeerCertificate | undefined = peer;
    one?.raw !== undefined;
    one = one.issuerCertificate
  ) {
    const certificate = new X509Certificate(one.raw)
    const last = chain.at(-1)
    if (last !== undefined && (last.raw.equals(certificate.raw) || !isSigned(last, certificate))) break
    chain.push(certificate)
  }
  return chain
}

/** Whether a CA is this certificate, or has signed it. */
function isSigned(certificate: X509Certificate, by: X509Certificate): boolean {
  if (certificate.raw.equals(by.raw)) return true
  return certificate.checkIssued(by) && certificate.verify(by.publicKey)
}

/** What people call the one of this distinguished name. */
function nameIn(distinguished: string): string {
  const part = (name: string): string | undefined =>
    distinguished
      .split('\n')
      .find((line) => line.startsWith(`${name}=`))
      ?.slice(name.length + 1)
  return visible(part('CN') ?? part('O') ?? distinguished.replaceAll('\n', ', ')).slice(0, 80)
}

function namesOf(certificate: X509Certificate): readonly string[] {
  const names = certificate.subjectAltName?.split(', ').map((name) => name.replace(/^[^:]+:/, '')) ?? []
  return names.slice(0, 3).map((name) => visible(name).slice(0, 80))
}

/** The one of the chain that is out of date: OpenSSL does not say which. */
function datesOf(chain: readonly X509Certificate[]): CertificateFacts {
  const now = Date.now()
  for (const [index, one] of chain.entries()) {
    const [from, to] = [Date.parse(one.validFrom), Date.parse(one.validTo)]
    const issuer = index === 0 ? null : nameIn(one.subject)
    // OpenSSL writes a malformed date as `Bad time value`.
    if (Number.isNaN(from) || Number.isNaN(to)) {
      const dates = issuer === null ? 'its dates' : `the dates of "${issuer}", which signed it,`
      return { kind: 'invalid', reason: `${dates} are malformed` }
    }
    if (now < from || now > to) return { kind: 'expired', issuer, from: day(from), to: day(to) }
  }
  return { kind: 'invalid', reason: 'a certificate that it depends on is out of date' }
}

function day(date: number): string {
  return new Date(date).toISOString().slice(0, 10)
}
