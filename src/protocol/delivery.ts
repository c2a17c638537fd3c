import type { Content, Envelope, NewMessage } from '../model/message.ts'
import type { HeaderFacts, LineFaults } from '../model/observation.ts'
import type { Answer } from './actions.ts'
import type { Around } from './around.ts'
import { headerFacts } from './input/header-facts.ts'
import { Intake } from './input/intake.ts'
import { lineFaults } from './input/line-faults.ts'
import type { MessageScanner } from './input/message-scanner.ts'
import { printable } from './record.ts'
import { replies } from './replies/replies.ts'
import type { LastReply, Reply } from './replies/reply.ts'
import type { Transaction } from './smtp-server.ts'

type Auth = NonNullable<NewMessage['auth']>

/** A message that the store has been given. */
interface Given {
  readonly message: NewMessage
  readonly header: HeaderFacts
}

/** What becomes of message content: kept, refused, or broken off; and the facts of each. */
export class Delivery {
  readonly #around: Around
  readonly #intake: Intake
  /** The message that the store has not answered for. */
  #owed: Given | null = null
  #owedSinceMs = 0

  constructor(around: Around) {
    this.#around = around
    this.#intake = new Intake(around.listener.inFlight, around.listener.settings)
  }

  /** Whether the next message has to wait: too many bytes are arriving. */
  get full(): boolean {
    return this.#intake.full
  }

  /** Until when the answer to a message may come, in elapsed milliseconds; null: none is owed. */
  get answerUntilMs(): number | null {
    return this.#owed === null ? null : this.#owedSinceMs + this.#around.listener.answerTimeoutMs
  }

  /** The message is in: the reply to its final dot, or null: it comes later. */
  ended(scanner: MessageScanner, transaction: Transaction, auth: Auth | null): Reply | null {
    try {
      if (!scanner.oversized) return this.#give(scanner, transaction, auth)
      this.#content(scanner, true)
      return replies.sizeExceeded
    } finally {
      if (this.#owed === null) this.#intake.release()
    }
  }

  /** The answer to a message for which `ended` had none; null: it is waited for no more. */
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
    this.#around.actions.withdraw(owed.message.id)
    return replies.answerLate
  }

  #give(scanner: MessageScanner, transaction: Transaction, auth: Auth | null): Reply | null {
    const { record, refusals } = this.#around
    const content = scanner.take()
    const { sizeBytes } = content
    const faults = lineFaults(content, scanner.look)
    const header = headerFacts(content)
    const message = this.#messageOf(content, faults, transaction, auth)
    record.data(sizeBytes, true, faults)
    refusals.messageCaptured()
    const given = { message, header }
    const answer = this.#around.actions.deliver(message)
    if (answer !== 'later') return this.#replyTo(given, answer)
    this.#owed = given
    this.#owedSinceMs = this.#around.nowMs
    // Of memory that the next read writes over.
    content.settle()
    this.#intake.hold(sizeBytes)
    return null
  }

  /** A message as it is handed on. */
  #messageOf(content: Content, faults: LineFaults, transaction: Transaction, auth: Auth | null): NewMessage {
    const { listener, record, remote } = this.#around
    const { wallMs, ids, port } = listener
    return {
      id: ids.next('m'),
      receivedAt: wallMs(),
      content,
      envelope: envelopeOf(transaction),
      listener: port.name,
      profile: port.profile,
      port: port.port,
      sessionId: record.id,
      tls: record.tls,
      auth,
      remote,
      clientName: record.clientName ?? '',
      faults,
    }
  }

  #settle(): void {
    this.#owed = null
    this.#intake.release()
  }

  #replyTo({ message, header }: Given, answer: Answer): Reply {
    const { id, content } = message
    if (answer === null) {
      this.#around.record.message(id, content.sizeBytes, header)
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
  dropped(scanner: MessageScanner): void {
    this.#intake.release()
    this.#content(scanner, false)
  }

  #content(scanner: MessageScanner, complete: boolean): void {
    const { sizeBytes } = scanner
    const content = scanner.take()
    this.#around.record.data(sizeBytes, complete, lineFaults(content))
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
