import type { ExpectedClient } from './expected-client.ts'

export const goMail: ExpectedClient = {
  name: 'go-mail',
  both: [
    ['control', 'delivers', 'net/textproto, ReadResponse(): replies of several lines; WithTimeout() is 15 s'],
    ['replies-bare', 'refuses, tells', 'net/textproto, parseCodeLine(): "short response" where no space follows the code'],
    ['ehlo-lowercase on 465 587', 'refuses, tells', 'smtp/smtp_ehlo.go: a map of keywords as they came; TLSMandatory finds no "STARTTLS", auth() no "AUTH"'],
    ['ehlo-lower-mechanisms', 'refuses, tells', 'client.go, auth(): strings.Contains() with "PLAIN"; ErrPlainAuthNotSupported'],
    ['identity', 'refuses, tells', 'crypto/tls verifies unless InsecureSkipVerify; crypto/x509 knows no common name since 1.15, no SHA-1 since 1.18'],
    ['cert-rsa-1024', 'delivers', 'crypto/rsa: keys of fewer than 1024 bits are refused (GODEBUG rsa1024min, since 1.24)'],
    ['downgrade', 'refuses, tells', 'client.go, tls(): TLSMandatory is an error where STARTTLS is not offered or fails'],
    ['auth-before-tls', 'delivers', 'client.go: tls() comes before auth()'],
    ['auth-absent-tls inject-fragment', 'refuses, tells', 'client.go, auth(): "server does not support SMTP AUTH"'],
    ['inject-ehlo inject-session inject-login', 'delivers', 'smtp/smtp.go, StartTLS(): a new textproto.Conn, with an empty buffer'],
    ['versions', 'refuses, tells', 'crypto/tls: TLS 1.2 at least since 1.18, no RSA key exchange since 1.22'],
    ['tls-1-2 tls-1-3', 'delivers', 'crypto/tls: both'],
    ['server network', 'refuses, tells', 'client.go, sendSingleMsg() returns a SendError; it makes one attempt'],
    ['greeting-slow dot-slow', 'delivers', 'the deadline is moved before the message (checkConn())'],
    ['rcpt-one-*', 'refuses, tells', 'sendSingleMsg(): RSET and an error where one recipient is refused'],
    ['quit-*', 'delivers, calls it a failure', 'DialAndSendWithContext() joins the error of CloseWithSMTPClient(), which says QUIT'],
  ],
} // prettier-ignore
