import type { ExpectedClient } from './expected-client.ts'

export const nodemailer: ExpectedClient = {
  name: 'nodemailer',
  both: [
    ['control', 'delivers', 'smtp-connection: isPartialLine() puts replies together, /STARTTLS\\b/im and /AUTH/i; mechanisms are made upper case'],
    ['identity', 'refuses, tells', 'Node’s tls.connect(): rejectUnauthorized is true by itself'],
    ['cert-cn-only', 'delivers', 'tls.checkServerIdentity(): the common name counts where there is no subjectAltName'],
    ['cert-rsa-1024', 'delivers', 'Node’s own OpenSSL has security level 1, which is 1024 bits of RSA and no SHA-1'],
    ['downgrade', 'refuses, tells', 'smtp-connection, _actionSTARTTLS(): a refusal is ETLS unless opportunisticTLS; with requireTLS STARTTLS is said unasked'],
    ['auth-before-tls', 'delivers', 'STARTTLS comes before login()'],
    ['auth-absent-tls inject-fragment', 'delivers without its login', 'smtp-transport, send(): login only "if (perCallAuth && (smtp.allowsAuth || options.forceAuth))"'],
    ['inject-ehlo inject-session inject-login', 'delivers', 'smtp-connection, _upgradeConnection() empties _remainder and _responseQueue'],
    ['versions', 'refuses, tells', 'tls.DEFAULT_MIN_VERSION is TLSv1.2'],
    ['tls-1-2 tls-1-3 tls-rsa-kx', 'delivers', 'tls.DEFAULT_CIPHERS has HIGH, and AES128-SHA is among it'],
    ['server network', 'refuses, tells', 'sendMail() rejects; it makes one attempt'],
    ['greeting-slow dot-slow', 'delivers', 'greetingTimeout is 30 s and socketTimeout ten minutes by themselves'],
    ['quit-*', 'delivers', 'smtp-transport, send(): the connection is closed after the message, without QUIT'],
  ],
  defaults: [
    ['starttls-absent', 'logs in and sends in clear', 'nodemailer.com, SMTP transport, secure: false "will use TLS if the server supports STARTTLS"'],
    ['starttls-absent-no-auth', 'sends in clear without its login', 'as above, and no login where AUTH is not offered'],
    ['ehlo-refused', 'logs in and sends in clear', '_actionHELO(): allowsAuth = true, and login() takes PLAIN where no mechanism is known'],
    ['rcpt-one-*', 'delivers to the others, is silent', 'they are in info.rejected, which nobody looks at'],
  ],
  recommended: [['rcpt-one-*', 'delivers to the others, tells', 'they are in info.rejected, which is looked at']],
} // prettier-ignore
