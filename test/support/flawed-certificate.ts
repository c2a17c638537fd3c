import type { Clock } from '../../src/base/passed-in.ts'
import type { Flaw } from '../../src/model/certificate-kind.ts'
import { type IssuedCertificate, issueCertificate, makeCa } from '../../src/tls/issue-certificate.ts'

export interface FlawedCertificate extends IssuedCertificate {
  /** PEM of a CA to trust, so that nothing but the flaw stands in the way. With `unknown-ca` and `self-signed` it vouches for another one. */
  readonly ca: string
}

const loopback = ['localhost', '127.0.0.1', '::1'] as const

/**
 * A certificate for localhost that is wrong in exactly one way, to see whether a client notices, by a CA of its own. Made
 * when asked, kept nowhere.
 */
export async function flawedCertificate(flaw: Flaw, clock: Clock): Promise<FlawedCertificate> {
  const ca = await makeCa(clock)
  return { ...(await issueCertificate(flaw, loopback, ca, clock)), ca: ca.certificate }
}
