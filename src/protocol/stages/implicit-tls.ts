import type { SessionRecorder } from '../record.ts'
import { binaryProtocol, firstBytesOf, protocolOfLine, type Protocol } from '../input/first-bytes.ts'
import type { Stage } from '../stage.ts'

/** Enough for a first line; what comes behind it is not looked at. */
const lineLimitBytes = 512

export interface ImplicitTlsParts {
  readonly record: SessionRecorder
  /** TLS, as this port wants it: `bytes` belong to the handshake. */
  readonly startTls: (bytes: Buffer) => void
  readonly hangUp: () => void
}

/** First bytes on a port with TLS from the first byte: a handshake, or plaintext that is recorded and never answered (RFC 8314 §3.3). */
export class ImplicitTls implements Stage {
  readonly #parts: ImplicitTlsParts
  #held: Buffer = Buffer.alloc(0)
  #known = false

  constructor(parts: ImplicitTlsParts) {
    this.#parts = parts
  }

  receive(chunk: Buffer): void {
    if (this.#known) return
    this.#held = Buffer.concat([this.#held, chunk])
    const held = this.#held
    const binary = binaryProtocol(held)
    if (binary === 'tls') {
      this.#known = true
      this.#parts.record.spoke('tls')
      this.#parts.startTls(held)
    } else if (binary !== null) {
      this.#tell(binary)
      this.#parts.hangUp()
    } else if (held.includes(0x0a) || held.length >= lineLimitBytes) {
      this.#tellText()
    }
  }

  peerEnded(): void {
    if (!this.#known && this.#held.length > 0) this.#tellText()
  }

  #tellText(): void {
    const protocol = protocolOfLine(this.#held.toString('latin1'))
    this.#tell(protocol)
    if (protocol !== 'smtp' && protocol !== 'other') this.#parts.hangUp()
  }

  #tell(protocol: Protocol): void {
    this.#known = true
    const { record } = this.#parts
    record.spoke(protocol)
    record.add(firstBytesOf(protocol, this.#held, true))
  }
}
