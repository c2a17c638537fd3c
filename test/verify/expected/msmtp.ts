import type { ExpectedClient } from './expected-client.ts'

export const msmtp: ExpectedClient = {
  name: 'msmtp',
  both: [
    ['control', 'delivers', 'smtp.c: smtp_get_msg() reads replies line by line, smtp_init() makes all of EHLO upper case, mechanisms too'],
    ['rcpt-252', 'refuses, tells', 'smtp.c, smtp_send_envelope(): 250 or 251'],
    ['replies-bare', 'refuses, tells', 'smtp.c, smtp_get_msg(): "the server sent an invalid reply" where no space follows the code'],
    ['identity', 'refuses, tells', 'mtls-gnutls.c, mtls_check_cert(): gnutls_certificate_verify_peers3() with the host, against tls_trust_file'],
    ['cert-client-only', 'delivers', 'GnuTLS looks at the purpose only where it is told one (GNUTLS_DT_KEY_PURPOSE_OID), which verify_peers3() does not take'],
    ['cert-cn-only', 'delivers', 'gnutls_x509_crt_check_hostname(): the common name counts where there is no DNS name'],
    ['cert-rsa-1024', 'delivers', 'GnuTLS’ NORMAL verifies by its profile "low", which is 1024 bits of RSA'],
    ['cert-sha1', 'refuses, tells', 'NEWS of GnuTLS 3.6.0: SHA-1 is no signature of a certificate any more'],
    ['downgrade', 'refuses, tells', 'man msmtp, tls: with it on there is no mail without TLS; msmtp.c looks for STARTTLS before all else'],
    ['auth-before-tls', 'delivers', 'msmtp.c: TLS comes before smtp_auth()'],
    ['auth-absent-tls inject-fragment', 'refuses, tells', 'msmtp.c: "the server does not support authentication"'],
    ['inject-*', 'refuses, tells', 'smtp.c, smtp_tls_starttls(): a buffer that is not empty after the 220 is a failure'],
    ['versions', 'delivers', 'GnuTLS’ NORMAL has TLS 1.0 to 1.3, and RSA key exchange'],
    ['tls-null tls-anon', 'refuses, tells', 'GnuTLS’ NORMAL has neither NULL nor ANON'],
    ['server network', 'refuses, tells', 'man msmtp, EXIT STATUS: a code of sysexits.h; it makes one attempt'],
    ['greeting-slow dot-slow', 'delivers', 'man msmtp, timeout: by itself it waits three minutes'],
    ['rcpt-one-*', 'refuses, tells', 'smtp.c, smtp_send_envelope(): one refused recipient ends it'],
    ['quit-*', 'delivers', 'msmtp.c, msmtp_endsession(): what comes of smtp_quit() is not looked at'],
  ],
} // prettier-ignore
