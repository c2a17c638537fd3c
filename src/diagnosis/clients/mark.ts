import type { Traits } from './traits.ts'

/** A habit that tells a client, measured with the client's defaults. */
export interface Mark {
  readonly says: string
  /** 3: no other client has it. 2: likely by itself. 1: only together with another. Below 0: speaks against it. */
  readonly weight: -3 | 1 | 2 | 3
  test(traits: Traits): boolean
}

export interface KnownClient {
  readonly library: string
  readonly label: string
  readonly marks: readonly Mark[]
}

/** How many cipher suites a TLS library offers, in each of its versions. */
export type CipherCounts = readonly number[]

/** The list of cipher suites of a TLS library, told by its length. */
export function offersCiphers(counts: CipherCounts, says: string, weight: Mark['weight']): Mark {
  return { says, weight, test: (traits) => counts.includes(traits.cipherCount) }
}

/** Something else's TLS library: whatever else fits, it is not this client. */
export function neverCiphers(...libraries: readonly CipherCounts[]): Mark {
  const counts = libraries.flat()
  return { says: '', weight: -3, test: (traits) => counts.includes(traits.cipherCount) }
}

/** The same for lists of a length that two libraries share. */
export function neverCipherList(hash: string): Mark {
  return { says: '', weight: -3, test: (traits) => traits.cipherHash === hash }
}

/** Node 20; 22, 24 and 26. */
export const node: CipherCounts = [59, 52]
export const php: CipherCounts = [68]
export const go: CipherCounts = [19]
export const java: CipherCounts = [31]
export const gnutls: CipherCounts = [29]
export const openssl: CipherCounts = [30]
export const postfixOpenssl: CipherCounts = [56]
/** As many as PHP's, in another order: libtls, as OpenSMTPD uses it. */
export const libtls = 'd4cf32a3f354'
/** As many as Java's: OpenSSL 3.0. */
export const openssl30 = '3e6e24a69820'
