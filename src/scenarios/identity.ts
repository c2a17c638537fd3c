import type { CertificateKind } from '../model/certificate-kind.ts'
import type { Demand, Scenario } from '../model/scenario.ts'
import { secretsAsked, underTls } from './ways.ts'

const refuse: Demand = { rule: 'must', what: 'refuse', needs: 'tls-asked' }
/** What the platform's TLS library makes of it, and not the mail client. */
const observe: Demand = { rule: 'observation', what: 'observe' }

const row = (
  name: string,
  certificate: CertificateKind,
  title: string,
  source: string,
  demand: Demand,
  connectBy?: Scenario['connectBy'],
): Scenario => ({
  name,
  group: 'identity',
  title,
  source,
  on: underTls,
  demand,
  certificate,
  profile: { mechanisms: secretsAsked },
  ...(demand === refuse && { afterRefusal: 'unencrypted' }),
  ...(connectBy && { connectBy }),
})

/** Certificates that prove nothing, all by the server's own CA but for the two that nobody vouches for. */
export const identity: readonly Scenario[] = [
  row('cert-expired', 'expired', 'an expired certificate', 'RFC 5280 §6.1.3', refuse),
  row('cert-not-yet-valid', 'not-yet-valid', 'a certificate that is not valid yet', 'RFC 5280 §6.1.3', refuse),
  row('cert-wrong-host', 'wrong-name', 'a certificate for another host', 'RFC 7817 §3', refuse),
  row('cert-cn-beside-san', 'common-name-beside', 'the host in the subject, another in the SAN', 'RFC 6125 §6.4.4', refuse, 'name'),
  row('cert-name-part', 'part-of-name', 'a certificate for longer names', 'RFC 9525 §6.3', refuse),
  row('cert-wildcard-elsewhere', 'wildcard-elsewhere', 'wildcards that do not match the host', 'RFC 9525 §6.3', refuse),
  row('cert-no-ip', 'name-without-address', 'a certificate without the IP address', 'RFC 9525 §6.2', refuse, 'address'),
  row('cert-self-signed', 'self-signed', 'a self-signed certificate', 'RFC 5280 §6.1', refuse),
  row('cert-unknown-ca', 'unknown-ca', 'a certificate from an unknown CA', 'RFC 5280 §6.1', refuse),
  row('cert-no-intermediate', 'no-intermediate', 'a missing intermediate CA', 'RFC 5280 §6.1', refuse),
  row('cert-chain-expired', 'expired-ca', 'an expired intermediate CA', 'RFC 5280 §6.1.3', refuse),
  row('cert-name-constraints', 'constrained-ca', 'a CA that may not sign for the host', 'RFC 5280 §4.2.1.10', refuse),
  row('cert-client-only', 'no-server-auth', 'a certificate for clients', 'RFC 5280 §4.2.1.12', refuse),
  row('cert-issuer-not-ca', 'not-a-ca', 'a certificate signed by no CA', 'RFC 5280 §6.1.4', refuse),
  row('cert-cn-only', 'common-name-only', 'a host named only in the subject', 'RFC 9525 §2', observe, 'name'),
  row('cert-rsa-1024', 'rsa-1024', 'an RSA key of 1024 bits', 'RFC 9325 §4.5', observe),
  row('cert-sha1', 'sha-1', 'a certificate signed with SHA-1', 'RFC 9325 §4.5', observe),
] // prettier-ignore
