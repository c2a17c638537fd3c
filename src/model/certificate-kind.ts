/** What is wrong with a certificate that every client must refuse. */
export const flaws = Object.freeze([
  'self-signed', // nobody vouches for it
  'unknown-ca', // signed by a CA the client was not given
  'expired', // three days ago
  'not-yet-valid', // for three days to come
  'wrong-name', // for another host
  'common-name-beside', // the host is in the subject, another one in the subjectAltName (RFC 6125 §6.4.4)
  'part-of-name', // for hosts whose names begin or end with that of the host
  'wildcard-elsewhere', // for all names below the host's, and for all two labels above it (RFC 9525 §6.3)
  'name-without-address', // for localhost, but not for 127.0.0.1 and ::1
  'no-intermediate', // signed by an intermediate CA that is kept back
  'no-server-auth', // for clients (RFC 5280 §4.2.1.12)
  'expired-ca', // sound itself, its issuer expired
  'constrained-ca', // its issuer may sign for other.invalid alone (RFC 5280 §4.2.1.10)
  'not-a-ca', // signed by a leaf
] as const)

export type Flaw = (typeof flaws)[number]

/** A certificate that a listener can present in place of the server's own. */
export type CertificateKind =
  | Flaw
  // Which some clients refuse and others do not:
  | 'common-name-only' // the host is in the subject alone, no subjectAltName (RFC 9525 §2)
  | 'rsa-1024' // a key of 1024 bits
  | 'sha-1' // signed with SHA-1
  // In order:
  | 'chain' // signed by an intermediate CA, which is sent
  | 'long-chain' // three intermediate CAs, which are sent
  | 'wildcard' // for all names beside the host's: its first label is an asterisk
  | 'address' // for 127.0.0.1 and ::1, and for no name
  | 'rsa' // a key of 2048 bits, as some cipher suites need

/** What certificates are issued for, in place of all that the server's own is for. */
export interface IssuedFor {
  readonly names: readonly string[]
  /** In a certificate for an address, and in no other. */
  readonly addresses: readonly string[]
}
