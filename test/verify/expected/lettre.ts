import type { ExpectedClient, ExpectedRow } from './expected-client.ts'

const both: readonly ExpectedRow[] = [
  ['control', 'delivers', 'client/connection.rs, read_response(): replies of several lines; the time-out is 15 s'],
  ['replies-bare', 'refuses, tells', 'response.rs, parse_response(): a space must follow the last code'],
  ['helo-only', 'refuses, tells', 'EHLO has no HELO after it'],
  ['ehlo-lowercase on 465 587', 'refuses, tells', 'extension.rs, ServerInfo::from_response() matches "STARTTLS" and "AUTH" as they are written'],
  ['ehlo-lower-mechanisms', 'refuses, tells', 'extension.rs matches "PLAIN" as it is written; "No compatible authentication mechanism was found"'],
  ['identity', 'refuses, tells', 'TlsParametersBuilder: accept_invalid_certs and accept_invalid_hostnames are false by themselves'],
  ['downgrade', 'refuses, tells', 'Tls::Required: "STARTTLS is not supported on this server"; EHLO has no HELO after it'],
  ['auth-before-tls', 'delivers', 'transport.rs, connection(): starttls() comes before auth()'],
  ['auth-absent-tls', 'refuses, tells', '"No compatible authentication mechanism was found"'],
  ['inject-fragment', 'takes what was injected for the server’s', 'the fragment is kept and makes the first line one of AUTH: it logs in by LOGIN'],
  ['inject-ehlo inject-session inject-login', 'takes what was injected for the server’s', 'client/connection.rs, starttls(): upgrade_tls() beneath the same BufReader'],
  ['versions', 'refuses, tells', 'TlsParametersBuilder: min_tls_version is 1.2'],
  ['tls-1-2 tls-1-3', 'delivers', 'both stacks have both'],
  ['server network', 'refuses, tells', 'try_smtp! returns each error; it makes one attempt'],
  ['greeting-slow dot-slow', 'delivers', 'the time-out is 15 s, of each read'],
  ['rcpt-one-*', 'refuses, tells', 'send(): one refused recipient ends it'],
  ['quit-*', 'delivers', 'transport.rs, send_raw(): abort() says QUIT and does not look at what comes of it'],
] // prettier-ignore

export const lettre: readonly ExpectedClient[] = [
  {
    name: 'lettre-native-tls',
    both: [
      ...both,
      ['cert-cn-only', 'delivers', 'X509_VERIFY_PARAM_set1_host(3): the common name counts where there is no DNS name'],
      ['tls-rsa-kx', 'delivers', 'SslConnector’s list of ciphers is DEFAULT without those that are broken'],
    ],
  },
  {
    name: 'lettre-rustls',
    both: [
      ...both,
      ['tls-rsa-kx', 'refuses, tells', 'rustls has no RSA key exchange, and no certificate of 1024 bits, by SHA-1, or without a subjectAltName'],
    ],
  },
] // prettier-ignore
