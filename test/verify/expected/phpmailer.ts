import type { ExpectedClient } from './expected-client.ts'

export const phpmailer: ExpectedClient = {
  name: 'phpmailer',
  both: [
    ['control', 'delivers', 'SMTP.php, get_lines(): replies of several lines, five minutes for each (Timeout)'],
    ['rcpt-252', 'refuses, tells', 'SMTP.php, recipient(): 250 or 251'],
    ['ehlo-lowercase on 465 587', 'refuses, tells', 'SMTP.php, parseHelloFields(): keywords as they came; authenticate() finds no "AUTH"'],
    ['ehlo-lower-mechanisms', 'refuses, tells', 'SMTP.php, authenticate(): in_array() with "PLAIN"; "No supported authentication methods found"'],
    ['identity', 'refuses, tells', 'PHP manual, SSL context options: verify_peer and verify_peer_name are true by themselves since 5.6'],
    ['cert-cn-only', 'delivers', 'ext/openssl/xp_ssl.c: php_openssl_matches_common_name() where no subjectAltName fits'],
    ['cert-cn-beside-san', 'refuses, tells', 'expected otherwise: delivered, for php_openssl_matches_common_name() came after every subjectAltName; but PHP 8.2 says that the subjectAltName did not match'],
    ['downgrade', 'refuses, tells', 'PHPMailer.php, smtpConnect(): a startTLS() that fails throws'],
    ['auth-before-tls', 'delivers', 'smtpConnect(): startTLS() comes before authenticate()'],
    ['auth-absent-tls inject-fragment', 'refuses, tells', 'SMTP.php, authenticate(): "Authentication is not allowed at this stage"; the first line of EHLO is read for no keyword'],
    ['inject-ehlo inject-session inject-login', 'takes what was injected for the server’s', 'stream_socket_enable_crypto() leaves what fgets() has read ahead in the buffer of the stream'],
    ['versions', 'refuses, tells', 'Debian builds OpenSSL with security level 2: no TLS below 1.2'],
    ['tls-1-2 tls-1-3 tls-rsa-kx', 'delivers', 'STREAM_CRYPTO_METHOD_TLS_CLIENT has TLS 1.3 since PHP 7.4; OPENSSL_DEFAULT_STREAM_CIPHERS has AES128'],
    ['server network', 'refuses, tells', 'smtpSend() throws, as new PHPMailer(true) asks for; it makes one attempt'],
    ['greeting-slow dot-slow', 'delivers', 'Timeout is five minutes, or 15 s as told'],
    ['rcpt-one-*', 'delivers to the others, tells', 'smtpSend(): DATA for the others, then an exception with recipients_failed'],
    ['quit-*', 'delivers', 'smtpSend(): what quit() returns is not looked at'],
  ],
  defaults: [
    ['starttls-absent', 'logs in and sends in clear', 'SMTPAutoTLS uses STARTTLS where it is offered (PHPMailer.php, smtpConnect())'],
    ['ehlo-refused', 'logs in and sends in clear', 'SMTP.php, hello() says HELO, and after it authenticate() takes LOGIN unasked'],
  ],
} // prettier-ignore
