import type { ExpectedClient } from './expected-client.ts'

export const goSmtp: ExpectedClient = {
  name: 'go-smtp',
  both: [
    ['control', 'delivers', 'net/textproto, ReadResponse(): replies of several lines; CommandTimeout is five minutes'],
    ['replies-bare', 'refuses, tells', 'net/textproto, parseCodeLine(): "short response" where no space follows the code'],
    ['ehlo-lowercase on 587', 'refuses, tells', 'client.go, ehlo(): a map of keywords as they came; "smtp: server doesn\'t support STARTTLS"'],
    ['identity', 'refuses, tells', 'crypto/tls verifies unless InsecureSkipVerify; crypto/x509 knows no common name since 1.15, no SHA-1 since 1.18'],
    ['cert-rsa-1024', 'delivers', 'crypto/rsa: keys of fewer than 1024 bits are refused (GODEBUG rsa1024min, since 1.24)'],
    ['downgrade', 'refuses, tells', 'client.go, initStartTLS(): an error where STARTTLS is not offered or fails'],
    ['auth-before-tls', 'delivers', 'initStartTLS() comes before Auth()'],
    ['auth-absent-tls', 'refuses, tells', 'sendMail(): "smtp: server doesn\'t support AUTH"; Auth() by itself says AUTH PLAIN, and is refused'],
    ['inject-ehlo inject-session inject-login', 'delivers', 'startTLS(): setConn() makes a new textproto.Conn, with an empty buffer'],
    ['versions', 'refuses, tells', 'crypto/tls: TLS 1.2 at least since 1.18, no RSA key exchange since 1.22'],
    ['tls-1-2 tls-1-3', 'delivers', 'crypto/tls: both'],
    ['server network', 'refuses, tells', 'each command’s error is returned; it makes one attempt'],
    ['greeting-slow dot-slow', 'delivers', 'SubmissionTimeout is twelve minutes'],
    ['rcpt-one-*', 'refuses, tells', 'SendMail(): one refused recipient ends it'],
    ['quit-*', 'delivers, calls it a failure', 'the error of Quit() is returned'],
  ],
  defaults: [['ehlo-lowercase on 465', 'refuses, tells', 'sendMail() asks Extension("AUTH"), which finds no "auth"']],
  recommended: [
    ['ehlo-lowercase on 465', 'delivers', 'Auth() says AUTH PLAIN whatever was offered'],
    ['inject-fragment', 'delivers', 'as above, and the server accepts it'],
  ],
} // prettier-ignore
