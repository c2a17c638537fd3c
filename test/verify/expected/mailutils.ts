import type { ExpectedClient } from './expected-client.ts'

export const mailutils: ExpectedClient = {
  name: 'mailutils',
  both: [
    ['control', 'delivers', 'libmailutils/smtp: replies of several lines; keywords in any case'],
    ['identity', 'delivers', 'no setting and no option is for a CA, and nothing is verified'],
    ['downgrade', 'refuses, tells', 'a STARTTLS that is refused is an error'],
    ['starttls-absent', 'logs in and sends in clear', 'manual, SMTP mailboxes: STARTTLS where it is offered, unless notls'],
    ['starttls-absent-no-auth ehlo-refused', 'sends in clear without its login', 'it logs in only where AUTH is offered'],
    ['starttls-454 starttls-501', 'logs in and sends in clear', 'expected otherwise: told; but a STARTTLS that is refused is passed over'],
    ['starttls-454-stripped', 'sends in clear without its login', 'as above, and AUTH is not offered to it'],
    ['auth-before-tls', 'delivers', 'STARTTLS comes before AUTH'],
    ['auth-absent-tls', 'delivers without its login', 'it logs in only where AUTH is offered'],
    ['inject-*', 'refuses, tells', 'what was read ahead goes to GnuTLS, which finds no TLS in it'],
    ['versions', 'delivers', 'GnuTLS’ NORMAL has TLS 1.0 to 1.3, and RSA key exchange'],
    ['tls-null tls-anon', 'refuses, tells', 'GnuTLS’ NORMAL has neither NULL nor ANON'],
    ['server network', 'refuses, tells', 'the exit code tells; it makes one attempt'],
    ['greeting-slow dot-slow', 'delivers', 'no time-out by itself'],
    ['rcpt-one-*', 'delivers to the others, is silent', 'libmailutils/mailer/smtp.c: an error only where all are refused'],
    ['quit-*', 'delivers', 'what comes of QUIT is not looked at'],
  ],
} // prettier-ignore
