import { inspect, type InspectOptions } from 'node:util'
import { type FactName, inspectMessage, messageFacts } from '../base/message-facts.ts'
import type { ApiAttachment, ApiMessage } from '../model/api.ts'
import type { Envelope } from '../model/message.ts'
import type { LineFaults } from '../model/observation.ts'
import type { ParsedMessage } from '../model/parsed-message.ts'
import type { AuthMechanism, ProfileName } from '../model/port-profile.ts'
import type { TlsFacts } from '../model/tls-facts.ts'
import type { Http } from './http.ts'

/** A captured message read over HTTP: the same facts as in the process; its bytes are fetched when asked. */
export class ClientMessage {
  readonly #api: ApiMessage
  readonly #http: Http
  #parsed: Promise<ParsedMessage> | undefined

  constructor(api: ApiMessage, http: Http) {
    this.#api = api
    this.#http = http
  }

  get id(): string {
    return this.#api.id
  }
  /** Grows by one with each message of a server. */
  get seq(): number {
    return this.#api.seq
  }
  get sizeBytes(): number {
    return this.#api.sizeBytes
  }
  get receivedAt(): Date {
    return new Date(this.#api.receivedAt)
  }
  /** MAIL and RCPT as the client gave them; the recipients here include Bcc. */
  get envelope(): Envelope {
    return this.#api.envelope
  }
  get profile(): ProfileName {
    return this.#api.profile
  }
  get listener(): string {
    return this.#api.listener
  }
  get port(): number {
    return this.#api.port
  }
  get sessionId(): string {
    return this.#api.sessionId
  }
  /** null: it came in plaintext. */
  get tls(): TlsFacts | null {
    return this.#api.tls
  }
  /** null: nobody logged in. */
  get auth(): { readonly user: string; readonly mechanism: AuthMechanism } | null {
    return this.#api.auth
  }
  get remote(): { readonly host: string; readonly port: number } {
    return this.#api.remote
  }
  get clientName(): string {
    return this.#api.clientName
  }
  get faults(): LineFaults {
    return this.#api.faults
  }

  /** Exactly the bytes that were received. @throws FourportError API_REFUSED where it has left the store */
  async raw(): Promise<Buffer> {
    const response = await this.#http.request('GET', `/api/messages/${this.id}/raw`)
    return Buffer.from(await response.arrayBuffer())
  }

  /** Subject, addresses, text, HTML, attachments with their bytes, links and codes. */
  parse(): Promise<ParsedMessage> {
    this.#parsed ??= this.#read()
    return this.#parsed
  }

  /** The facts of the envelope and the session, as the library's own message prints them. */
  toJSON(): Pick<ClientMessage, FactName> {
    return messageFacts(this)
  }

  [inspect.custom](depth: number | null, options: InspectOptions): string {
    return inspectMessage('ClientMessage', this, depth, options)
  }

  async #read(): Promise<ParsedMessage> {
    const { header, subject, text, html, headers, links, codes, parseError } = this.#api
    const attachments = await Promise.all(this.#api.attachments.map((one) => this.#attachment(one)))
    return { ...header, subject, text, html, headers, attachments, links, codes, parseError }
  }

  async #attachment({ url, ...described }: ApiAttachment): Promise<ParsedMessage['attachments'][number]> {
    const response = await this.#http.request('GET', url)
    const { index, filename, contentType, disposition, contentId, sizeBytes } = described
    const content = Buffer.from(await response.arrayBuffer())
    return { index, filename, contentType, disposition, contentId, sizeBytes, content }
  }
}
