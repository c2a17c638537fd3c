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
  /** Named groups offered (RFC 8446 §4.2.7), four hex digits each, in their order, GREASE left out. */
  readonly groups?: readonly string[]
  /**
   * The fingerprint JA4 of the TLS library, `t13d1516h2_8daaf6152771_e5627efa2ab1`: transport, version, server name or
   * not, number of cipher suites and of extensions, protocol; then hashes of both lists. Absent from records of
   * versions before JA4, as are the two below and `groups`.
   *
   * @see https://github.com/FoxIO-LLC/ja4/blob/main/technical_details/JA4.md
   */
  readonly ja4?: string
  /** JA4_r, its raw form: what the hashes are of, sorted. */
  readonly ja4r?: string
  /** JA4_ro, the raw form in the order of the ClientHello. */
  readonly ja4ro?: string
  /** Only in records of versions before JA4: number of cipher suites, and the first 12 hex digits of the SHA-256 of their list. */
  readonly cipherCount?: number
  readonly cipherHash?: string
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
