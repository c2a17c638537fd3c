import type { LineFaults } from './observation.ts'
import type { AuthMechanism } from './mechanisms.ts'
import type { ProfileName } from './port-profile.ts'
import type { TlsFacts } from './tls-facts.ts'

/** MAIL and RCPT as the client gave them (RFC 5321 §2.3.1). The header's To and From are another matter. */
export interface Envelope {
  /** Reverse-path; '' is the null reverse-path of bounces. */
  readonly mailFrom: string
  /** Forward-paths in order, each once. */
  readonly rcptTo: readonly string[]
  /** Parameters of MAIL (SIZE, BODY, SMTPUTF8, RET, ENVID), names in upper case. */
  readonly mailParameters: Readonly<Record<string, string | true>>
  /** Parameters of each RCPT (NOTIFY, ORCPT), by address; only those that have some. */
  readonly rcptParameters: Readonly<Record<string, Readonly<Record<string, string | true>>>>
}

/** How a message came: the same object for all of a session, until it changes its TLS, its login or its name. */
export interface MessageOrigin {
  readonly profile: ProfileName
  /** Name of the listener: the profile's, or that of a further one of your own. */
  readonly listener: string
  readonly port: number
  readonly sessionId: string
  /** Version, cipher and name asked for; null: it came in plaintext. */
  readonly tls: TlsFacts | null
  /** Who logged in, and how; null: nobody. */
  readonly auth: { readonly user: string; readonly mechanism: AuthMechanism } | null
  readonly remote: { readonly host: string; readonly port: number }
  /** Argument of EHLO or HELO. */
  readonly clientName: string
}

/** That of a message which no session brought, but the API. */
export const withoutSession: MessageOrigin = Object.freeze({
  profile: 'submission',
  listener: 'http',
  port: 0,
  sessionId: '',
  tls: null,
  auth: null,
  remote: Object.freeze({ host: '', port: 0 }),
  clientName: '',
})

/** What is known of a message besides its bytes. */
export interface MessageFacts {
  readonly id: string
  /** Milliseconds since 1970. */
  readonly receivedAt: number
  readonly envelope: Envelope
  readonly origin: MessageOrigin
  readonly faults: LineFaults
  /**
   * The header's Subject as it was sent: unfolded, its encoded words (RFC 2047) not decoded, up to 1,000 characters; ''
   * where there is none in the first 16 KiB.
   */
  readonly subject: string
}

/** Bytes on their way, in memory that is used again: a reader that is given them keeps them before the next event, or never. */
export interface Content {
  readonly sizeBytes: number
  /** In order. */
  readonly parts: readonly Buffer[]
  /** The first bytes, at least so many or all there are; to be read at once. */
  head(sizeBytes: number): Buffer
  /** All of it; borrowed, to be read at once. */
  joined(): Buffer
  /** Makes the parts last. */
  settle(): void
  /** Nobody will read the parts any more. */
  release(): void
}

/** A message as the SMTP side hands it on. */
export interface NewMessage extends MessageFacts {
  readonly content: Content
}

/** What the store keeps of a message besides its bytes, which it returns on request. `seq` grows with each message and is never reused. */
export interface CapturedMessage extends MessageFacts {
  readonly seq: number
  readonly sizeBytes: number
}

/** All of these as a message has them for its readers, in the order in which it is printed; its Subject is parsed for them. */
export type MessageFactName = Exclude<keyof CapturedMessage, 'origin' | 'subject'> | keyof MessageOrigin

export const factNames: readonly MessageFactName[] = Object.freeze([
  'id',
  'seq',
  'sizeBytes',
  'receivedAt',
  'envelope',
  ...(Object.keys(withoutSession) as (keyof MessageOrigin)[]),
  'faults',
] as const)

/** Exactly the bytes between DATA and the final dot, dot-unstuffed (RFC 5321 §4.5.2); undefined: they have left the store. */
export type BytesOf = (message: { readonly id: string }) => Buffer | undefined | Promise<Buffer | undefined>
