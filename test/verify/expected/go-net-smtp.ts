import type { ExpectedClient, ExpectedRow } from './expected-client.ts'

const both: readonly ExpectedRow[] = [
  ['control', 'delivers', 'net/textproto, ReadResponse(): replies of several lines; no deadline by itself'],
  ['replies-bare', 'refuses, tells', 'net/textproto, parseCodeLine(): "short response" where no space follows the code'],
  ['ehlo-lowercase on 465 587', 'refuses, tells', 'smtp.go, ehlo(): a map of keywords as they came; "smtp: server doesn\'t support AUTH"'],
  ['ehlo-lower-mechanisms', 'delivers', 'auth.go, plainAuth.Start() does not look at what the server offers'],
  ['identity', 'refuses, tells', 'crypto/tls verifies unless InsecureSkipVerify; crypto/x509 knows no common name since 1.15, no SHA-1 since 1.18'],
  ['cert-rsa-1024', 'delivers', 'crypto/rsa: keys of fewer than 1024 bits are refused (GODEBUG rsa1024min, since 1.24)'],
  ['downgrade', 'refuses, tells', 'auth.go, plainAuth.Start(): "unencrypted connection", but for localhost; StartTLS() returns its error'],
  ['auth-before-tls', 'delivers', 'STARTTLS comes before Auth()'],
  ['auth-absent-tls inject-fragment', 'refuses, tells', '"smtp: server doesn\'t support AUTH"'],
  ['inject-ehlo inject-session inject-login', 'delivers', 'StartTLS(): a new textproto.Conn, with an empty buffer'],
  ['versions', 'refuses, tells', 'crypto/tls: clients speak TLS 1.2 at least since 1.18'],
  ['tls-1-2 tls-1-3', 'delivers', 'crypto/tls: both'],
  ['server network', 'refuses, tells', 'each command’s error is returned; it makes one attempt'],
  ['greeting-slow dot-slow', 'delivers', 'no deadline by itself'],
  ['quit-*', 'delivers, calls it a failure', 'the error of Quit() is returned'],
] // prettier-ignore

const defaults: readonly ExpectedRow[] = [
  ['ehlo-refused', 'sends in clear without its login', 'SendMail(): "if a != nil && c.ext != nil", and after HELO ext is nil'],
] // prettier-ignore

/** From the `go` line of its module: whether GODEBUG tlsrsakex is 1. */
const rsaKeyExchange = (line: string, does: 'delivers' | 'refuses, tells'): ExpectedRow => [
  'tls-rsa-kx',
  does,
  `crypto/tls: no RSA key exchange since 1.22 (GODEBUG tlsrsakex), and the module says go ${line}`,
] // prettier-ignore

export const goNetSmtp: readonly ExpectedClient[] = [
  { name: 'go-1.21', both: [...both, rsaKeyExchange('1.21', 'delivers')], defaults },
  { name: 'go-1.22', both: [...both, rsaKeyExchange('1.22', 'refuses, tells')], defaults },
  { name: 'go-1.25', both: [...both, rsaKeyExchange('1.25', 'refuses, tells')], defaults },
] // prettier-ignore
