import type { InboxLabel } from './inbox-names.ts'
import type { Fault, FaultState, SetFault } from './fault.ts'
import type { Finding, FindingMatch, Verdict } from './finding.ts'
import type { Envelope, MessageOrigin } from './message.ts'
import type { LineFaults } from './observation.ts'
import type { ParsedMessage } from './parsed-message.ts'
import type { MessageQuery } from './query.ts'
import type { SessionRecord } from './session-record.ts'

/** A captured message as tests see it: the facts at once, bytes and content when asked. */
export interface Message extends MessageOrigin {
  readonly id: string
  /** Grows by one with each message of a server. */
  readonly seq: number
  readonly sizeBytes: number
  readonly receivedAt: Date
  /** MAIL and RCPT as the client gave them; the recipients here include Bcc. */
  readonly envelope: Envelope
  /** What RFC 5321 forbids in message content, counted. */
  readonly faults: LineFaults
  /**
   * Exactly the bytes between DATA and the final dot, dot-unstuffed (RFC 5321 §4.5.2). They are yours.
   * @throws FourportError MESSAGE_GONE where it has left the store: it was deleted, or evicted for newer ones
   */
  raw(): Promise<Buffer>
  /** Subject, addresses, text, HTML, attachments, links and codes. A body that cannot be parsed comes with `parseError`. @throws FourportError MESSAGE_GONE */
  parse(): Promise<ParsedMessage>
}

/** Any other field is refused: a misspelt one would change the wait without notice. */
export interface WaitOptions {
  /** Milliseconds; default 4,000. Infinity waits without end, 0 checks only what is there. */
  readonly timeoutMs?: number
  readonly signal?: AbortSignal
}

/** Of what watches that nothing comes. */
export interface QuietOptions {
  /** Milliseconds; default 250. */
  readonly withinMs?: number
  readonly signal?: AbortSignal
}

/**
 * Reading mail, and what is wrong with the clients: the same on a server, which sees all of it, and on an inbox, which
 * sees its own; the same in the process (`fourport`) and over HTTP (`fourport/client`).
 */
export interface Mailbox {
  /**
   * Messages that are there now, oldest first.
   * @throws FourportError QUERY_INVALID
   */
  messages(query?: MessageQuery): Promise<readonly Message[]>
  /**
   * The oldest message that matches, at once if it has already arrived, else as soon as it arrives.
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
   * Resolves when no matching message has come by the end of `withinMs`, none that was there before included.
   * @throws FourportError UNEXPECTED_MESSAGE at once when there is one; QUERY_INVALID, OPTION_UNKNOWN, OPTION_INVALID
   */
  expectNoMessage(query?: MessageQuery, options?: QuietOptions): Promise<void>
  /** Deletes what it sees: an inbox its messages, a server every message and every ended session. Returns how many messages there were. */
  clear(): Promise<number>
  /**
   * Findings that match, oldest session first: of sessions that have ended, and of those that go on. A session that is
   * about to end, as that of a client that has just failed, is waited for, at most `withinMs`, and then judged as it
   * stands; where none is, the answer comes at once. With `withinMs: 0` only what the rest of a session cannot take back
   * counts. An inbox has the sessions that log in as it, or try to, or name its address; and those that name no inbox,
   * where no other inbox was there.
   * @throws FourportError OPTION_UNKNOWN, OPTION_INVALID
   */
  findings(match?: FindingMatch, options?: QuietOptions): Promise<readonly Finding[]>
  /**
   * The first finding that matches: at once if there is one, else as soon as a session ends with it, or has done what
   * the rest of it cannot take back. A client that hangs in silence is judged while it does; other open sessions, as
   * they are, when the time runs out.
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
  /** What it is called on the page; null: it has no name. */
  readonly name: string | null
  /** What it is for; null: nobody said. */
  readonly purpose: string | null
  /** Removes its credentials. Its messages stay with the server. */
  delete(): Promise<void>
}

/** What a server keeps, and has kept. */
export interface StoreCounts {
  readonly messages: number
  /** What counts against `maxMessageBytes`: raw bytes, envelopes and bookkeeping. */
  readonly messageBytes: number
  /** Those that have ended. */
  readonly sessions: number
  readonly evictedMessages: number
  readonly evictedSessions: number
}

/** All that a server has: its mail, its sessions, its inboxes; and what goes wrong in it on purpose. */
export interface ServerMailbox extends Mailbox {
  /** Every session: those still open as they are now, and those that have ended; oldest first. */
  sessions(): Promise<readonly SessionRecord[]>
  /** What the diagnosis says about a session. */
  verdict(session: SessionRecord): Promise<Verdict>
  /**
   * An address with credentials of its own that sees only its own mail.
   * @param label - Its name, and what it is for, as the page shows them. Default: none
   * @throws FourportError OPTION_UNKNOWN, OPTION_INVALID
   */
  inbox(label?: InboxLabel): Promise<Inbox>
  /**
   * Sets a fault: from now on something fails on purpose, such as a refusal, a delay or a cut connection. The session's
   * record says which fault fired; it makes no finding.
   * @throws FourportError OPTION_UNKNOWN, OPTION_INVALID
   */
  fault(fault: Fault): Promise<SetFault>
  /** The faults that are set, and those that have fired as often as they may; in the order in which they were set. */
  faults(): Promise<readonly FaultState[]>
  /** Removes all faults, no matter who set them. Returns how many there were. */
  clearFaults(): Promise<number>
  counts(): Promise<StoreCounts>
}
