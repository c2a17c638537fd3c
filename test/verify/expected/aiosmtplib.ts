import type { ExpectedClient } from './expected-client.ts'

export const aiosmtplib: ExpectedClient = {
  name: 'aiosmtplib',
  both: [
    ['control', 'delivers', 'esmtp.py makes keywords and mechanisms lower case; protocol.py puts replies together; a minute for each'],
    ['rcpt-252', 'refuses, tells', 'esmtp.py, rcpt(): 250 or 251'],
    ['identity', 'refuses, tells', 'validate_certs is True by itself: ssl.create_default_context()'],
    ['cert-cn-only', 'delivers', 'SSLContext.hostname_checks_common_name is true by itself'],
    ['downgrade', 'refuses, tells', 'starttls() raises where it is refused; login() raises where AUTH is not offered'],
    ['auth-before-tls', 'delivers', 'connect(): _maybe_start_tls_on_connect() comes before _maybe_login_on_connect()'],
    ['auth-absent-tls inject-fragment', 'refuses, tells', 'login(): "The SMTP AUTH extension is not supported by this server."'],
    ['inject-ehlo inject-session inject-login', 'delivers', 'protocol.py, start_tls(): the buffer is emptied before the handshake'],
    ['versions', 'refuses, tells', 'ssl: security level 2, and TLS 1.2 at least; since 3.10 ciphers without forward secrecy are off'],
    ['tls-1-2 tls-1-3', 'delivers', 'ssl: both'],
    ['server network', 'refuses, tells', 'sendmail() raises; it makes one attempt'],
    ['greeting-slow dot-slow', 'delivers', 'DEFAULT_TIMEOUT is 60 s'],
    ['quit-*', 'delivers', '__aexit__() passes over SMTPServerDisconnected and SMTPResponseException'],
  ],
  defaults: [
    ['starttls-absent', 'logs in and sends in clear', 'start_tls is None by itself: "upgrade will be initiated if supported by the server"'],
    ['rcpt-one-*', 'delivers to the others, is silent', 'send() returns them in a dictionary, which nobody looks at'],
  ],
  recommended: [['rcpt-one-*', 'delivers to the others, tells', 'send() returns them in a dictionary, which is looked at']],
} // prettier-ignore
