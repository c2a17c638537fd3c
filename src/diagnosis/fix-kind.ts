/**
 * What a fix changes. The first three are how a port wants TLS; the others go on top of one of them.
 * `port`: whichever of the three the port at hand wants.
 */
export type FixKind =
  | 'implicit-tls'
  | 'starttls'
  | 'plain'
  | 'port'
  | 'trust-ca'
  | 'host-name'
  | 'login'
  | 'no-login'
  | 'tls-version'
  | 'time-out'
