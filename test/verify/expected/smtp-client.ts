import type { ExpectedClient } from './expected-client.ts'

export const smtpClient: ExpectedClient = {
  name: 'smtp-client',
  both: [
    ['control', 'delivers', 'smtp-channel, _resolveCommand() reads until a line with a space after its code; no time-out by itself'],
    ['ehlo-lowercase on 465 587', 'refuses, tells', 'hasExtension() and getAuthMechanisms() compare "STARTTLS" and "AUTH" as they are written'],
    ['identity', 'refuses, tells', 'Node’s tls.connect(): rejectUnauthorized is true by itself'],
    ['cert-cn-only', 'delivers', 'tls.checkServerIdentity(): the common name counts where there is no subjectAltName'],
    ['cert-rsa-1024', 'delivers', 'Node’s own OpenSSL has security level 1, which is 1024 bits of RSA and no SHA-1'],
    ['downgrade', 'refuses, tells', 'secure() throws: "SMTP server does not support TLS"'],
    ['auth-before-tls', 'delivers', 'the caller’s order: secure(), then authPlain()'],
    ['auth-absent-tls inject-fragment', 'refuses, tells', 'authPlain() throws: "SMTP server does not support the PLAIN authentication mechanism"'],
    ['inject-ehlo inject-session inject-login', 'delivers', 'LineBuffer.feed() tells all lines at once, and those after the 220 nobody listens to'],
    ['versions', 'refuses, tells', 'tls.DEFAULT_MIN_VERSION is TLSv1.2'],
    ['tls-1-2 tls-1-3 tls-rsa-kx', 'delivers', 'tls.DEFAULT_CIPHERS has HIGH, and AES128-SHA is among it'],
    ['server network', 'refuses, tells', 'each command rejects; it makes one attempt'],
    ['greeting-slow dot-slow', 'delivers', 'no time-out by itself'],
    ['rcpt-one-*', 'refuses, tells', 'rcpt() rejects'],
    ['quit-*', 'delivers, calls it a failure', 'quit() rejects by another code than 2xx and by an end of the connection'],
  ],
  defaults: [['replies-bare', 'hangs', 'smtp-channel, isLastReply(): a space must follow the code; no time-out by itself']],
  recommended: [['replies-bare', 'refuses, tells', 'expected otherwise: hung; but the time-out of 15 s ends it']],
} // prettier-ignore
