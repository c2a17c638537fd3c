import type { Conversation } from '../conversation.ts'
import type { SessionRecorder } from '../record.ts'
import { parseClientHello } from '../tls-records/client-hello.ts'
import { plainAlert } from '../tls-records/tls-alerts.ts'
import { RecordSieve } from '../input/record-sieve.ts'
import type { Stage } from '../stage.ts'

/**
 * A dialogue in clear where TLS is due, on purpose. TLS records are no lines of it: they are taken out and told, and a
 * ClientHello is answered as a line that is no command would be.
 */
export class ClearInstead implements Stage {
  readonly #record: SessionRecorder
  readonly #conversation: Conversation
  readonly #sieve: RecordSieve

  constructor(record: SessionRecorder, conversation: Conversation) {
    this.#record = record
    this.#conversation = conversation
    this.#sieve = new RecordSieve(
      (tlsRecord) => this.#tell(tlsRecord),
      (bytes) => conversation.receive(bytes),
    )
  }

  receive(chunk: Buffer): void {
    this.#sieve.receive(chunk)
  }

  peerEnded(): void {
    this.#conversation.peerEnded()
  }

  #tell(tlsRecord: Buffer): void {
    this.#record.spoke('tls')
    const alert = plainAlert(tlsRecord)
    if (alert !== null) {
      this.#record.add({ kind: 'tls-failed', phase: 'before-hello', reason: 'client-alert', alert, code: '' })
      return
    }
    const hello = parseClientHello(tlsRecord)
    if (hello !== null && hello !== 'incomplete')
      this.#record.add({ kind: 'client-hello', hello, expected: true })
    this.#conversation.notALine()
  }
}
