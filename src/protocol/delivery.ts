import type { Content, Envelope, NewMessage } from '../model/message.ts'
import type { HeaderFacts, LineFaults } from '../model/observation.ts'
import type { Answer } from './actions.ts'
import type { SessionContext } from './session-context.ts'
import { headerFacts } from './input/header-facts.ts'
import { Intake } from './input/intake.ts'
import { lineFaults } from './input/line-scan.ts'
import type { MessageScanner } from './input/message-scanner.ts'
import { printable } from './record.ts'
import { replies } from './replies/replies.ts'
import type { LastReply, Reply } from './replies/reply.ts'
import type { Transaction } from './smtp-server.ts'
import type { Turn } from './turn.ts'

/** A message that is in whole. */
interface Arrived {
  readonly message: NewMessage
  readonly header: HeaderFacts
}

/** What becomes of message content: kept, refused, or broken off; and the facts of each. */
export class Delivery {
  readonly #context: SessionContext
  readonly #turn: Turn
  readonly #intake: Intake
  /** The message that the store has not answered for. */
  #owed: Arrived | null = null
  #owedSinceMs = 0

  constructor(context: SessionContext, turn: Turn) {
    this.#context = context
    this.#turn = turn
    this.#intake = new Intake(context.listener.inFlight, context.listener.settings)
  }

  /** Whether the next message has to wait: too many bytes are arriving. */
  get full(): boolean {
    return this.#intake.full
  }

  /** Until when the answer to a message may come, in elapsed milliseconds; null: none is owed. */
  get answerUntilMs(): number | null {
    return this.#owed === null ? null : this.#owedSinceMs + this.#context.listener.answerTimeoutMs
  }

  /** The message is in. */
  ended(scanner: MessageScanner, transaction: Transaction): void {
    if (scanner.oversized) {
      this.dropped(scanner, true)
      this.#turn.answerMessage(replies.sizeExceeded)
      return
    }
    const arrived = this.#take(scanner, transaction)
    if (this.#context.listener.faults.armed) this.#passDot(arrived)
    else this.#give(arrived)
  }

  /** Answers the final dot. */
  answer(reply: Reply): void {
    const passes = reply.code === 250 && this.#context.listener.faults.armed
    if (passes) this.#turn.pass('kept', null, { goOn: () => this.#turn.answerMessage(reply) })
    else this.#turn.answerMessage(reply)
  }

  #take(scanner: MessageScanner, transaction: Transaction): Arrived {
    const { record, refusals } = this.#context
    const content = scanner.take()
    const faults = lineFaults(content, scanner.scanned)
    const header = headerFacts(content)
    const message = this.#messageOf(content, faults, transaction)
    record.data(content.sizeBytes, true, faults)
    refusals.messageCaptured()
    return { message, header }
  }

  #passDot(arrived: Arrived): void {
    this.#turn.pass('dot', null, {
      goOn: () => this.#give(arrived),
      refused: () => {
        arrived.message.content.release()
        this.#intake.release()
      },
      hold: () => this.#hold(arrived),
    })
  }

  #give(arrived: Arrived): void {
    const reply = this.#handOver(arrived)
    if (reply === null) this.#turn.wait()
    else this.answer(reply)
  }

  /** The reply to the final dot, or null: it comes later. */
  #handOver(arrived: Arrived): Reply | null {
    try {
      const answer = this.#context.actions.deliver(arrived.message)
      if (answer !== 'later') return this.#replyTo(arrived, answer)
      this.#owed = arrived
      this.#owedSinceMs = this.#context.nowMs
      this.#hold(arrived)
      return null
    } finally {
      if (this.#owed === null) this.#intake.release()
    }
  }

  /** The message stays here for longer than the bytes that it came in. */
  #hold({ message: { content } }: Arrived): void {
    // Of memory that the next read writes over.
    content.settle()
    this.#intake.hold(content.sizeBytes)
  }

  /** The answer to a message that the store had not answered at once; null: it is waited for no more. */
  answered(id: string, answer: Answer): Reply | null {
    const owed = this.#owed
    if (owed?.message.id !== id) return null
    this.#settle()
    return this.#replyTo(owed, answer)
  }

  /** The store is waited for no more. null: it was not. */
  giveUp(): Reply | null {
    const owed = this.#owed
    if (owed === null) return null
    this.#settle()
    this.#context.actions.withdraw(owed.message.id)
    return replies.answerLate
  }

  /** A message as it is handed on. */
  #messageOf(content: Content, faults: LineFaults, transaction: Transaction): NewMessage {
    const { listener, record } = this.#context
    const { wallMs, ids } = listener
    return {
      id: ids.next('m'),
      receivedAt: wallMs(),
      content,
      envelope: envelopeOf(transaction),
      origin: record.origin,
      faults,
    }
  }

  #settle(): void {
    this.#owed = null
    this.#intake.release()
  }

  #replyTo({ message, header }: Arrived, answer: Answer): Reply {
    const { id, content } = message
    if (answer === null) {
      this.#context.record.message(id, content.sizeBytes, header)
      return { code: 250, enhanced: '2.6.0', text: `Message kept as ${id}` }
    }
    content.release()
    return answer === 'failed' ? replies.fault : { ...answer, text: printable(answer.text) }
  }

  /** More of it has come: the reply that breaks it off, or null. */
  watch(scanner: MessageScanner): LastReply | null {
    const fault = this.#intake.watch(scanner)
    if (fault === null) return null
    this.dropped(scanner)
    return fault === 'too-large' ? replies.sizeExceeded : replies.inFlightBroken
  }

  /** It will not come to its end. What came of it still shows why (bare LF, say). */
  dropped(scanner: MessageScanner, complete = false): void {
    this.#intake.release()
    const { sizeBytes } = scanner
    const content = scanner.take()
    this.#context.record.data(sizeBytes, complete, lineFaults(content))
    content.release()
  }
}

/** The parameters of the commands that were accepted; those of a refused MAIL are gone with it. */
function envelopeOf({ mailFrom, rcptTo }: Transaction): Envelope {
  const rcptParameters: Record<string, Readonly<Record<string, string | true>>> = {}
  for (const { address, args } of rcptTo) {
    if (Object.keys(args).length > 0) rcptParameters[address] = { ...args }
  }
  return {
    mailFrom: mailFrom.address,
    rcptTo: rcptTo.map((path) => path.address),
    mailParameters: { ...mailFrom.args },
    rcptParameters,
  }
}
