import type { LineFaults } from './observation.ts'
import type { AuthMechanism, ProfileName } from './port-profile.ts'
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

/** A message as the SMTP side hands it on. */
export interface NewMessage {
  readonly id: string
  /** Milliseconds since 1970. */
  readonly receivedAt: number
  /** Exactly the bytes between DATA and the final dot, dot-unstuffed (RFC 5321 §4.5.2). */
  readonly raw: Buffer
  /** The same bytes in the pieces they came in: what keeps these need not have them joined. */
  readonly pieces?: readonly Buffer[]
  readonly envelope: Envelope
  readonly listener: string
  readonly profile: ProfileName
  readonly port: number
  readonly sessionId: string
  readonly tls: TlsFacts | null
  readonly auth: { readonly user: string; readonly mechanism: AuthMechanism } | null
  readonly remote: { readonly host: string; readonly port: number }
  /** EHLO or HELO argument. */
  readonly clientName: string
  readonly faults: LineFaults
}

/** A message in the store. `seq` grows by one with each message and is never reused. */
export interface CapturedMessage extends NewMessage {
  readonly seq: number
  readonly sizeBytes: number
}
