import { Conversation, type ConversationParts } from '../conversation.ts'
import { RecordSieve } from '../input/record-sieve.ts'
import type { SessionContext } from '../session-context.ts'
import type { Stage } from '../stage.ts'
import { parseClientHello } from '../tls-records/client-hello.ts'
import { plainAlert } from '../tls-records/tls-alerts.ts'

/**
 * An unencrypted dialogue where TLS is due, on purpose. TLS records are no lines of it: they are taken out and recorded, and a
 * ClientHello is answered as a line that is no command would be.
 */
export class ClearInstead extends Conversation {
  readonly #context: SessionContext
  readonly #sieve = new RecordSieve((tlsRecord) => this.#tell(tlsRecord))

  constructor(context: SessionContext, parts: ConversationParts) {
    super(context, parts)
    this.#context = context
  }

  override bytes(chunk: Buffer): Stage {
    return super.bytes(this.#sieve.take(chunk))
  }

  #tell(tlsRecord: Buffer): void {
    const { record } = this.#context
    record.spoke('tls')
    const alert = plainAlert(tlsRecord)
    if (alert !== null) {
      record.add({ kind: 'tls-failed', phase: 'before-hello', reason: 'client-alert', alert, code: '' })
      return
    }
    const hello = parseClientHello(tlsRecord)
    if (hello !== null && hello !== 'incomplete') record.add({ kind: 'client-hello', hello, expected: true })
    this.notALine()
  }
}
