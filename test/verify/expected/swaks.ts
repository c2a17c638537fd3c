import type { ExpectedClient } from './expected-client.ts'

export const swaks: ExpectedClient = {
  name: 'swaks',
  both: [
    ['control', 'delivers', 'transact() reads until a line with a code and a space; --timeout is 30 s by itself'],
    ['rcpt-251 rcpt-252', 'refuses, tells', 'do_smtp_rcpt() expects 250'],
    ['replies-bare', 'hangs', 'transact() reads until a line with a code and a space, up to --timeout'],
    ['ehlo-lowercase on 465 587', 'refuses, tells', 'do_smtp_helo(): /^STARTTLS$/ and /^AUTH=?(.*)$/ mind case; exit code 29, 28'],
    ['downgrade', 'refuses, tells', 'swaks --help, --tls: "If TLS cannot be negotiated, the transaction will not continue", exit code 29'],
    ['auth-before-tls', 'delivers', 'sendmail(): do_smtp_tls() comes before do_smtp_auth()'],
    ['auth-absent-tls', 'refuses, tells', 'sendmail(): "Host did not advertise authentication", exit code 28'],
    ['inject-fragment', 'takes what was injected for the server’s', 'the fragment is kept and makes the first line one of AUTH: it logs in by LOGIN'],
    ['inject-ehlo inject-session inject-login', 'takes what was injected for the server’s', 'start_tls() leaves what recv_line() has read ahead in $G::recv_buffer'],
    ['versions', 'refuses, tells', 'Debian builds OpenSSL with security level 2: no TLS below 1.2'],
    ['tls-1-2 tls-1-3 tls-rsa-kx', 'delivers', 'OpenSSL’s default list of ciphers has AES128-SHA'],
    ['server network', 'refuses, tells', 'swaks --help, EXIT CODES: 2, 6, 21 to 28; it makes one attempt'],
    ['greeting-slow dot-slow', 'delivers', '--timeout is 30 s by itself'],
    ['rcpt-one-*', 'delivers to the others, is silent', 'smtp_rcpt_callback() ends it only where all are refused; exit code 0'],
    ['quit-421', 'delivers', 'do_smtp_quit() says QUIT once: the second call, for exit code 27, returns at once'],
    ['quit-cut quit-rst', 'delivers, calls it a failure', 'do_smtp_quit(): handle_disconnect() exits with 6'],
  ],
  defaults: [['identity', 'delivers', 'swaks --help, --tls-verify: without it no certificate is verified']],
  recommended: [
    ['replies-bare', 'refuses, tells', 'expected otherwise: hung; but --timeout is 15 s there, and nothing is read after QUIT'],
    ['identity', 'refuses, tells', 'start_tls(): CTX_set_verify() by --tls-verify'],
    ['cert-wrong-host cert-cn-beside-san cert-name-part cert-wildcard-elsewhere cert-no-ip cert-cn-only', 'delivers', 'start_tls() of 20201014 sets no name to be compared'],
  ],
} // prettier-ignore
