import type { AuthMechanism } from '../model/port-profile.ts'
import type { Transaction } from './connection.ts'
import { headerFacts } from './header-facts.ts'
import { Intake } from './intake.ts'
import { lineFaults } from './line-faults.ts'
import type { MessageScanner } from './message-scanner.ts'
import { messageOf } from './new-message.ts'
import { replies } from './replies.ts'
import type { LastReply, Reply } from './reply.ts'
import { printable } from './session-recorder.ts'
import type { Surroundings } from './surroundings.ts'

/** What becomes of message content: kept, refused, or broken off; and the facts of each. */
export class Delivery {
  readonly #around: Surroundings
  readonly #intake: Intake

  constructor(around: Surroundings) {
    this.#around = around
    this.#intake = new Intake(around.listener.inFlight, around.listener.settings)
  }

  /** Whether the next message has to wait: too many bytes are arriving. */
  get full(): boolean {
    return this.#intake.full
  }

  /** The message is in: the reply to its final dot. */
  ended(
    scanner: MessageScanner,
    transaction: Transaction,
    auth: { readonly user: string; readonly mechanism: AuthMechanism } | null,
  ): Reply {
    const { listener, recorder, remote, tls, refusals } = this.#around
    this.#intake.release()
    if (scanner.oversized) {
      this.#content(scanner, true)
      return replies.sizeExceeded
    }
    const clientName = recorder.clientName ?? ''
    const origin = { listener, sessionId: recorder.id, tls, auth, remote, clientName }
    const content = scanner.take()
    const { sizeBytes } = content
    const faults = lineFaults(content, scanner.look)
    const header = headerFacts(content)
    const message = messageOf(content, faults, transaction, origin)
    recorder.data(sizeBytes, true, faults)
    refusals.messageCaptured()
    try {
      const refusal = listener.sink.captured(message)
      if (refusal !== null) {
        content.release()
        return { ...refusal, text: printable(refusal.text) }
      }
    } catch (error) {
      content.release()
      listener.onError(error)
      return replies.fault
    }
    recorder.message(message.id, sizeBytes, header)
    return { code: 250, enhanced: '2.6.0', text: `Message kept as ${message.id}` }
  }

  /** More of it has come: the reply that breaks it off, or null. */
  watch(scanner: MessageScanner): LastReply | null {
    const fault = this.#intake.watch(scanner)
    if (fault === null) return null
    this.dropped(scanner)
    return fault === 'too-large' ? replies.sizeExceeded : replies.inFlightBroken
  }

  /** It will not come to its end. What came of it still shows why (bare LF, say). */
  dropped(scanner: MessageScanner): void {
    this.#intake.release()
    this.#content(scanner, false)
  }

  #content(scanner: MessageScanner, complete: boolean): void {
    const { sizeBytes } = scanner
    const content = scanner.take()
    this.#around.recorder.data(sizeBytes, complete, lineFaults(content))
    content.release()
  }
}
