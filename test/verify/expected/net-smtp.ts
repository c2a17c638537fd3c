import type { ExpectedClient } from './expected-client.ts'

export const netSmtp: ExpectedClient = {
  name: 'net-smtp',
  both: [
    ['control', 'delivers', 'net/smtp.rb, recv_response: replies of several lines; a minute for each (read_timeout)'],
    ['ehlo-lower-mechanisms', 'delivers', 'auth_plain() says AUTH PLAIN whatever was offered'],
    ['identity', 'refuses, tells', 'tls_verify is true by itself: VERIFY_PEER, and set_params() has verify_hostname'],
    ['cert-cn-only', 'delivers', 'OpenSSL::SSL.verify_certificate_identity: the common name counts where there is no DNS name'],
    ['downgrade', 'refuses, tells', 'do_start: a STARTTLS that is refused or fails raises, whatever starttls says'],
    ['auth-before-tls', 'delivers', 'do_start: starttls comes before authenticate'],
    ['auth-absent-tls', 'refuses, tells', 'auth_plain() says AUTH PLAIN unasked, and its refusal raises'],
    ['inject-fragment', 'delivers', 'as above, and the server accepts it; the fragment is not read: starttls makes a new InternetMessageIO'],
    ['inject-ehlo inject-session inject-login', 'delivers', 'do_start: after tlsconnect there is a new InternetMessageIO, with an empty buffer'],
    ['versions', 'refuses, tells', 'Debian builds OpenSSL with security level 2: no TLS below 1.2'],
    ['tls-1-2 tls-1-3 tls-rsa-kx', 'delivers', 'OpenSSL’s default list of ciphers has AES128-SHA'],
    ['server network', 'refuses, tells', 'check_response raises by the code; it makes one attempt'],
    ['greeting-slow dot-slow', 'delivers', 'open_timeout is 30 s and read_timeout 60 s'],
    ['rcpt-one-*', 'refuses, tells', 'rcptto_list rescues SMTPAuthenticationError alone, which is 53x'],
    ['quit-*', 'delivers, calls it a failure', 'start with a block ends with do_finish, where quit raises what comes of QUIT'],
  ],
  defaults: [
    ['ehlo-lowercase on 587', 'logs in in clear in vain, tells', 'Response#capabilities: a Hash that minds case; :auto goes on, and auth_plain() says AUTH PLAIN unasked'],
    ['starttls-absent', 'logs in and sends in clear', 'starttls is :auto: where it is offered'],
    ['starttls-absent-no-auth', 'logs in in clear in vain, tells', 'auth_plain() says AUTH PLAIN whatever was offered'],
    ['ehlo-refused', 'logs in and sends in clear', 'do_helo says HELO, which has no capabilities, and auth_plain() asks for none'],
  ],
  recommended: [
    ['ehlo-lowercase on 587', 'refuses, tells', 'Response#capabilities: a Hash that minds case; :always raises SMTPUnsupportedCommand'],
  ],
} // prettier-ignore

/** They set up Net::SMTP as its own defaults are, and as is recommended. */
export const onNetSmtp: readonly ExpectedClient[] = ['ruby-mail', 'actionmailer'].map((name) => ({
  ...netSmtp,
  name,
}))
