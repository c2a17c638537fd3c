import type { NewMessage } from '../model/message.ts'
import type { HeaderFacts } from '../model/observation.ts'
import type { Transaction } from './connection.ts'
import type { Ack } from './engine.ts'
import { headerFacts } from './header-facts.ts'
import { Intake } from './intake.ts'
import { lineFaults } from './line-faults.ts'
import type { MessageScanner } from './message-scanner.ts'
import { messageOf } from './new-message.ts'
import { replies } from './replies.ts'
import type { LastReply, Reply } from './reply.ts'
import { printable } from './session-recorder.ts'
import type { Surroundings } from './surroundings.ts'

type Auth = NonNullable<NewMessage['auth']>

/** A message that the store has been given. */
interface Given {
  readonly message: NewMessage
  readonly header: HeaderFacts
}

/** What becomes of message content: kept, refused, or broken off; and the facts of each. */
export class Delivery {
  readonly #around: Surroundings
  readonly #intake: Intake
  readonly #answerLate: (reply: Reply) => void
  /** The message that the store has not answered for. */
  #owed: Given | null = null
  #owedSinceMs = 0

  /** @param answerLate - Gets the reply to a message for which `ended` had none yet */
  constructor(around: Surroundings, answerLate: (reply: Reply) => void) {
    this.#around = around
    this.#answerLate = answerLate
    this.#intake = new Intake(around.listener.inFlight, around.listener.settings)
  }

  /** Whether the next message has to wait: too many bytes are arriving. */
  get full(): boolean {
    return this.#intake.full
  }

  /** Whether a message waits for the answer of the store. */
  get owing(): boolean {
    return this.#owed !== null
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

  /** The store has had its time, also to say that it cannot; the client must hear something. */
  giveUpIfLate(nowMs: number): void {
    if (nowMs - this.#owedSinceMs >= this.#around.listener.answerTimeoutMs) this.giveUp()
  }

  /** The store is waited for no more. */
  giveUp(): void {
    const owed = this.#owed
    if (owed === null) return
    this.#owed = null
    this.#withdraw(owed)
    this.#intake.release()
    this.#answerLate(replies.answerLate)
  }

  #give(scanner: MessageScanner, transaction: Transaction, auth: Auth | null): Reply | null {
    const { listener, recorder, remote, tls, refusals } = this.#around
    const clientName = recorder.clientName ?? ''
    const origin = { listener, sessionId: recorder.id, tls, auth, remote, clientName }
    const content = scanner.take()
    const { sizeBytes } = content
    const faults = lineFaults(content, scanner.look)
    const header = headerFacts(content)
    const message = messageOf(content, faults, transaction, origin)
    recorder.data(sizeBytes, true, faults)
    refusals.messageCaptured()
    const given = { message, header }
    try {
      const ack = listener.sink.captured(message)
      if (ack === null || 'code' in ack) return this.#replyTo(given, ack)
      this.#await(given, ack)
      return null
    } catch (error) {
      return this.#failed(given, error)
    }
  }

  #await(given: Given, ack: Promise<Ack>): void {
    // Of memory that the next read writes over.
    given.message.content.settle()
    this.#intake.hold(given.message.content.sizeBytes)
    this.#owed = given
    this.#owedSinceMs = this.#around.listener.clock.elapsedMs()
    void ack.then(
      (answer) => this.#settled(given, answer),
      (error: unknown) => this.#broke(given, error),
    )
  }

  #settled(given: Given, ack: Ack): void {
    if (this.#take(given)) this.#answerLate(this.#replyTo(given, ack))
    else if (ack === null) this.#withdraw(given)
    else given.message.content.release()
  }

  #broke(given: Given, error: unknown): void {
    const waited = this.#take(given)
    const reply = this.#failed(given, error)
    if (waited) this.#answerLate(reply)
  }

  /** Whether it is still waited for; no more from here on. */
  #take(given: Given): boolean {
    if (this.#owed !== given) return false
    this.#owed = null
    this.#intake.release()
    return true
  }

  #replyTo({ message, header }: Given, ack: Ack): Reply {
    const { id, content } = message
    if (ack !== null) {
      content.release()
      return { ...ack, text: printable(ack.text) }
    }
    this.#around.recorder.message(id, content.sizeBytes, header)
    return { code: 250, enhanced: '2.6.0', text: `Message kept as ${id}` }
  }

  #failed({ message }: Given, error: unknown): Reply {
    message.content.release()
    this.#around.listener.onError(error)
    return replies.fault
  }

  #withdraw({ message }: Given): void {
    const { sink, onError } = this.#around.listener
    try {
      sink.withdraw(message.id)
    } catch (error) {
      onError(error)
    }
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
