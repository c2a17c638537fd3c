import type { ExpectedClient } from './expected-client.ts'

export const django: ExpectedClient = {
  name: 'django',
  both: [
    ['control', 'delivers', 'smtplib.py: getreply() puts lines together, ehlo() makes keywords lower case'],
    ['rcpt-252', 'refuses, tells', 'smtplib.py, sendmail(): all recipients but those of 250 and 251 are refused'],
    ['ehlo-lower-mechanisms', 'refuses, tells', 'smtplib.py, login(): "PLAIN" is not in ["plain", "login"]'],
    ['identity', 'refuses, tells', 'backends/smtp.py, ssl_context: ssl.create_default_context()'],
    ['cert-cn-only', 'delivers', 'SSLContext.hostname_checks_common_name is true by itself'],
    ['downgrade', 'refuses, tells', 'EMAIL_USE_TLS calls starttls(), which raises where it is not offered or refused'],
    ['auth-before-tls', 'delivers', 'open(): starttls(), then login()'],
    ['auth-absent-tls inject-fragment', 'refuses, tells', 'smtplib.py, login(): "SMTP AUTH extension not supported by server."'],
    ['inject-ehlo inject-session inject-login', 'delivers', 'smtplib.py, starttls(): self.file = None, and with it what was read ahead'],
    ['versions', 'refuses, tells', 'ssl: security level 2, and TLS 1.2 at least; since 3.10 ciphers without forward secrecy are off'],
    ['tls-1-2 tls-1-3', 'delivers', 'ssl: both'],
    ['server network', 'refuses, tells', 'fail_silently is False by itself: what smtplib raises is raised; it makes one attempt'],
    ['greeting-slow dot-slow', 'delivers', 'no time-out by itself'],
    ['rcpt-one-*', 'delivers to the others, is silent', '_send() does not look at what sendmail() returns'],
    ['quit-*', 'delivers', '_close_connection() passes over SMTPServerDisconnected, and quit() over the code'],
  ],
} // prettier-ignore
