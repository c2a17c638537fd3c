/** What is wrong with a certificate. */
export const flaws = Object.freeze([
  'self-signed', // nobody vouches for it
  'unknown-ca', // signed by a CA the client was not given
  'expired', // a few days ago
  'not-yet-valid', // for some days to come
  'wrong-name', // for another host
  'name-without-address', // for localhost, but not for 127.0.0.1 and ::1
  'no-server-auth', // for clients (RFC 5280 §4.2.1.12)
  'expired-ca', // sound itself, its issuer expired
  'not-a-ca', // signed by a leaf
] as const)

export type Flaw = (typeof flaws)[number]

/** A certificate a listener can present in place of the server's own: `chain` and `address` are in order. */
export type CertificateKind =
  | Flaw
  | 'common-name-only' // named in the subject alone (RFC 9525 §2)
  | 'no-intermediate' // signed by an intermediate that is kept back
  | 'rsa-1024' // a key of 1024 bits
  | 'sha-1' // signed with SHA-1
  | 'chain' // signed by an intermediate that is sent
  | 'address' // for 127.0.0.1 and ::1, and for no name
