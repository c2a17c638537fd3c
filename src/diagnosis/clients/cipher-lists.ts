import type { Facts } from '../facts.ts'
import { gnutls, go, java, node, openssl, postfixOpenssl } from './mark.ts'

/** A TLS library, told by the cipher suites it offers. */
export interface CipherList {
  readonly tlsLibrary: string
  /** bad_certificate is sent for any fault of a certificate, so that the alert tells nothing. */
  readonly alertsAlike: boolean
}

/** By the number of cipher suites; measured with the defaults of each library. */
const byCount: Readonly<Record<number, CipherList>> = {
  [go]: { tlsLibrary: 'Go', alertsAlike: true },
  // The programs on GnuTLS choose the alert themselves: Exim sends bad_certificate whatever it is.
  [gnutls]: { tlsLibrary: 'GnuTLS', alertsAlike: true },
  [openssl]: { tlsLibrary: 'OpenSSL', alertsAlike: false },
  [java]: { tlsLibrary: 'Java', alertsAlike: true },
  [postfixOpenssl]: { tlsLibrary: 'OpenSSL as Postfix sets it', alertsAlike: false },
  [node]: { tlsLibrary: 'Node', alertsAlike: false },
}

/** The library behind a ClientHello, or null. */
export function cipherList(facts: Facts): CipherList | null {
  const hello = facts.hello?.hello ?? facts.record.clientHello
  return hello === null || hello === undefined ? null : (byCount[hello.cipherCount] ?? null)
}
