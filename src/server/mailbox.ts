import type { FindingMatch } from '../base/finding-match.ts'
import type { Finding } from '../model/finding.ts'
import type { MessageQuery } from '../model/query.ts'
import type { Message } from './message.ts'

/** Anything else in it is refused: a misspelt time would be waited wrongly. */
export interface WaitOptions {
  /** Milliseconds; default 4,000. Infinity waits for good, 0 takes only what is there. */
  readonly timeoutMs?: number
  readonly signal?: AbortSignal
}

/** Reading mail, and what is wrong with the clients: the same on a server, which sees all of it, and on an inbox, which sees its own. */
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

  /**
   * Findings that match, oldest session first: of sessions that have ended, and of those that go on. A session that is
   * about to end, as that of a client that has just failed, is waited for, at most `withinMs` (default 250), and then
   * judged as it stands; where none is, the answer comes at once. With `withinMs: 0` only what the rest of a session
   * cannot take back counts. An inbox has the sessions that log in as it, or try to, or name its address; and those that
   * name no inbox, where no other inbox was there.
   * @throws FourportError OPTION_UNKNOWN, OPTION_INVALID
   */
  findings(
    match?: FindingMatch,
    options?: { readonly withinMs?: number; readonly signal?: AbortSignal },
  ): Promise<readonly Finding[]>
  /**
   * The first finding that matches: at once if there is one, else as soon as a session ends with it, or has done what
   * the rest of it cannot take back. A client that hangs in silence is judged while it does; other open sessions, as they
   * stand, when the time is up.
   * @throws FourportError WAIT_TIMEOUT, OPTION_UNKNOWN, OPTION_INVALID
   */
  waitForFinding(match?: FindingMatch, options?: WaitOptions): Promise<Finding>
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
