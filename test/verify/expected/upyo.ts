import type { ExpectedClient } from './expected-client.ts'

export const upyo: ExpectedClient = {
  name: 'upyo',
  both: [
    ['control', 'delivers', 'smtp-connection.ts: keywords are made upper case, mechanisms are not looked at'],
    ['helo-only', 'refuses, tells', 'smtp-connection.ts, ehlo(): "EHLO failed" for all but 250'],
    ['rcpt-251 rcpt-252', 'refuses, tells', 'smtp-connection.ts, sendMessage(): "RCPT TO failed" for all but 250'],
    ['replies-bare', 'hangs', 'smtp-connection.ts, sendCommand() reads until a line with a space after its code'],
    ['byte-by-byte on 465 587', 'refuses, tells', 'sendCommand() forgets the lines that came before the last: EHLO has offered no AUTH and no STARTTLS'],
    ['identity', 'refuses, tells', 'rejectUnauthorized is true by itself'],
    ['cert-cn-only', 'delivers', 'tls.checkServerIdentity(): the common name counts where there is no subjectAltName'],
    ['cert-rsa-1024', 'delivers', 'Node’s own OpenSSL has security level 1, which is 1024 bits of RSA and no SHA-1'],
    ['downgrade', 'refuses, tells', 'starttls(): "STARTTLS failed"; ehlo(): "EHLO failed"; authenticate(): "Server does not support authentication"'],
    ['starttls-absent', 'logs in and sends in clear', 'connectAndSetup(): STARTTLS where it is offered, and no setting to demand it'],
    ['auth-before-tls', 'delivers', 'connectAndSetup(): starttls() comes before authenticate()'],
    ['inject-ehlo inject-session inject-login', 'delivers', 'sendCommand(): what is after the first reply of a chunk is forgotten'],
    ['versions', 'refuses, tells', 'tls.DEFAULT_MIN_VERSION is TLSv1.2'],
    ['tls-1-2 tls-1-3 tls-rsa-kx', 'delivers', 'tls.DEFAULT_CIPHERS has HIGH, and AES128-SHA is among it'],
    ['server network', 'refuses, tells', 'the receipt is not successful; it makes one attempt'],
    ['greeting-slow dot-slow', 'delivers', 'socketTimeout is 60 s by itself, 15 s as told'],
    ['cut-fin-mail cut-fin-body cut-fin-dot', 'hangs', 'sendCommand() does not listen to the end of the connection; QUIT after it waits as long again'],
    ['quit-*', 'delivers', 'quit() passes over whatever comes of it'],
  ],
  defaults: [
    ['mail-421 rcpt-421 data-421 dot-421', 'hangs', 'discardConnection() says QUIT to a connection that has ended, and waits for 60 s'],
    ['cut-fin-ehlo', 'hangs', 'sendCommand() does not listen to the end of the connection'],
    ['cut-rst-mail cut-rst-body cut-rst-dot', 'hangs', 'discardConnection() says QUIT to a connection that has ended, and waits for 60 s'],
    ['quit-cut', 'delivers, hangs', 'QUIT waits for its reply for 60 s'],
  ],
  recommended: [['replies-bare on 465 587', 'refuses, tells', 'expected otherwise: hung; but socketTimeout is 15 s there, and after a failed login or STARTTLS it says no QUIT']],
} // prettier-ignore
