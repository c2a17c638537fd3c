/**
 * What becomes of message content: kept, refused, or broken off; and what the record says of it. It answers with an outcome,
 * and does not know how a reply goes out.
 */
import type { Content, NewMessage } from '../model/message.ts'
import type { HeaderFacts, PartFacts } from '../model/observation.ts'
import type { Answer } from './actions.ts'
import type { FaultPoints } from './fault-injection/fault-points.ts'
import { maxHeaderBytes, readHeader } from './input/header-facts.ts'
import { lineFaults } from './input/line-faults.ts'
import type { MessageScanner } from './input/message-scanner.ts'
import { partFaults } from './input/part-faults.ts'
import type { CommandOutcome } from './outcome.ts'
import { InFlightQuota } from './in-flight-quota.ts'
import { printable } from './record.ts'
import { replies } from './replies/replies.ts'
import type { LastReply, Reply } from './replies/reply.ts'
import type { SessionContext } from './session-context.ts'
import type { SmtpServer } from './smtp-server.ts'

/** A message that is in whole. */
interface Arrived {
  readonly message: NewMessage
  readonly header: HeaderFacts
  readonly parts: readonly PartFacts[]
  /** Whose transaction ends when the message is answered. */
  readonly smtpServer: SmtpServer
}

/** Of most messages. */
const noParts: readonly PartFacts[] = []

export class Delivery {
  readonly #context: SessionContext
  readonly #quota: InFlightQuota

  constructor(context: SessionContext) {
    this.#context = context
    this.#quota = new InFlightQuota(context.listener)
  }

  /** Whether the next message has to wait: too many bytes are arriving. */
  get full(): boolean {
    return this.#quota.full
  }

  /** More of it has come: the reply that breaks it off, or null. */
  watch(scanner: MessageScanner): LastReply | null {
    const reply = this.#quota.watch(scanner)
    if (reply !== null) this.dropped(scanner)
    return reply
  }

  /** It will not come to its end. What came of it still shows why (bare LF, say). */
  dropped(scanner: MessageScanner, complete = false): void {
    this.#quota.release()
    const { sizeBytes } = scanner
    const { content } = scanner.take()
    this.#context.record.data(sizeBytes, complete, lineFaults(content))
    content.release()
  }

  /** The message is in. */
  ended(scanner: MessageScanner, smtpServer: SmtpServer, faults: FaultPoints): CommandOutcome {
    if (scanner.oversized) {
      this.dropped(scanner, true)
      smtpServer.reset()
      return replies.sizeExceeded
    }
    const { listener, record } = this.#context
    const { content, signs } = scanner.take()
    const lines = lineFaults(content, signs)
    const head = content.head(maxHeaderBytes)
    const { facts: header, subject, announcesParts } = readHeader(head, content.sizeBytes)
    const parts = announcesParts || lines.eightBit ? partFaults(content) : noParts
    const { envelope } = smtpServer
    const id = listener.ids.next('m')
    const receivedAt = listener.wallMs()
    const { origin } = record
    record.data(content.sizeBytes, true, lines)
    const message = { id, receivedAt, content, envelope, origin, faults: lines, subject }
    const arrived = { message, header, parts, smtpServer }
    return listener.faults.armed ? this.#deliverAtDot(arrived, faults) : this.#deliver(arrived, faults)
  }

  #deliverAtDot(arrived: Arrived, faults: FaultPoints): CommandOutcome {
    const { content } = arrived.message
    const outcome = faults.at('dot', null, {
      goOn: () => this.#deliver(arrived, faults),
      refused: () => {
        content.release()
        this.#quota.release()
        arrived.smtpServer.reset()
      },
    })
    if (outcome !== null && 'resume' in outcome && outcome.at === 'dot') this.#hold(content)
    return outcome
  }

  #deliver(arrived: Arrived, faults: FaultPoints): CommandOutcome {
    const { actions, listener, nowMs } = this.#context
    const { id, content } = arrived.message
    const answer = actions.deliver(arrived.message)
    if (answer !== 'later') return this.#answered(arrived, answer, faults)
    this.#hold(content)
    return {
      why: 'answer',
      at: null,
      id,
      untilMs: nowMs + listener.answerTimeoutMs,
      resume: (later) =>
        later === undefined ? this.#givenUp(arrived) : this.#answered(arrived, later, faults),
    }
  }

  /** The message stays here for longer than the bytes that it came in. */
  #hold(content: Content): void {
    // Of memory that the next read writes over.
    content.settle()
    this.#quota.hold(content.sizeBytes)
  }

  /** The store has answered. */
  #answered(arrived: Arrived, answer: Answer, faults: FaultPoints): CommandOutcome {
    if (this.#quota.heldBytes > 0) this.#quota.release()
    const reply = this.#replyTo(arrived, answer)
    const { smtpServer } = arrived
    if (reply.code !== 250 || !this.#context.listener.faults.armed) {
      smtpServer.reset()
      return reply
    }
    const goOn = (): Reply => {
      smtpServer.reset()
      return reply
    }
    return faults.at('kept', null, { goOn, refused: () => smtpServer.reset() })
  }

  /** The store is waited for no more. */
  #givenUp({ message, smtpServer }: Arrived): CommandOutcome {
    this.#quota.release()
    this.#context.actions.withdraw(message.id)
    smtpServer.reset()
    return replies.answerLate
  }

  #replyTo({ message, header, parts }: Arrived, answer: Answer): Reply {
    const { id, content } = message
    if (answer === null) {
      this.#context.record.message(id, content.sizeBytes, header, parts)
      return { code: 250, enhanced: '2.6.0', text: `Message kept as ${id}` }
    }
    content.release()
    return answer === 'failed' ? replies.fault : { ...answer, text: printable(answer.text) }
  }
}
