import type { Conversation } from '../conversation.ts'
import type { SessionRecorder } from '../record.ts'
import { parseClientHello } from '../tls-records/client-hello.ts'
import { plainAlert } from '../tls-records/tls-alerts.ts'
import { opensTls } from './first-bytes.ts'
import type { Stage } from './stage.ts'

const recordHeaderBytes = 5

/**
 * A dialogue in clear where TLS is due, on purpose. TLS records are no lines of it: they are taken out and told, and a
 * ClientHello is answered as a line that is no command would be.
 */
export class ClearInstead implements Stage {
  readonly #record: SessionRecorder
  readonly #conversation: Conversation
  #held: Buffer = Buffer.alloc(0)

  constructor(record: SessionRecorder, conversation: Conversation) {
    this.#record = record
    this.#conversation = conversation
  }

  receive(chunk: Buffer): void {
    let bytes = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk])
    while (opensTls(bytes)) {
      const sizeBytes =
        bytes.length < recordHeaderBytes ? Infinity : recordHeaderBytes + bytes.readUInt16BE(3)
      if (bytes.length < sizeBytes) break
      this.#tell(bytes.subarray(0, sizeBytes))
      bytes = bytes.subarray(sizeBytes)
    }
    // The chunk is somebody else's memory when this returns.
    this.#held = opensTls(bytes) ? Buffer.from(bytes) : Buffer.alloc(0)
    if (bytes.length > 0 && this.#held.length === 0) this.#conversation.receive(bytes)
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
