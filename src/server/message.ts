import { inspect, type InspectOptions } from 'node:util'
import { type FactName, inspectMessage, messageFacts } from '../base/message-facts.ts'
import type { CapturedMessage, Envelope } from '../model/message.ts'
import type { LineFaults } from '../model/observation.ts'
import type { ParsedMessage } from '../model/parsed-message.ts'
import type { AuthMechanism, ProfileName } from '../model/port-profile.ts'
import type { TlsFacts } from '../model/tls-facts.ts'

/** A captured message as tests see it: the facts at once, the content when asked. */
export class Message {
  readonly #captured: CapturedMessage
  readonly #parse: (message: CapturedMessage) => Promise<ParsedMessage>

  constructor(captured: CapturedMessage, parse: (message: CapturedMessage) => Promise<ParsedMessage>) {
    this.#captured = captured
    this.#parse = parse
  }

  get id(): string {
    return this.#captured.id
  }
  /** Grows by one with each message of a server. */
  get seq(): number {
    return this.#captured.seq
  }
  /** Exactly the bytes between DATA and the final dot, dot-unstuffed (RFC 5321 §4.5.2). */
  get raw(): Buffer {
    return this.#captured.raw
  }
  get sizeBytes(): number {
    return this.#captured.sizeBytes
  }
  get receivedAt(): Date {
    return new Date(this.#captured.receivedAt)
  }
  /** MAIL and RCPT as the client gave them; the recipients here include Bcc. */
  get envelope(): Envelope {
    return this.#captured.envelope
  }
  get profile(): ProfileName {
    return this.#captured.profile
  }
  /** Name of the listener: the profile's, or that of a further one of your own. */
  get listener(): string {
    return this.#captured.listener
  }
  get port(): number {
    return this.#captured.port
  }
  get sessionId(): string {
    return this.#captured.sessionId
  }
  /** Version, cipher and name asked for; null: it came in plaintext. */
  get tls(): TlsFacts | null {
    return this.#captured.tls
  }
  /** Who logged in, and how; null: nobody. */
  get auth(): { readonly user: string; readonly mechanism: AuthMechanism } | null {
    return this.#captured.auth
  }
  get remote(): { readonly host: string; readonly port: number } {
    return this.#captured.remote
  }
  /** Argument of EHLO or HELO. */
  get clientName(): string {
    return this.#captured.clientName
  }
  /** What RFC 5321 forbids in message content, counted. */
  get faults(): LineFaults {
    return this.#captured.faults
  }

  /**
   * Subject, addresses, text, HTML, attachments, links and codes. Never rejects: a body that cannot be
   * parsed comes with `parseError`, and `raw` has the bytes.
   */
  parse(): Promise<ParsedMessage> {
    return this.#parse(this.#captured)
  }

  /** The facts without the bytes, for `JSON.stringify`. */
  toJSON(): Pick<Message, FactName> {
    return messageFacts(this)
  }

  /** The same for `console.log`: getters are not printed by themselves. */
  [inspect.custom](depth: number | null, options: InspectOptions): string {
    return inspectMessage('Message', this, depth, options)
  }
}
