/** Oldest first, so that a range can be checked. */
export const tlsVersions = Object.freeze(['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const)

export type TlsVersion = (typeof tlsVersions)[number]
