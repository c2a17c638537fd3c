import type { ExpectedClient } from './expected-client.ts'

export const mailSend: ExpectedClient = {
  name: 'mail-send',
  both: [
    ['control', 'delivers', 'smtp/client.rs, read(): replies of several lines and pieces; smtp-proto knows keywords and mechanisms in any case'],
    ['helo-only', 'refuses, tells', 'EHLO has no HELO after it'],
    ['identity', 'refuses, tells', 'smtp/tls.rs: rustls with the verifier of the platform; no certificate of 1024 bits, by SHA-1, or without a subjectAltName'],
    ['downgrade', 'refuses, tells', 'smtp/builder.rs, connect(): Error::MissingStartTls; EHLO has no HELO after it'],
    ['auth-before-tls', 'delivers', 'smtp/builder.rs, connect(): start_tls() comes before authenticate()'],
    ['auth-absent-tls inject-fragment', 'refuses, tells', 'smtp/auth.rs: Error::UnsupportedAuthMechanism'],
    ['inject-ehlo inject-session inject-login', 'delivers', 'smtp/client.rs, read(): its buffer is gone with the reply'],
    ['versions', 'refuses, tells', 'rustls has neither TLS below 1.2 nor RSA key exchange'],
    ['tls-1-2 tls-1-3', 'delivers', 'rustls has both, 1.2 by the feature tls12'],
    ['server network', 'refuses, tells', 'each reply of another kind is an error; it makes one attempt'],
    ['greeting-slow dot-slow', 'delivers', 'smtp/builder.rs: an hour, or 15 s as told'],
    ['rcpt-one-*', 'refuses, tells', 'smtp/message.rs, send(): one refused recipient ends it'],
    ['quit-*', 'delivers', 'nothing says QUIT unless the caller does'],
  ],
} // prettier-ignore
