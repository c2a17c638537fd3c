import type { ExpectedClient } from './expected-client.ts'

export const sNail: ExpectedClient = {
  name: 's-nail',
  both: [
    ['control', 'delivers', 'mx-smtp: replies of several lines by their last code; EHLO is read for no keyword, and there is no time-out by itself'],
    ['replies-bare', 'refuses, tells', 'mx-smtp: a line of fewer than 6 octets is an unexpected end'],
    ['identity', 'refuses, tells', 'man s-nail, tls-verify: ask by itself, which nobody answers, or strict'],
    ['cert-cn-only cert-cn-beside-san', 'delivers', 'xtls.c, a_xtls_check_host(): the common name counts where no subjectAltName fits'],
    ['cert-rsa-1024 cert-sha1', 'refuses, tells', 'Debian builds OpenSSL with security level 2'],
    ['downgrade', 'refuses, tells', 'man s-nail, smtp-use-starttls: STARTTLS is said, and another code than 2yz ends it; there is no HELO after EHLO'],
    ['auth-before-tls', 'delivers', 'STARTTLS comes before AUTH'],
    ['auth-absent-tls', 'refuses, tells', 'AUTH is said unasked, and refused'],
    ['inject-fragment', 'delivers', 'AUTH is said unasked, and accepted'],
    ['inject-ehlo inject-session inject-login', 'delivers', 'the buffer is empty after the handshake'],
    ['versions', 'refuses, tells', 'Debian builds OpenSSL with security level 2: no TLS below 1.2'],
    ['tls-1-2 tls-1-3 tls-rsa-kx', 'delivers', 'OpenSSL’s default list of ciphers has AES128-SHA'],
    ['server network', 'refuses, tells', 'man s-nail, sendwait: set by itself, so that the exit status tells; it makes one attempt'],
    ['greeting-slow dot-slow', 'delivers', 'no time-out for replies'],
    ['rcpt-one-*', 'refuses, tells', 'one refused recipient ends it'],
    ['cut-*-ehlo on 25', 'delivers', 'expected otherwise: told; but with neither TLS nor a login it says HELO'],
    ['quit-cut quit-rst', 'delivers', 'an end of the connection after QUIT is no error'],
    ['quit-421', 'delivers, calls it a failure', 'expected otherwise: not looked at; but another code than 2yz is an error there too'],
  ],
} // prettier-ignore
