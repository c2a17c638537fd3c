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

/** The list of cipher suites of a TLS library, told by its length. */
export function offersCiphers(count: number, says: string, weight: Mark['weight']): Mark {
  return { says, weight, test: (traits) => traits.cipherCount === count }
}

/** Something else's TLS library: whatever else fits, it is not this client. */
export function neverCiphers(...counts: readonly number[]): Mark {
  return { says: '', weight: -3, test: (traits) => counts.includes(traits.cipherCount) }
}

/** The same for lists of a length that two libraries share. */
export function neverCipherList(hash: string): Mark {
  return { says: '', weight: -3, test: (traits) => traits.cipherHash === hash }
}

export const node = 59
export const php = 68
export const go = 19
export const java = 31
export const gnutls = 29
export const openssl = 30
export const postfixOpenssl = 56
/** As many as PHP's, in another order: libtls, as OpenSMTPD uses it. */
export const libtls = 'd4cf32a3f354'
