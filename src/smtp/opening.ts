import { binaryProtocol, firstBytesOf, protocolOfLine, type Protocol } from './first-bytes.ts'
import type { Receiver } from './receiver.ts'
import type { SessionRecorder } from './session-recorder.ts'
import { parseClientHello } from './client-hello.ts'
import type { ClientHello } from '../model/tls-facts.ts'
import { plainAlert } from './tls-alerts.ts'

/** Enough for a first line; what comes behind it is not looked at. */
const lineLimitBytes = 512
const helloLimitBytes = 16 * 1024

export interface OpeningParts {
  readonly recorder: SessionRecorder
  /** TLS, as this port wants it: `bytes` belong to the handshake. */
  readonly startTls: (bytes: Buffer) => void
  readonly hangUp: () => void
}

/** First bytes on a port with TLS from the first byte: a handshake, or plaintext that is recorded and never answered (RFC 8314 §3.3). */
export class ImplicitOpening implements Receiver {
  readonly #parts: OpeningParts
  #held: Buffer = Buffer.alloc(0)
  #known = false

  constructor(parts: OpeningParts) {
    this.#parts = parts
  }

  /** Whether the client has not sent one byte. */
  get silent(): boolean {
    return this.#held.length === 0
  }

  receive(chunk: Buffer): void {
    if (this.#known) return
    this.#held = Buffer.concat([this.#held, chunk])
    const held = this.#held
    const binary = binaryProtocol(held)
    if (binary === 'tls') {
      this.#known = true
      this.#parts.recorder.spoke('tls')
      this.#parts.startTls(held)
    } else if (binary !== null) {
      this.#tell(binary)
      this.#parts.hangUp()
    } else if (held.includes(0x0a) || held.length >= lineLimitBytes) {
      this.#tellText()
    }
  }

  peerEnded(): void {
    if (!this.#known && !this.silent) this.#tellText()
  }

  #tellText(): void {
    const protocol = protocolOfLine(this.#held.toString('latin1'))
    this.#tell(protocol)
    if (protocol !== 'smtp' && protocol !== 'other') this.#parts.hangUp()
  }

  #tell(protocol: Protocol): void {
    this.#known = true
    const { recorder } = this.#parts
    recorder.spoke(protocol)
    recorder.add(firstBytesOf(protocol, this.#held, true))
  }
}

type StrayParts = Pick<OpeningParts, 'recorder' | 'hangUp'> & {
  readonly onHello: (hello: ClientHello) => void
}

/** A ClientHello where no TLS is spoken yet: read whole, recorded, then the connection ends. */
export class StrayTls implements Receiver {
  readonly #parts: StrayParts
  readonly #beforeGreeting: boolean
  #held: Buffer = Buffer.alloc(0)
  #told = false

  constructor(parts: StrayParts, beforeGreeting: boolean) {
    this.#parts = parts
    this.#beforeGreeting = beforeGreeting
    parts.recorder.spoke('tls')
  }

  receive(chunk: Buffer): void {
    if (this.#told) return
    this.#held = Buffer.concat([this.#held, chunk])
    const held = this.#held
    const whole =
      held[0] === 0x15
        ? held.length >= 7
        : parseClientHello(held) !== 'incomplete' || held.length > helloLimitBytes
    if (!whole) return
    this.#tell()
    this.#parts.hangUp()
  }

  peerEnded(): void {
    if (!this.#told) this.#tell()
  }

  #tell(): void {
    this.#told = true
    const { recorder } = this.#parts
    recorder.add(firstBytesOf('tls', this.#held, this.#beforeGreeting))
    const hello = parseClientHello(this.#held)
    if (hello !== null && hello !== 'incomplete') {
      recorder.add({ kind: 'client-hello', hello, expected: false })
      this.#parts.onHello(hello)
    }
    const alert = plainAlert(this.#held)
    if (alert !== null) {
      recorder.add({ kind: 'tls-failed', phase: 'before-hello', reason: 'client-alert', alert, code: '' })
    }
  }
}
