import type { ClientHello } from '../../model/tls-facts.ts'
import type { SessionRecorder } from '../record.ts'
import { parseClientHello } from '../tls-records/client-hello.ts'
import { plainAlert } from '../tls-records/tls-alerts.ts'
import { firstBytesOf } from '../input/first-bytes.ts'
import type { Stage } from '../stage.ts'

const helloLimitBytes = 16 * 1024

interface UnexpectedTlsParts {
  readonly record: SessionRecorder
  readonly onHello: (hello: ClientHello) => void
  readonly hangUp: () => void
}

/** A ClientHello where no TLS is spoken yet: read whole, recorded, then the connection ends. */
export class UnexpectedTls implements Stage {
  readonly #parts: UnexpectedTlsParts
  readonly #beforeGreeting: boolean
  #held: Buffer = Buffer.alloc(0)
  #told = false

  constructor(parts: UnexpectedTlsParts, beforeGreeting: boolean) {
    this.#parts = parts
    this.#beforeGreeting = beforeGreeting
    parts.record.spoke('tls')
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
    const { record, onHello } = this.#parts
    record.add(firstBytesOf('tls', this.#held, this.#beforeGreeting))
    const hello = parseClientHello(this.#held)
    if (hello !== null && hello !== 'incomplete') {
      record.add({ kind: 'client-hello', hello, expected: false })
      onHello(hello)
    }
    const alert = plainAlert(this.#held)
    if (alert !== null) {
      record.add({ kind: 'tls-failed', phase: 'before-hello', reason: 'client-alert', alert, code: '' })
    }
  }
}
