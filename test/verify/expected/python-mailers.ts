import type { ExpectedClient, ExpectedRow } from './expected-client.ts'

/** What all take from smtplib, and from a context that nobody gives it. */
const all: readonly ExpectedRow[] = [
  ['control', 'delivers', 'smtplib.py: getreply() puts lines together, ehlo() makes keywords lower case'],
  ['rcpt-252', 'refuses, tells', 'smtplib.py, sendmail(): all recipients but those of 250 and 251 are refused'],
  ['ehlo-lower-mechanisms', 'refuses, tells', 'smtplib.py, login(): "PLAIN" is not in ["plain", "login"]'],
  ['identity on 587', 'delivers', 'starttls() without a context: ssl._create_stdlib_context verifies nothing'],
  ['downgrade', 'refuses, tells', 'smtplib.py, starttls() raises where it is not offered or refused'],
  ['auth-before-tls', 'delivers', 'starttls() comes before login()'],
  ['auth-absent-tls inject-fragment', 'refuses, tells', 'smtplib.py, login(): "SMTP AUTH extension not supported by server."'],
  ['inject-ehlo inject-session inject-login', 'delivers', 'smtplib.py, starttls(): self.file = None, and with it what was read ahead'],
  ['versions', 'refuses, tells', 'ssl: security level 2, and TLS 1.2 at least; since 3.10 ciphers without forward secrecy are off'],
  ['tls-1-2 tls-1-3', 'delivers', 'ssl: both'],
  ['server network', 'refuses, tells', 'what smtplib raises is raised; it makes one attempt'],
  ['greeting-slow dot-slow', 'delivers', 'no time-out by itself'],
  ['rcpt-one-*', 'delivers to the others, is silent', 'nobody looks at what sendmail() returns'],
] // prettier-ignore

const both: readonly ExpectedRow[] = [
  ...all,
  ['quit-cut quit-rst', 'delivers, calls it a failure', 'quit() raises SMTPServerDisconnected'],
  ['quit-421', 'delivers', 'quit() returns its code, and nobody looks at it'],
] // prettier-ignore

const unverified: ExpectedRow = ['identity on 465', 'delivers', 'SMTP_SSL() without a context: ssl._create_stdlib_context verifies nothing'] // prettier-ignore

export const pythonMailers: readonly ExpectedClient[] = [
  { name: 'flask-mail', both: [...both, unverified] },
  {
    name: 'flask-mailman',
    both: [
      ...all,
      ['identity on 465', 'refuses, tells', 'backends/smtp.py, ssl_context: ssl.create_default_context()'],
      ['cert-cn-only on 465', 'delivers', 'SSLContext.hostname_checks_common_name is true by itself'],
      ['quit-*', 'delivers', 'backends/smtp.py, close(): SMTPServerDisconnected is caught, and what quit() returns is not looked at'],
    ],
  },
  {
    name: 'redmail',
    both,
    defaults: [unverified],
    recommended: [
      ['identity on 465', 'refuses, tells', 'cls_smtp gets the context: CERT_REQUIRED and check_hostname'],
      ['cert-cn-only on 465', 'delivers', 'SSLContext.hostname_checks_common_name is true by itself'],
    ],
  },
] // prettier-ignore
