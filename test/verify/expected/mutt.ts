import type { ExpectedClient, ExpectedRow } from './expected-client.ts'

const both: readonly ExpectedRow[] = [
  ['control', 'delivers', 'smtp.c, smtp_get_resp(): replies of several lines, keywords in any case; Cyrus SASL takes mechanisms in any case'],
  ['identity', 'refuses, tells', 'mutt manual, ssl_ca_certificates_file, ssl_verify_host and ssl_verify_dates; without a terminal nobody accepts what fails'],
  ['cert-client-only', 'delivers', 'GnuTLS looks at the purpose only where it is told one'],
  ['cert-cn-only', 'delivers', 'gnutls_x509_crt_check_hostname(): the common name counts where there is no DNS name'],
  ['cert-rsa-1024', 'delivers', 'GnuTLS’ NORMAL verifies by its profile "low", which is 1024 bits of RSA'],
  ['downgrade', 'refuses, tells', 'mutt manual, ssl_force_tls: set by itself'],
  ['auth-before-tls', 'delivers', 'smtp.c, smtp_open(): STARTTLS comes before smtp_auth()'],
  ['versions', 'refuses, tells', 'mutt manual: ssl_use_tlsv1 and ssl_use_tlsv1_1 are unset by themselves'],
  ['tls-1-2 tls-1-3 tls-rsa-kx', 'delivers', 'GnuTLS’ NORMAL has both, and RSA key exchange'],
  ['server network', 'refuses, tells', '"Could not send the message.", exit code 1; it makes one attempt'],
  ['greeting-slow dot-slow', 'delivers', 'connect_timeout is 30 s, and there is none for replies'],
  ['rcpt-one-*', 'refuses, tells', 'smtp.c, smtp_rcpt_to(): one refused recipient ends it'],
  ['cut-*-ehlo on 25', 'delivers', 'expected otherwise: told; but with neither TLS nor a login it says HELO'],
  ['quit-*', 'delivers', 'smtp.c: what comes of QUIT is not looked at'],
] // prettier-ignore

export const mutt: readonly ExpectedClient[] = [
  {
    name: 'mutt',
    both: [
      ...both,
      ['auth-absent-tls', 'delivers without its login', 'smtp.c, smtp_open(): it logs in only where AUTH is offered'],
      ['inject-fragment', 'delivers without its login', 'mutt_ssl.c, mutt_ssl_starttls(): the buffer is emptied (CVE-2020-14954)'],
      ['inject-ehlo inject-session inject-login', 'delivers', 'as above'],
    ],
  },
  {
    name: 'neomutt',
    both: [
      ...both,
      ['auth-absent-tls', 'refuses, tells', 'expected otherwise: as mutt; but "SMTP server does not support authentication"'],
      ['inject-*', 'hangs', 'conn/socket.c, mutt_socket_empty(): it reads from the network for as long as its own buffer is not empty'],
    ],
  },
] // prettier-ignore
