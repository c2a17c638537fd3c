/** What is known of an established TLS session. */
export interface TlsFacts {
  /** `TLSv1.2` or `TLSv1.3`. */
  readonly version: string
  /** IANA name of the cipher suite. */
  readonly cipher: string
  /** The name the client asked for (RFC 6066 §3), or null: many clients send none. */
  readonly sni: string | null
  readonly alpn: string | null
  readonly resumed: boolean
  /** Subject and fingerprint of the client's certificate, if it gave one. */
  readonly clientCertificate: { readonly subject: string; readonly sha256: string } | null
}

/** What a ClientHello says, read from its plaintext bytes (RFC 8446 §4.1.2). */
export interface ClientHello {
  /** Version in the record header: `TLSv1.0` is usual, for compatibility. */
  readonly recordVersion: string
  /** Every version offered, newest first; from supported_versions, else the legacy field. */
  readonly versions: readonly string[]
  readonly sni: string | null
  readonly alpn: readonly string[]
  /** Number of cipher suites, GREASE left out: with the hash below, the mark of a TLS library. */
  readonly cipherCount: number
  /** First 12 hex digits of the SHA-256 of the cipher list in its order. */
  readonly cipherHash: string
}

/** The certificate a listener presents, as far as a diagnosis needs it. */
export interface LeafFacts {
  /** DNS names and IP addresses of the subjectAltName. */
  readonly names: readonly string[]
  /** ISO 8601. */
  readonly notBefore: string
  readonly notAfter: string
  readonly selfSigned: boolean
  /** Whether Fourport's own CA signed it (then the fix is: trust that CA). */
  readonly ownCa: boolean
  /** Path of the CA file to trust, if there is one. */
  readonly caFile: string | null
}
