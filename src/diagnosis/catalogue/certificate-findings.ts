/** The handshake failed: certificate, version or cipher. */
export const certificateFindings = {
  'ca-not-trusted': {
    severity: 'error',
    title: 'The client does not trust the CA',
    ambiguousTitle: 'The client does not trust the CA, or finds the name wrong',
    fixKind: 'trust-ca',
    paragraph:
      'The client ended the handshake with the alert unknown_ca (48): the certificate was signed by a CA it does not know. Or the alert was bad_certificate (42), as Go sends it for every cause, or certificate_unknown (46), as Java does, and the name that the client asked for is in the certificate, so that the CA is what is left. Where it asked for no name, or for an IP address, a wrong name looks the same, and both are named. That another client on the same machine trusts the CA proves nothing: each program, and each JVM, has a trust store of its own. Give the client the CA file; do not switch verification off, or the mistake comes back in production.',
  },
  'certificate-expired': {
    severity: 'error',
    title: 'The certificate is outside its dates',
    fixKind: null,
    paragraph:
      'The client refused the certificate, and the certificate is past its end or before its beginning; or the client sent the alert certificate_expired (45), in which case its clock may be wrong. Renew the certificate.',
  },
  'certificate-name-mismatch': {
    severity: 'error',
    title: 'The certificate does not name the host',
    ambiguousTitle: 'The certificate does not name the host, or its CA is not trusted',
    fixKind: 'host-name',
    paragraph:
      'The client refused the certificate, and the name it asked for is not among those in the certificate. Or it asked for no name, and the certificate holds nothing that it may have connected to: clients ask for none when they connect to an IP address, Java for a name without a dot either, and some never do. A CA that the client does not trust looks the same then, and both are said. Connect by a name the certificate holds, or add the name with --host-name.',
  },
  'certificate-rejected-any': {
    severity: 'error',
    title: 'The client refused the certificate',
    fixKind: 'trust-ca',
    paragraph:
      'The client ended the handshake with an alert about something in the certificate that is neither its CA nor its name: unsupported_certificate (43), for one that is not made for servers, or another that does not say more.',
  },
  'certificate-rejected-after-handshake': {
    severity: 'error',
    title: 'Left right after the TLS handshake',
    fixKind: 'trust-ca',
    paragraph:
      'The handshake was complete, and the client left before it had said anything (or said QUIT, or sent an alert). Some TLS libraries hand the certificate to the program only after the handshake, and this is how it looks when the program refuses it. A monitor that only tests the handshake looks the same.',
  },
  'certificate-rejected-silently': {
    severity: 'error',
    title: 'Left during the TLS handshake',
    fixKind: 'trust-ca',
    paragraph:
      'The client closed the connection after it had received the certificate, without an alert. Node programs do that when they refuse a certificate, and so do Deno and some others; a client that ran into a time-out at that moment, or was ended, looks the same.',
  },
  'handshake-cut-off': {
    severity: 'error',
    title: 'Gone in the middle of the TLS handshake',
    fixKind: 'time-out',
    paragraph:
      'The client closed the connection in the TLS handshake, and nothing in the record speaks against the certificate: its dates are right and the name that was asked for is in it, or none was. Its TLS library sends an alert when it refuses one, as Go and Java always do, or the client stayed longer than it takes to look at one. A time-out of its own, or a program that was ended. Where the certificate has expired, or does not hold the name, that is named instead.',
  },
  'names-not-compared': {
    severity: 'warning',
    title: 'Does not compare names',
    fixKind: 'host-name',
    paragraph:
      'The client asked for a server name (SNI, RFC 6066 §3), met a certificate that does not hold it, and delivered all the same. So it does not compare the two (RFC 9525 §6), whatever else it verifies: InsecureSkipVerify of Go, `check_hostname = False` of Python or no context at all, as in Flask-Mail, redmail and yagmail. Anyone who has a certificate of any name can stand in for the server then. A client that verifies nothing looks right as long as the certificate fits; it is with one for another name that it shows. The message that went out so shows this warning too.',
  },
  'connects-by-ip': {
    severity: 'note',
    title: 'An IP address as the server name',
    fixKind: 'host-name',
    paragraph:
      'The client asked for an IP address as the name of the server, which RFC 6066 §3 does not allow, and the certificate holds no such address; yet the session went on. Either the client compares the certificate with another name that it was given, or with none. The record does not show which.',
  },
  'tls-version-too-old': {
    severity: 'error',
    title: 'No TLS version in common',
    fixKind: 'tls-version',
    paragraph:
      'The client offers no version of TLS that the server accepts. TLS 1.0 and 1.1 are retired (RFC 8996). A client that is set to TLS 1.3 alone is not outdated: it meets a server that was started with less (--tls-max-version).',
  },
  'tls-no-usable-version': {
    severity: 'error',
    title: 'The client has no TLS version left',
    ambiguousTitle: 'The client has no TLS version, or no cipher, left',
    fixKind: 'tls-version',
    paragraph:
      'The first TLS bytes were not a ClientHello but the alert protocol_version (70): the settings of the client leave it no version of TLS it could offer. OpenSSL 3 sends internal_error (80) where it is limited to TLS 1.1 or older, since it allows no cipher suite of those; a list of ciphers that leaves nothing looks the same, and both are named.',
  },
  'tls-no-common-cipher': {
    severity: 'error',
    title: 'No cipher in common',
    fixKind: 'tls-version',
    paragraph: 'None of the cipher suites that the client offers is one the server accepts.',
  },
} as const
