import { HeldBytes } from '../../base/held-bytes.ts'
import { binaryProtocol, firstBytesOf, protocolOfLine, type Protocol } from '../input/first-bytes.ts'
import type { SessionContext } from '../session-context.ts'
import type { Due, Stage } from '../stage.ts'
import type { Conversation } from '../conversation.ts'
import { silenceBeforeGreetingMs } from './after-refusal.ts'

/** Enough for a first line; what comes after it is not looked at. */
const lineLimitBytes = 512
/** The slowest first byte of a right client was 450 ms; the most impatient of the wrong ones gives up after 5 s. */
const silenceBeforeHintMs = 3000
/** A host that has spoken TLS on this port before most likely does so again: its program is slow, as a JVM on a busy machine is. */
const silenceOfTlsHostMs = 10_000

export interface ImplicitTlsParts {
  /** The stage that has the handshake. */
  readonly startTls: () => Stage
  /** Says to a client that waits for a greeting that none will come. */
  readonly hint: () => void
  /** The dialogue with a client that has refused TLS here before, and speaks or waits without it; null: there is none. */
  readonly unencrypted: (() => Conversation) | null
}

/** First bytes on a port with TLS from the first byte: a handshake, or plaintext that is recorded and never answered (RFC 8314 §3.3). */
export class ImplicitTls implements Stage {
  readonly #context: SessionContext
  readonly #parts: ImplicitTlsParts
  readonly #held = new HeldBytes()
  #known = false
  /** null: no hint is given. */
  readonly #hintAtMs: number | null

  constructor(context: SessionContext, parts: ImplicitTlsParts) {
    const { listener, remote, nowMs } = context
    this.#context = context
    this.#parts = parts
    const silenceMs = listener.tlsHosts.has(remote.host, nowMs) ? silenceOfTlsHostMs : silenceBeforeHintMs
    const waits = listener.settings.hints ? silenceMs : null
    const waitMs = parts.unencrypted === null ? waits : silenceBeforeGreetingMs
    this.#hintAtMs = waitMs === null ? null : nowMs + waitMs
  }

  /** While this process was late itself, nobody was silent. */
  get due(): Due | null {
    if (this.#hintAtMs === null) return null
    return { what: 'hint', atMs: this.#hintAtMs + this.#context.record.lateMs }
  }

  bytes(chunk: Buffer): Stage {
    if (this.#known) return this
    this.#held.add(chunk)
    const held = this.#held.bytes
    const binary = binaryProtocol(held)
    if (binary === 'tls') {
      this.#known = true
      const { record, listener, remote, nowMs } = this.#context
      record.spoke('tls')
      listener.tlsHosts.remember(remote.host, nowMs)
      return this.#parts.startTls().bytes(held)
    }
    const { unencrypted } = this.#parts
    if (binary === null && unencrypted !== null) return unencrypted().bytes(held)
    if (binary !== null) {
      this.#tell(binary)
      this.#hangUp()
    } else if (held.includes(0x0a) || held.length >= lineLimitBytes) {
      this.#tellText()
    }
    return this
  }

  time(): Stage {
    const { hint, unencrypted } = this.#parts
    if (unencrypted !== null) return unencrypted().greet()
    hint()
    return this
  }

  ended(): void {
    if (!this.#known && this.#held.length > 0) this.#tellText()
  }

  #tellText(): void {
    const protocol = protocolOfLine(this.#held.bytes.toString('latin1'))
    this.#tell(protocol)
    if (protocol !== 'smtp' && protocol !== 'other') this.#hangUp()
  }

  #tell(protocol: Protocol): void {
    this.#known = true
    const { record } = this.#context
    record.spoke(protocol)
    record.add(firstBytesOf(protocol, this.#held.bytes, true))
  }

  #hangUp(): void {
    this.#context.ending.hangUp(this.#context.nowMs)
  }
}
