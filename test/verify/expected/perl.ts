import type { ExpectedClient, ExpectedRow } from './expected-client.ts'

const both: readonly ExpectedRow[] = [
  ['control', 'delivers', 'Net/Cmd.pm, response(): replies of several lines; Net/SMTP.pm, hello(): keywords in upper case; Timeout is 120 s'],
  ['ehlo-lower-mechanisms', 'refuses, tells', 'Authen/SASL/Perl.pm, client_new(): a module is sought by the name of the mechanism, and there is no plain.pm; it dies'],
  ['identity on 465', 'refuses, tells', 'IO::Socket::SSL: SSL_verify_mode is SSL_VERIFY_PEER by itself, and Net/SMTP.pm, start_SSL() has a name checked'],
  ['cert-cn-only cert-cn-beside-san', 'delivers', 'IO::Socket::SSL, scheme smtp: check_cn is always, whatever DNS names there are'],
  ['implicit-plaintext', 'refuses, tells', 'Net/SMTP.pm, new(): undef where start_SSL() fails'],
  ['auth-before-tls', 'delivers', 'the caller’s order: starttls(), then auth()'],
  ['inject-ehlo inject-session inject-login', 'delivers', 'expected otherwise: taken for the server’s, as Net/Cmd.pm, getline() keeps in net_cmd_lines what it has read ahead. Under TLS getline() is that of IO::Socket::SSL, which knows nothing of it'],
  ['versions on 465', 'refuses, tells', 'Debian builds OpenSSL with security level 2: no TLS below 1.2'],
  ['tls-1-2 tls-1-3 tls-rsa-kx', 'delivers', 'OpenSSL’s default list of ciphers has AES128-SHA'],
  ['greeting-4* greeting-5* auth-other-mechanisms auth-scram-unproven port-refused connect-reset cut-*-ehlo', 'refuses, tells', 'Net/SMTP.pm, new(): undef where the greeting or EHLO fails; Authen::SASL dies where it knows no mechanism'],
  ['greeting-slow dot-slow', 'delivers', 'Timeout is 120 s by itself'],
  ['quit-*', 'delivers', 'what quit() returns is not looked at'],
] // prettier-ignore

/** Who looks at what each step returns. */
const looking: readonly ExpectedRow[] = [
  ['identity versions on 587', 'refuses, tells', 'starttls() is false where the handshake fails'],
  ['cert-cn-only cert-cn-beside-san tls-1-2 tls-1-3 tls-rsa-kx on 587', 'delivers', 'as on 465'],
  ['starttls-* ehlo-refused', 'refuses, tells', 'starttls() says STARTTLS unasked, and is false where it is refused or fails'],
  ['auth-absent-tls inject-fragment', 'refuses, tells', 'auth() is false where AUTH is not offered'],
  ['auth-4* auth-5* mail-* rcpt-4* rcpt-5* rcpt-one-* data-* dot-4* dot-5* disk-full greylist handshake-cut cut-*-mail cut-*-body cut-*-dot', 'refuses, tells', 'each step is false by the code of its reply; recipient() and to() stop at the first that is refused; one attempt'],
] // prettier-ignore

/** Who does not. */
const blind: readonly ExpectedRow[] = [
  ['identity versions on 587', 'refuses, is silent', 'starttls() is false, and nobody looks; the server has ended the connection'],
  ['cert-cn-only cert-cn-beside-san tls-1-2 tls-1-3 tls-rsa-kx on 587', 'delivers', 'as on 465'],
  ['starttls-absent starttls-454 starttls-501', 'logs in and sends in clear', 'STARTTLS is refused, and it goes on'],
  ['starttls-454-stripped', 'sends in clear without its login', 'expected otherwise: with it; but AUTH is offered only to another EHLO, which it does not say'],
  ['starttls-absent-no-auth ehlo-refused', 'sends in clear without its login', 'as above; auth() does nothing where AUTH is not offered'],
  ['starttls-plaintext', 'logs in in clear and names sender or recipient in vain, is silent', 'expected otherwise: closed; but start_SSL() gives back the socket as it was before the handshake that failed'],
  ['starttls-cut-stripped', 'names sender or recipient in clear in vain, is silent', 'expected otherwise: closed; but start_SSL() gives back the socket as it was, and it goes on to a server that only listens; without another EHLO there is no login'],
  ['auth-absent-tls inject-fragment', 'delivers without its login', 'auth() does nothing where AUTH is not offered'],
  ['auth-4* auth-5* mail-* rcpt-4* rcpt-5* rcpt-one-* data-* dot-4* dot-5* disk-full greylist handshake-cut cut-*-mail cut-*-body cut-*-dot', 'refuses, is silent', 'each step is false by the code of its reply, and nobody looks'],
  ['handshake-cut on 587', 'names sender or recipient in clear in vain, is silent', 'expected otherwise: closed; as above'],
  ['handshake-cut on 465', 'refuses, tells', 'Net/SMTP.pm, new(): undef where start_SSL() fails'],
  ['rcpt-one-*', 'delivers to the others, is silent', 'recipient() stops at the one that is refused, and data() goes to those before it'],
] // prettier-ignore

export const perl: readonly ExpectedClient[] = [
  { name: 'perl-net-smtp', both, defaults: blind, recommended: looking },
  { name: 'email-sender', both: [...both, ...looking] },
  { name: 'git-send-email', both: [...both, ...looking] },
] // prettier-ignore
