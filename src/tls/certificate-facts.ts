import type { X509Certificate } from 'node:crypto'
import type { Clock } from '../base/passed-in.ts'
import { canonicalName } from './leaf-names.ts'

/** Early enough that no server left running for a month meets the end. */
const renewBeforeMs = 30 * 86_400_000

/** DNS names and IP addresses of the subjectAltName, in the form `leafNames` gives them. */
export function namesOf(certificate: X509Certificate): readonly string[] {
  const entries = certificate.subjectAltName?.match(/(?:DNS|IP Address):(?:"(?:\\.|[^"\\])*"|[^,]*)/g) ?? []
  return entries.map((entry) => {
    const name = entry.slice(entry.indexOf(':') + 1)
    return canonicalName(name) ?? name
  })
}

export function notBeforeOf(certificate: X509Certificate): Date {
  return new Date(certificate.validFrom)
}

export function notAfterOf(certificate: X509Certificate): Date {
  return new Date(certificate.validTo)
}

/** By name and by signature: the second alone proves nothing of the name, the first nothing at all. */
export function isSignedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey)
}

/** Whether it is valid now and for a month to come. */
export function isCurrent(certificate: X509Certificate, clock: Clock): boolean {
  const now = clock.now()
  return notBeforeOf(certificate).getTime() <= now && notAfterOf(certificate).getTime() - now > renewBeforeMs
}
