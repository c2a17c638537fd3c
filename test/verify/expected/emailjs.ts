import type { ExpectedClient } from './expected-client.ts'

export const emailjs: ExpectedClient = {
  name: 'emailjs',
  both: [
    ['control', 'delivers', 'response.ts reads until a whole line with a space after its code; parse_smtp_features() makes keywords lower case'],
    ['rcpt-252', 'refuses, tells', 'connection.ts, rcpt(): 250 or 251'],
    ['replies-bare', 'refuses, tells', 'response.ts: a space must follow the code, and after a time-out it is told'],
    ['ehlo-lower-mechanisms', 'refuses, tells', 'login(): auth.includes("PLAIN"); "no form of authorization supported"'],
    ['identity on 465', 'refuses, tells', 'connect(): Node’s tls.connect(), where rejectUnauthorized is true by itself'],
    ['cert-cn-only cert-rsa-1024 on 465', 'delivers', 'tls.checkServerIdentity() takes the common name; Node’s own OpenSSL has security level 1'],
    ['identity on 587', 'delivers', 'starttls(): new TLSSocket() looks at no certificate, whatever ca it is given'],
    ['downgrade', 'refuses, tells', 'ehlo() says STARTTLS unasked, and again where it is refused, until the server ends it'],
    ['auth-before-tls', 'delivers', 'ehlo(): starttls() comes before login() goes on'],
    ['auth-absent-tls inject-fragment', 'refuses, tells', 'login(): "no form of authorization supported"'],
    ['inject-ehlo inject-session inject-login', 'delivers', 'starttls(): a new SMTPResponseMonitor, with an empty buffer'],
    ['versions', 'refuses, tells', 'tls.DEFAULT_MIN_VERSION is TLSv1.2'],
    ['tls-1-2 tls-1-3 tls-rsa-kx', 'delivers', 'tls.DEFAULT_CIPHERS has HIGH, and AES128-SHA is among it'],
    ['server network', 'refuses, tells', 'command() makes an SMTPError of another code; what it tries again, 300 ms after "greylist", is too soon'],
    ['auth-other-mechanisms', 'delivers', 'login() takes XOAUTH2 with the password for a token, which a password is here'],
    ['greeting-slow dot-slow', 'delivers', 'timeout is 5 s by itself, 15 s as told'],
    ['rcpt-one-*', 'refuses, tells', 'client.ts, _sendsmtp(): one refused recipient ends it, with RSET'],
    ['quit-*', 'delivers', 'client.ts, _poll(): quit() comes a second later, and nobody asks what comes of it'],
  ],
  defaults: [['dot-slow', 'delivers, calls it a failure', 'expected otherwise: not delivered, as DEFAULT_TIMEOUT is 5 s. It leaves then; two seconds later the server takes the message all the same, and says 250 to nobody']],
} // prettier-ignore
