import type { ExpectedClient } from './expected-client.ts'

export const postfix: ExpectedClient = {
  name: 'postfix',
  both: [
    ['control', 'delivers', 'smtp_proto.c, smtp_chat.c: replies of several lines, keywords without case; Cyrus SASL compares mechanisms without case'],
    ['identity', 'refuses, tells', 'postconf(5), smtp_tls_security_level, secure'],
    ['downgrade', 'refuses, tells', 'smtp_sasl_security_options is noplaintext, noanonymous by itself: no login in clear, and without it the mail is deferred'],
    ['auth-before-tls', 'delivers', 'smtp_proto.c, smtp_helo(): STARTTLS comes before smtp_sasl_helo_login()'],
    ['auth-absent-tls inject-fragment', 'delivers without its login', 'smtp_helo(): smtp_sasl_helo_login() only where AUTH is offered'],
    ['inject-ehlo inject-session inject-login', 'delivers', 'smtp_start_tls(): vstream_fpurge(VSTREAM_PURGE_BOTH)'],
    ['versions', 'delivers', 'smtp_tls_protocols and smtp_tls_mandatory_protocols are >=TLSv1; tls_client.c: SSL_CTX_set_security_level(0)'],
    ['tls-null', 'refuses, tells', 'tls_medium_cipherlist has no eNULL'],
    ['server network', 'refuses, tells', 'deferred or bounced; with maximal_queue_lifetime 0 it is not tried again'],
    ['greeting-slow dot-slow', 'delivers', 'smtp_helo_timeout is 300 s, smtp_data_done_timeout 600 s'],
    ['rcpt-one-*', 'delivers to the others, tells', 'one status for each recipient: sent, deferred, bounced'],
    ['quit-*', 'delivers', 'smtp_skip_quit_response: after the 250 the status is sent'],
  ],
  defaults: [
    ['identity', 'delivers', 'postconf(5), smtp_tls_security_level: may and encrypt verify nothing'],
    ['starttls-absent-no-auth starttls-454-stripped ehlo-refused', 'sends in clear without its login', 'may: "else use plaintext"; AUTH is not offered, so nobody logs in'],
    ['tls-anon', 'delivers to any server, keeps its password', 'TLS_README: anonymous ciphers are used below the level verify. Expected otherwise: its password as well; but Cyrus SASL takes SCRAM-SHA-256 where it is offered'],
  ],
  recommended: [
    ['cert-cn-only', 'delivers', 'tls_client.c, verify_extract_name(): the common name counts where there is no DNS name'],
    ['cert-rsa-1024', 'delivers', 'tls_client.c: SSL_set_security_level(1) where the peer is authenticated, which is 1024 bits of RSA'],
    ['tls-1-0 tls-1-1', 'refuses, tells', 'expected otherwise: delivered, as below the level verify, and cert-sha1 too; but at security level 1 OpenSSL 3 has no SHA-1'],
    ['tls-anon', 'refuses, tells', 'TLS_README: from verify on anonymous ciphers are excluded'],
  ],
} // prettier-ignore
