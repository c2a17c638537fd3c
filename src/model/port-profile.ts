import type { AuthMechanism } from './mechanisms.ts'

/** The four behaviours. A port number never decides anything: it selects one of these, and code asks the profile. */
export type ProfileName = 'relay' | 'smtps' | 'submission' | 'submission-alt'

/**
 * How a port gets to TLS. `implicit`: from the first byte (RFC 8314 §3.3). `starttls`: by the
 * STARTTLS command (RFC 3207). `none`: never.
 */
export type TlsMode = 'none' | 'implicit' | 'starttls'

/** `off`: AUTH is not offered. `optional`: offered under TLS, mail without it is captured. `required`: MAIL without it gets 530. */
export type AuthPolicy = 'off' | 'optional' | 'required'

export interface PortProfile {
  readonly name: ProfileName
  /** The number IANA or custom gives this service: 25, 465, 587, 2525. */
  readonly defaultPort: number
  /** Mail exchange between servers (RFC 5321), or submission by a client (RFC 6409). */
  readonly role: 'relay' | 'submission'
  readonly tls: TlsMode
  /** With `starttls`: whether everything but EHLO, HELO, NOOP, QUIT and STARTTLS is refused before it (RFC 3207 §4). */
  readonly tlsRequired: boolean
  readonly auth: AuthPolicy
  readonly mechanisms: readonly AuthMechanism[]
}

/** A listener as it really is: what a client must be told. */
export interface BoundPort {
  /** Name of the listener; the profile's own name for the four, the user's for further ones. */
  readonly name: string
  readonly profile: ProfileName
  /** The first address it listens on, for a client to connect to. */
  readonly host: string
  /** Every address it listens on. */
  readonly addresses: readonly string[]
  readonly port: number
  readonly tls: TlsMode
  readonly tlsRequired: boolean
  readonly auth: AuthPolicy
}
