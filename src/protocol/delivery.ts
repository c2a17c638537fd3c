import type { Content, Envelope, NewMessage } from '../model/message.ts'
import type { HeaderFacts, LineFaults } from '../model/observation.ts'
import type { Answer } from './actions.ts'
import type { SessionContext } from './session-context.ts'
import { headerFacts } from './input/header-facts.ts'
import { lineFaults } from './input/line-faults.ts'
import type { MessageScanner } from './input/message-scanner.ts'
import { printable } from './record.ts'
import { replies } from './replies/replies.ts'
import type { LastReply, Reply } from './replies/reply.ts'
import type { SmtpSettings } from './settings.ts'
import type { InFlight, ListenerShared } from './shared.ts'
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
  readonly #quota: Quota
  /** The message that is in, and was not given to the store yet. */
  #arrived: Arrived | null = null
  /** The message that the store has not answered for. */
  #owed: Arrived | null = null
  #owedSinceMs = 0

  constructor(context: SessionContext, turn: Turn) {
    this.#context = context
    this.#turn = turn
    this.#quota = new Quota(context.listener)
  }

  /** Whether the next message has to wait: too many bytes are arriving. */
  get full(): boolean {
    return this.#quota.full
  }

  /** Until when the answer to a message may come, in elapsed milliseconds; null: none is owed. */
  get answerUntilMs(): number | null {
    return this.#owed === null ? null : this.#owedSinceMs + this.#context.listener.answerTimeoutMs
  }

  /** The message is in. Answers it where it goes to the store now; null: it is refused, or a fault comes first. */
  ended(scanner: MessageScanner, transaction: Transaction): NewMessage | null {
    if (scanner.oversized) {
      this.dropped(scanner, true)
      this.#turn.answerMessage(replies.sizeExceeded)
      return null
    }
    const arrived = this.#take(scanner, transaction)
    this.#arrived = arrived
    if (!this.#context.listener.faults.armed) return arrived.message
    this.#passDot(arrived)
    return null
  }

  /** The store was given the message, and says so much of it at once. */
  given(answer: Answer | 'later'): void {
    const arrived = this.#arrived
    if (arrived === null) return
    this.#arrived = null
    if (answer === 'later') {
      this.#owed = arrived
      this.#owedSinceMs = this.#context.nowMs
      this.#hold(arrived)
      this.#turn.wait()
    } else {
      this.#quota.release()
      this.answer(this.#replyTo(arrived, answer))
    }
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
      goOn: () => this.#turn.deliver(arrived.message),
      refused: () => {
        this.#arrived = null
        arrived.message.content.release()
        this.#quota.release()
      },
      hold: () => this.#hold(arrived),
    })
  }

  /** The message stays here for longer than the bytes that it came in. */
  #hold({ message: { content } }: Arrived): void {
    // Of memory that the next read writes over.
    content.settle()
    this.#quota.hold(content.sizeBytes)
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
    this.#quota.release()
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
    const reply = this.#quota.watch(scanner)
    if (reply !== null) this.dropped(scanner)
    return reply
  }

  /** It will not come to its end. What came of it still shows why (bare LF, say). */
  dropped(scanner: MessageScanner, complete = false): void {
    this.#quota.release()
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

/** Past this multiple of SIZE the rest of a message is no longer waited for. */
const dropAtTimesSize = 2

/** What one connection holds of a message that is arriving, counted into the sum of all. */
class Quota {
  readonly #inFlight: InFlight
  readonly #settings: SmtpSettings
  #heldBytes = 0

  constructor({ inFlight, settings }: ListenerShared) {
    this.#inFlight = inFlight
    this.#settings = settings
  }

  /** Whether one more message has to wait. */
  get full(): boolean {
    return this.#inFlight.bytes >= this.#settings.inFlightLimitBytes
  }

  /** Counts what has come; the reply that breaks it off, or null. */
  watch({ sizeBytes }: MessageScanner): LastReply | null {
    const { sizeLimitBytes, inFlightLimitBytes } = this.#settings
    this.hold(Math.min(sizeBytes, sizeLimitBytes))
    if (this.#inFlight.bytes > inFlightLimitBytes) return replies.inFlightBroken
    return sizeBytes > sizeLimitBytes * dropAtTimesSize ? replies.sizeExceeded : null
  }

  /** So much of the message is held. */
  hold(bytes: number): void {
    this.#inFlight.bytes += bytes - this.#heldBytes
    this.#heldBytes = bytes
  }

  /** The message is in, or gone. */
  release(): void {
    this.hold(0)
  }
}
