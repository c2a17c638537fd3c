import type { ExpectedClient, ExpectedRow } from './expected-client.ts'

const both: readonly ExpectedRow[] = [
  ['control', 'delivers', 'smtplib.py: getreply() puts lines together, ehlo() makes keywords lower case, and nothing has a time-out by itself'],
  ['rcpt-252', 'refuses, tells', 'smtplib.py, sendmail(): all recipients but those of 250 and 251 are refused'],
  ['ehlo-lower-mechanisms', 'refuses, tells', 'login(): "PLAIN" is not in ["plain", "login"]; "No suitable authentication method found."'],
  ['downgrade', 'refuses, tells', 'starttls(): SMTPNotSupportedError where it is not offered, SMTPResponseException where it is refused'],
  ['auth-before-tls', 'delivers', 'the caller’s order: starttls(), then login()'],
  ['auth-absent-tls inject-fragment', 'refuses, tells', 'login(): "SMTP AUTH extension not supported by server."'],
  ['inject-ehlo inject-session inject-login', 'delivers', 'starttls(): self.file = None, and with it what was read ahead'],
  ['versions', 'refuses, tells', 'ssl: security level 2, and TLS 1.2 at least'],
  ['tls-1-2 tls-1-3', 'delivers', 'ssl: both'],
  ['server network', 'refuses, tells', 'sendmail() raises SMTPSenderRefused, SMTPRecipientsRefused, SMTPDataError; it makes one attempt'],
  ['greeting-slow dot-slow', 'delivers', 'no time-out by itself'],
  ['quit-cut quit-rst', 'delivers', '__exit__(): SMTPServerDisconnected passes'],
  ['quit-421', 'delivers, calls it a failure', '__exit__(): a code other than 221 raises SMTPResponseException'],
] // prettier-ignore

const defaults: readonly ExpectedRow[] = [
  ['identity', 'delivers', 'ssl._create_stdlib_context is _create_unverified_context (Security considerations of ssl: "passing None … no certificate validation")'],
  ['rcpt-one-*', 'delivers to the others, is silent', 'sendmail() returns them in a dictionary, which nobody looks at'],
] // prettier-ignore

const recommended: readonly ExpectedRow[] = [
  ['identity', 'refuses, tells', 'ssl.create_default_context(): CERT_REQUIRED and check_hostname'],
  ['cert-cn-only', 'delivers', 'SSLContext.hostname_checks_common_name is true by itself'],
  ['rcpt-one-*', 'delivers to the others, tells', 'sendmail() returns them in a dictionary, which is looked at'],
] // prettier-ignore

/** Debian builds it --with-ssl-default-suites=openssl. */
const suitesOfOpenssl: ExpectedRow = [
  'tls-rsa-kx',
  'delivers',
  'OpenSSL’s default list of ciphers has AES128-SHA',
] // prettier-ignore
const suitesOfPython: ExpectedRow = [
  'tls-rsa-kx',
  'refuses, tells',
  'What’s New in 3.10: ciphers without forward secrecy are off',
] // prettier-ignore

export const smtplib: readonly ExpectedClient[] = [
  { name: 'smtplib', both: [...both, suitesOfPython], defaults, recommended },
  { name: 'smtplib-debian', both: [...both, suitesOfOpenssl], defaults, recommended },
] // prettier-ignore
