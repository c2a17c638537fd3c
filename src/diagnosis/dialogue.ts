import type {
  CommandObserved,
  DataObserved,
  HeaderFacts,
  PartFacts,
  ReplyObserved,
} from '../model/observation.ts'

/** A command and what it was answered with. */
export interface Exchange {
  readonly command: CommandObserved
  /** The first answer: 334 to AUTH and 354 to DATA are first answers, not the last. */
  readonly first: ReplyObserved | null
  /** The answer that ended the command; null where there was none, or it fell out of the record. */
  readonly last: ReplyObserved | null
}

/** Message content, with the MAIL command it belongs to. */
export interface DialogueContent {
  readonly data: DataObserved
  readonly mail: Exchange | null
  readonly header: HeaderFacts | null
  /** Parts in which something is wrong. */
  readonly parts: readonly PartFacts[]
  /** Entry number of the captured message. */
  readonly messageAt: number | null
}

export type Writable<T> = { -readonly [K in keyof T]: T[K] }

/**
 * Commands and replies, as the two took turns. Replies are matched to commands in order, which also holds under
 * PIPELINING (RFC 2920 §3.1).
 */
export class Dialogue {
  greeting: ReplyObserved | null = null
  readonly exchanges: Writable<Exchange>[] = []
  /** Commands before TLS, and under it. */
  readonly clear: Exchange[] = []
  readonly secure: Exchange[] = []
  /** The MAIL command that content which comes now belongs to. */
  mail: Exchange | null = null
  /** Of the commands, the first that waits for its reply. */
  #next = 0
  #answered = false

  command(command: CommandObserved): void {
    const exchange = { command, first: null, last: null }
    this.exchanges.push(exchange)
    ;(command.secure ? this.secure : this.clear).push(exchange)
    if (command.verb === 'MAIL') this.mail = exchange
  }

  reply(reply: ReplyObserved): void {
    if (this.greeting === null && !this.#answered && opens(reply)) {
      this.greeting = reply
      return
    }
    const head = this.exchanges[this.#next]
    if (head === undefined) return
    this.#answered = true
    head.first ??= reply
    if (isIntermediate(reply)) return
    head.last = reply
    this.#next++
  }

  /** What waits for its reply gets none that could be told: TLS began, or entries fell out of the record. */
  breakOff(): void {
    this.#next = this.exchanges.length
  }
}

/** Whether a reply can be a greeting (RFC 5321 §3.1, §4.2.2). */
function opens(reply: ReplyObserved): boolean {
  return reply.code === 220 || reply.code === 421 || reply.code === 554
}

/** Whether the command goes on after this reply (RFC 5321 §4.2.1). */
function isIntermediate(reply: ReplyObserved): boolean {
  return reply.code >= 300 && reply.code < 400
}
