import type { Facts } from '../facts.ts'
import {
  type CipherCounts,
  gnutls,
  go,
  java,
  libtls,
  node,
  openssl,
  openssl30,
  php,
  postfixOpenssl,
} from './mark.ts'

/** A TLS library, told by the cipher suites it offers. */
export interface CipherList {
  readonly tlsLibrary: string
  /** bad_certificate is sent for any fault of a certificate, so that the alert tells nothing. */
  readonly alertsAlike: boolean
  /** An unknown CA is refused inside the handshake, so that only a wrong name is left to refuse after it. */
  readonly refusesCaInHandshake: boolean
  /** In TLS 1.3 whatever it refuses, a wrong name too, ends the handshake. */
  readonly refusesAllInTls13?: true
  /** It takes leave with QUIT of a server whose certificate it refuses. */
  readonly quitsOnRefusal?: true
}

const opensslList: CipherList = { tlsLibrary: 'OpenSSL', alertsAlike: false, refusesCaInHandshake: true }

/** By the number of cipher suites; measured with the defaults of each library. */
const lists: readonly (readonly [CipherCounts, CipherList])[] = [
  [go, { tlsLibrary: 'Go', alertsAlike: true, refusesCaInHandshake: true }],
  // The programs on GnuTLS choose the alert themselves: Exim sends bad_certificate whatever it is.
  [gnutls, { tlsLibrary: 'GnuTLS', alertsAlike: true, refusesCaInHandshake: false }],
  [openssl, opensslList],
  [php, { tlsLibrary: 'OpenSSL as PHP sets it', alertsAlike: false, refusesCaInHandshake: true }],
  [java, { tlsLibrary: 'Java', alertsAlike: true, refusesCaInHandshake: false }],
  [
    postfixOpenssl,
    {
      tlsLibrary: 'OpenSSL as Postfix sets it',
      alertsAlike: false,
      refusesCaInHandshake: false,
      quitsOnRefusal: true,
    },
  ],
  [node, { tlsLibrary: 'Node', alertsAlike: false, refusesCaInHandshake: false, refusesAllInTls13: true }],
]
const byCount = new Map(lists.flatMap(([counts, list]) => counts.map((count) => [count, list] as const)))

/** The library behind a ClientHello, or null. */
export function cipherList(facts: Facts): CipherList | null {
  const hello = facts.hello?.hello ?? facts.record.clientHello
  if (hello === null || hello === undefined || hello.cipherHash === libtls) return null
  if (hello.cipherHash === openssl30) return opensslList
  return byCount.get(hello.cipherCount ?? Number(hello.ja4?.slice(4, 6) ?? 0)) ?? null
}
