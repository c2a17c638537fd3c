import type { MessageQuery } from '../model/query.ts'
import type { Message } from './message.ts'

/** How long a wait waits where nothing else is said: long enough for a slow machine, shorter than a test's own time-out. */
export const defaultWaitMs = 4_000

/** How long `expectNoMessage` watches where nothing else is said. */
export const defaultQuietMs = 250

/** Anything else in it is refused: a misspelt time would be waited wrongly. */
export interface WaitOptions {
  /** Milliseconds; default 4,000. Infinity waits for good, 0 takes only what is there. */
  readonly timeoutMs?: number
  readonly signal?: AbortSignal
}

/** Reading mail: the same on a server, which sees all of it, and on an inbox, which sees its own. */
export interface Mailbox {
  /**
   * Messages that are there now, oldest first.
   * @throws FourportError QUERY_INVALID
   */
  messages(query?: MessageQuery): Promise<readonly Message[]>
  /**
   * The oldest message that matches, at once if it has already come, else as soon as it comes.
   * @throws FourportError WAIT_TIMEOUT, whose text says what came instead and what the sessions in that time did;
   *   QUERY_INVALID, OPTION_UNKNOWN, OPTION_INVALID
   */
  waitForMessage(query?: MessageQuery, options?: WaitOptions): Promise<Message>
  /**
   * The oldest `count` messages that match, those that have already come among them.
   * @throws FourportError WAIT_TIMEOUT, QUERY_INVALID, OPTION_UNKNOWN, OPTION_INVALID
   */
  waitForMessages(count: number, query?: MessageQuery, options?: WaitOptions): Promise<readonly Message[]>
  /**
   * Resolves when no matching message has come by the end of `withinMs` (default 250), none that was there before included.
   * @throws FourportError UNEXPECTED_MESSAGE at once when there is one; QUERY_INVALID, OPTION_UNKNOWN, OPTION_INVALID
   */
  expectNoMessage(
    query?: MessageQuery,
    options?: { readonly withinMs?: number; readonly signal?: AbortSignal },
  ): Promise<void>
}

/** An address with credentials of its own, and a view of its own mail: parallel tests share one server. */
export interface Inbox extends Mailbox {
  readonly id: string
  readonly address: string
  readonly user: string
  readonly password: string
  /** Removes its messages; how many there were. */
  clear(): Promise<number>
  /** Takes its credentials away. Its messages stay with the server. */
  delete(): void
}
