import type { ExpectedClient } from './expected-client.ts'

export const symfonyMailer: ExpectedClient = {
  name: 'symfony-mailer',
  both: [
    ['control', 'delivers', 'SmtpTransport, getFullResponse(): replies of several lines; EsmtpTransport, callHeloCommand(): keywords and mechanisms in upper case'],
    ['replies-bare', 'hangs', 'SmtpTransport, getFullResponse() reads until a line with a space after its code, up to a minute'],
    ['identity', 'refuses, tells', 'PHP manual, SSL context options: verify_peer and verify_peer_name are true by themselves since 5.6'],
    ['cert-cn-only', 'delivers', 'ext/openssl/xp_ssl.c: php_openssl_matches_common_name() where no subjectAltName fits'],
    ['cert-cn-beside-san', 'refuses, tells', 'expected otherwise: delivered, for php_openssl_matches_common_name() came after every subjectAltName; but PHP 8.2 says that the subjectAltName did not match'],
    ['downgrade', 'refuses, tells', 'EsmtpTransport, doHeloCommand(): another code than 220, or a handshake that fails, is a TransportException'],
    ['starttls-absent', 'logs in and sends in clear', 'doHeloCommand(): STARTTLS where it is offered, AUTH where that is'],
    ['starttls-absent-no-auth ehlo-refused', 'sends in clear without its login', 'doHeloCommand(): HELO has no capabilities, and without AUTH among them there is no login'],
    ['auth-before-tls', 'delivers', 'doHeloCommand(): STARTTLS comes first'],
    ['auth-absent-tls inject-fragment', 'delivers without its login', 'it logs in only where AUTH is offered; the first line of EHLO is read for no keyword'],
    ['inject-ehlo inject-session inject-login', 'takes what was injected for the server’s', 'stream_socket_enable_crypto() leaves what fgets() has read ahead in the buffer of the stream'],
    ['versions', 'refuses, tells', 'Debian builds OpenSSL with security level 2: no TLS below 1.2'],
    ['tls-1-2 tls-1-3 tls-rsa-kx', 'delivers', 'STREAM_CRYPTO_METHOD_TLS_CLIENT has TLS 1.3 since PHP 7.4; OPENSSL_DEFAULT_STREAM_CIPHERS has AES128'],
    ['server network', 'refuses, tells', 'executeCommand() throws at another code; it makes one attempt'],
    ['auth-other-mechanisms', 'delivers', 'XOAuth2Authenticator takes the password for a token, which a password is here'],
    ['greeting-slow dot-slow', 'delivers', 'default_socket_timeout is 60 s'],
    ['rcpt-one-*', 'refuses, tells', 'doSend(): one refused recipient ends it'],
    ['quit-*', 'delivers', 'SmtpTransport, stop(): what comes of QUIT is caught'],
  ],
  recommended: [['replies-bare on 587', 'refuses, tells', 'expected otherwise: hung; but a STARTTLS without an answer ends it after 15 s, without a RSET that waits as long again']],
} // prettier-ignore
