/** Limits and manners common to all listeners of one server. All given; defaults are the option table's business. */
export interface SmtpSettings {
  /** Name in the greeting and in EHLO. */
  readonly serverName: string
  readonly sizeLimitBytes: number
  readonly maxRecipients: number
  /** Per listener, so that one full port never starves the other three. */
  readonly maxConnections: number
  /** Bytes of messages still arriving, all listeners together; beyond it DATA gets 452 4.3.1. */
  readonly inFlightLimitBytes: number
  readonly idleTimeoutMs: number
  /** A connection lives no longer than this, whatever it sends. */
  readonly sessionTimeoutMs: number
  readonly handshakeTimeoutMs: number
  /** How long close() waits for messages in flight. */
  readonly closeTimeoutMs: number
  /** Speak into the client's own error message where it waits in vain (465) or speaks TLS on a plaintext port. */
  readonly hints: boolean
}

/** Who may log in. Asked at each AUTH, so inboxes can come and go. */
export interface Credentials {
  /** True: any user with any password. */
  readonly acceptAny: boolean
  /** Whether users are called by addresses, any of them. */
  readonly haveAddresses: boolean
  /** The password of a user; undefined: no such user. */
  passwordOf(user: string): string | undefined
  /** The user of a token that came without a name (RFC 7628 §3.1); undefined: it is nobody's. */
  userOf(token: string): string | undefined
}
