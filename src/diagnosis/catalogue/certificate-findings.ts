/** The handshake failed: certificate, version or cipher. */
export const certificateFindings = {
  'ca-not-trusted': {
    severity: 'error',
    title: 'The client does not trust the CA',
    ambiguousTitle: 'The client does not trust the CA, or finds the name wrong',
    fixKind: 'trust-ca',
    paragraph:
      'The client ended the handshake with the alert unknown_ca (48): it does not know the CA that signed the certificate. Or it sent bad_certificate (42), as Go does for every cause, or certificate_unknown (46), as Java does, and the name that it asked for is in the certificate, so only the CA is left. If it asked for no name, or for an IP address, a wrong name looks the same, and the finding names both causes. It proves nothing that another client on the same machine trusts the CA: each program, and each JVM, has a trust store of its own. Give the client the CA file; do not switch verification off, or the mistake comes back in production.',
  },
  'certificate-expired': {
    severity: 'error',
    title: 'The certificate is outside its dates',
    fixKind: null,
    paragraph:
      'The client refused the certificate, and the certificate has expired or is not valid yet: renew it. Or the client sent the alert certificate_expired (45) although the certificate is valid; then the clock of the client may be wrong.',
  },
  'certificate-name-mismatch': {
    severity: 'error',
    title: 'The certificate does not name the host',
    ambiguousTitle: 'The certificate does not name the host, or its CA is not trusted',
    fixKind: 'host-name',
    paragraph:
      'The client refused the certificate, and the name that it asked for is not in it. Or it asked for no name, and nothing in the certificate can be what it connected to: clients ask for no name when they connect to an IP address, Java also for a name without a dot, and some clients never ask. The same holds if the client connected to a loopback address that is not in the certificate, such as 127.0.0.2. Then a CA that the client does not trust looks the same, and the finding names both causes. Connect by a name that is in the certificate, or add the name with --host-name.',
  },
  'certificate-rejected-any': {
    severity: 'error',
    title: 'The client refused the certificate',
    fixKind: 'trust-ca',
    paragraph:
      'The client ended the handshake with an alert about something in the certificate that is neither its CA nor its name: unsupported_certificate (43), for one that is not made for servers, or an alert that does not say more.',
  },
  'certificate-rejected-after-handshake': {
    severity: 'error',
    title: 'Probably refused the certificate after the handshake',
    fixKind: 'trust-ca',
    paragraph:
      'The handshake was complete, and the client left before it had said anything, or it said QUIT or sent an alert. Some TLS libraries hand the certificate to the program only after the handshake, and a program that refuses it leaves like this. So do a monitor that only tests the handshake, and a client for IMAP or POP3, which expects another greeting. A client that ended TLS with close_notify most likely checked the certificate and refused nothing, which is a note. That sign has limits. It is looked for only if no command came and the client did not reset the connection; under TLS it is found by the number of bytes, and not seen if it came together with Finished after a HelloRetryRequest. It proves nothing about a name that is not in the certificate, about an IP address, and about a Java client that asked for no server name, because these end TLS in the same way when they refuse: their finding stays.',
  },
  'certificate-rejected-silently': {
    severity: 'error',
    title: 'Probably refused the certificate',
    fixKind: 'trust-ca',
    paragraph:
      'The client closed the connection after it had received the certificate, without an alert. Node programs do this when they refuse a certificate, and so do Deno and some others. A client that ran into a time-out at that moment, or was ended, looks the same.',
  },
  'handshake-cut-off': {
    severity: 'error',
    title: 'Probably a time-out of the client in the TLS handshake',
    fixKind: 'time-out',
    paragraph:
      'The client closed the connection during the TLS handshake, and the record shows nothing wrong with the certificate: its dates are right, and the name that the client asked for is in it, or it asked for none. Its TLS library sends an alert when it refuses a certificate, as Go and Java do, or the client stayed longer than it takes to look at one. So the client ran into a time-out of its own, or its program was ended. If the certificate has expired or does not contain the name, that is reported instead.',
  },
  'names-not-compared': {
    severity: 'warning',
    title: 'Does not compare names',
    fixKind: 'host-name',
    paragraph:
      'The client asked for a server name (SNI, RFC 6066 §3), got a certificate that does not contain it, and delivered all the same. So it does not compare the two (RFC 9525 §6), whatever else it verifies: `InsecureSkipVerify` in Go, `check_hostname = False` in Python, or no context at all, as in Flask-Mail, redmail and yagmail. Anyone with a certificate for any name can then pose as the server. A client that verifies nothing looks right as long as the certificate fits; only a certificate for another name shows it. The message that was sent like this shows the warning too.',
  },
  'connects-by-ip': {
    severity: 'note',
    title: 'An IP address as the server name',
    fixKind: 'host-name',
    paragraph:
      'The client sent an IP address as the name of the server, which RFC 6066 §3 does not allow, and the certificate contains no such address; yet the session went on. The client compares the certificate with another name that it was given, or with none. The record does not show which.',
  },
  'tls-version-too-old': {
    severity: 'error',
    title: 'No TLS version in common',
    fixKind: 'tls-version',
    paragraph:
      'The client offers no version of TLS that the server accepts. TLS 1.0 and 1.1 are retired (RFC 8996). A client that allows TLS 1.3 alone is not outdated: the server was started with less (--tls-max-version).',
  },
  'tls-no-usable-version': {
    severity: 'error',
    title: 'The client has no TLS version left',
    ambiguousTitle: 'The client has no TLS version, or no cipher, left',
    fixKind: 'tls-version',
    paragraph:
      'Instead of a ClientHello the client sent the alert protocol_version (70): its settings leave no version of TLS that it could offer. OpenSSL 3 sends internal_error (80) if it is limited to TLS 1.1 or older, because it allows no cipher suite of those; a list of ciphers that leaves nothing looks the same, and the finding names both causes.',
  },
  'tls-no-common-cipher': {
    severity: 'error',
    title: 'No cipher in common',
    fixKind: 'tls-version',
    paragraph: 'The server accepts none of the cipher suites that the client offers.',
  },
} as const
