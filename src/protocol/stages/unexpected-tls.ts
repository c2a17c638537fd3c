import { HeldBytes } from '../../base/held-bytes.ts'
import type { ClientHello } from '../../model/tls-facts.ts'
import { firstBytesOf } from '../input/first-bytes.ts'
import type { SessionContext } from '../session-context.ts'
import type { Stage } from '../stage.ts'
import { ClientHelloReader } from '../tls-records/client-hello.ts'
import { plainAlert } from '../tls-records/tls-alerts.ts'

const helloLimitBytes = 16 * 1024

/** A ClientHello where no TLS is spoken yet: read whole, recorded, then the connection ends. */
export class UnexpectedTls implements Stage {
  readonly due = null
  readonly #context: SessionContext
  readonly #beforeGreeting: boolean
  readonly #onHello: (hello: ClientHello) => void
  readonly #held = new HeldBytes()
  readonly #reader = new ClientHelloReader()
  #hello: ClientHello | 'incomplete' | null = 'incomplete'
  #told = false

  constructor(context: SessionContext, beforeGreeting: boolean, onHello: (hello: ClientHello) => void) {
    this.#context = context
    this.#beforeGreeting = beforeGreeting
    this.#onHello = onHello
    context.record.spoke('tls')
  }

  bytes(chunk: Buffer): Stage {
    if (this.#told) return this
    this.#held.add(chunk)
    if (!this.#isWhole(chunk)) return this
    this.#tell()
    this.#context.ending.hangUp(this.#context.nowMs)
    return this
  }

  #isWhole(chunk: Buffer): boolean {
    const held = this.#held.bytes
    if (held[0] === 0x15) return held.length >= 7
    this.#hello = this.#reader.push(chunk)
    return this.#hello !== 'incomplete' || held.length > helloLimitBytes
  }

  time(): Stage {
    return this
  }

  ended(): void {
    if (!this.#told) this.#tell()
  }

  #tell(): void {
    this.#told = true
    const { record } = this.#context
    record.add(firstBytesOf('tls', this.#held.bytes, this.#beforeGreeting))
    const hello = this.#hello
    if (hello !== null && hello !== 'incomplete') {
      record.add({ kind: 'client-hello', hello, expected: false })
      this.#onHello(hello)
    }
    const alert = plainAlert(this.#held.bytes)
    if (alert !== null) {
      record.add({ kind: 'tls-failed', phase: 'before-hello', reason: 'client-alert', alert, code: '' })
    }
  }
}
