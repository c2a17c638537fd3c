import type { ExpectedClient } from './expected-client.ts'

export const curl: ExpectedClient = {
  name: 'curl',
  both: [
    ['control', 'delivers', 'lib/smtp.c: smtp_endofresp() puts replies of several lines together, and waits two minutes for each'],
    ['ehlo-lowercase on 465', 'refuses, tells', 'lib/smtp.c, smtp_state_ehlo_resp(): memcmp() with "AUTH" finds no "auth", so MAIL comes without a login'],
    ['ehlo-lower-mechanisms', 'refuses, tells', 'lib/curl_sasl.c, Curl_sasl_decode_mech(): memcmp(); then CURLE_LOGIN_DENIED'],
    ['identity', 'refuses, tells', 'CURLOPT_SSL_VERIFYPEER and CURLOPT_SSL_VERIFYHOST are on by themselves, with --ssl as well (man curl, --insecure)'],
    ['cert-cn-only', 'delivers', 'lib/vtls/openssl.c, verifyhost(): the common name counts where there is no subjectAltName'],
    ['downgrade', 'refuses, tells', 'man curl, --ssl-reqd: terminates the connection if the server does not upgrade'],
    ['auth-before-tls', 'delivers', 'lib/smtp.c: STARTTLS comes before smtp_perform_authentication()'],
    ['auth-absent-tls', 'delivers without its login', 'lib/smtp.c, smtp_perform_authentication(): without AUTH it goes on as if nobody had a password'],
    ['inject-*', 'refuses, tells', 'since 7.79.0, CVE-2021-22947: what is in the cache after the 220 is CURLE_WEIRD_SERVER_REPLY'],
    ['versions', 'refuses, tells', 'Debian builds OpenSSL with security level 2: no TLS below 1.2 (SSL_CTX_set_security_level(3))'],
    ['tls-1-2 tls-1-3 tls-rsa-kx', 'delivers', 'OpenSSL’s default list of ciphers has AES128-SHA'],
    ['server network', 'refuses, tells', 'man curl, EXIT CODES: 8, 55, 56, 67; it makes one attempt without --retry'],
    ['greeting-slow dot-slow', 'delivers', 'lib/pingpong.h: RESP_TIMEOUT is two minutes; --max-time is 15 s where it is given'],
    ['rcpt-one-*', 'refuses, tells', 'man curl, --mail-rcpt-allowfails: without it one refused recipient ends it'],
    ['quit-*', 'delivers', 'lib/smtp.c, smtp_disconnect(): what comes of QUIT is cast to void'],
  ],
  defaults: [
    ['ehlo-lowercase on 587', 'names sender or recipient in clear in vain, tells', 'memcmp() with "STARTTLS" finds no "starttls": CURLUSESSL_TRY goes on, and finds no "auth" either'],
    ['starttls-absent starttls-454 starttls-501', 'logs in and sends in clear', 'man curl, --ssl: "reverts to a non-secure connection if the server does not support SSL/TLS"; likewise smtp_state_starttls_resp()'],
    ['starttls-absent-no-auth starttls-454-stripped', 'sends in clear without its login', 'AUTH was not in the first answer to EHLO, and it asks for no second one: the login is left out'],
    ['ehlo-refused', 'sends in clear without its login', 'smtp_state_ehlo_resp(): CURLUSESSL_TRY says HELO, and after HELO nobody logs in'],
  ],
  recommended: [
    ['ehlo-lowercase on 587', 'refuses, tells', 'memcmp() with "STARTTLS" finds no "starttls": "STARTTLS not supported."'],
  ],
} // prettier-ignore
