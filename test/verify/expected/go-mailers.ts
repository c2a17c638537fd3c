import type { ExpectedClient, ExpectedRow } from './expected-client.ts'

/** What all take from net/smtp and crypto/tls. */
const all: readonly ExpectedRow[] = [
  ['control', 'delivers', 'net/textproto, ReadResponse(): replies of several lines; no deadline by itself'],
  ['replies-bare', 'refuses, tells', 'net/textproto, parseCodeLine(): "short response" where no space follows the code'],
  ['ehlo-lower-mechanisms', 'delivers', 'net/smtp, plainAuth.Start() does not look at what the server offers'],
  ['identity', 'refuses, tells', 'crypto/tls verifies unless InsecureSkipVerify; crypto/x509 knows no common name since 1.15, no SHA-1 since 1.18'],
  ['cert-rsa-1024', 'delivers', 'crypto/rsa: keys of fewer than 1024 bits are refused (GODEBUG rsa1024min, since 1.24)'],
  ['downgrade', 'refuses, tells', 'net/smtp, plainAuth.Start(): "unencrypted connection", but for localhost; StartTLS() returns its error'],
  ['auth-before-tls', 'delivers', 'StartTLS() comes before Auth()'],
  ['inject-ehlo inject-session inject-login', 'delivers', 'net/smtp, StartTLS(): a new textproto.Conn, with an empty buffer'],
  ['versions', 'refuses, tells', 'crypto/tls: TLS 1.2 at least since 1.18, no RSA key exchange since 1.22'],
  ['tls-1-2 tls-1-3', 'delivers', 'crypto/tls: both'],
  ['server network', 'refuses, tells', 'each command’s error is returned'],
  ['greeting-slow dot-slow', 'delivers', 'no deadline by itself'],
] // prettier-ignore

/** Where AUTH is looked for among the extensions. */
const both: readonly ExpectedRow[] = [
  ...all,
  ['ehlo-lowercase on 465', 'refuses, tells', 'net/smtp, ehlo(): a map of keywords as they came; without AUTH among them there is no login, and MAIL is refused'],
  ['ehlo-refused', 'sends in clear without its login', 'after HELO there are no extensions, and without AUTH among them no login'],
] // prettier-ignore

/** Without AUTH among the extensions. */
const goesOn = (library: string): readonly ExpectedRow[] => [
  ['ehlo-lowercase on 587', 'names sender or recipient in clear in vain, tells', `${library}: STARTTLS and AUTH only where they are offered, in capitals`],
  ['starttls-absent-no-auth', 'sends in clear without its login', `${library}: as above`],
  ['auth-absent-tls inject-fragment on 587', 'delivers without its login', `${library}: as above`],
] // prettier-ignore

export const goMailers: readonly ExpectedClient[] = [
  {
    name: 'gomail',
    both: [
      ...both,
      ...goesOn('smtp.go, Dial()'),
      ['auth-absent-tls on 465', 'delivers without its login', 'smtp.go, Dial(): as above'],
      ['cut-fin-mail', 'hangs', 'smtp.go, Send(): where MAIL ends with EOF it connects again, and again'],
      ['cut-fin-ehlo', 'hangs', 'expected otherwise: told; but net/smtp, Extension() hides what became of EHLO, and Mail() returns that EOF'],
      ['quit-*', 'delivers', 'DialAndSend(): a deferred Close() is not looked at'],
    ],
  },
  {
    name: 'jordan-wright-email',
    both: [
      ...both,
      ['auth-absent-tls on 465', 'delivers without its login', 'email.go, SendWithTLS(): AUTH only where it is offered'],
      ['quit-*', 'delivers, calls it a failure', 'the error of Quit() is returned'],
    ],
    defaults: [
      ['ehlo-lowercase starttls-absent-no-auth auth-absent-tls inject-fragment on 587', 'refuses, tells', 'net/smtp, SendMail(): "smtp: server doesn\'t support AUTH"'],
    ],
    recommended: goesOn('email.go, SendWithStartTLS()'),
  },
  {
    name: 'mail-v2',
    both: [
      ...both,
      ...goesOn('smtp.go, Dial()'),
      ['auth-absent-tls on 465', 'delivers without its login', 'smtp.go, Dial(): as above'],
      ['quit-*', 'delivers', 'DialAndSend(): a deferred Close() is not looked at'],
    ],
    defaults: [
      ['cut-fin-mail', 'hangs', 'smtp.go, retryError(): where MAIL ends with EOF it connects again, and again'],
      ['cut-fin-ehlo', 'hangs', 'net/smtp, Extension() hides what became of EHLO, and Mail() returns that EOF'],
    ],
    recommended: [
      ['ehlo-lowercase starttls-absent-no-auth ehlo-refused on 587', 'refuses, tells', 'smtp.go, Dial(): "MandatoryStartTLS required, but SMTP server does not support STARTTLS"'],
    ],
  },
  {
    name: 'mailyak',
    both: [
      ...all,
      ['ehlo-lowercase on 465', 'delivers', 'sender.go, smtpExchange(): Auth() unasked, and plainAuth.Start() does not look at what the server offers'],
      ['ehlo-lowercase on 587', 'refuses, tells', 'sender.go, smtpExchange(): no STARTTLS where it is not offered in capitals, and then plainAuth.Start(): "unencrypted connection"'],
      ['auth-absent-tls', 'refuses, tells', 'sender.go, smtpExchange(): Auth() unasked, and the server refuses AUTH'],
      ['inject-fragment', 'delivers', 'sender.go, smtpExchange(): Auth() unasked, by PLAIN'],
      ['quit-*', 'delivers', 'sender.go, smtpExchange(): what a deferred Quit() returns is not looked at'],
    ],
  },
] // prettier-ignore
