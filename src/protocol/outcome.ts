/**
 * What a command, a message or a fault comes to: one value, mostly a frozen reply. Who decides answers with it and knows
 * nothing of output, of held bytes or of the end of a connection; who reads the client's lines (`conversation.ts`) carries
 * it out.
 */
import type { FaultPoint, FaultTls } from '../model/fault.ts'
import type { Answer } from './actions.ts'
import type { Reply } from './replies/reply.ts'

/** Message content follows (RFC 5321 §4.1.1.4), where there is room for it. */
export interface ContentFollows {
  readonly content: true
}

/** TLS follows its 220 (RFC 3207 §4). */
export interface StartTls {
  /** What comes in place of TLS, on purpose; null: TLS. */
  readonly startTls: FaultTls | null
}

/** Our side ends. */
export interface End {
  readonly end: 'fin' | 'rst'
  /** What is carried out before; null: nothing is said. */
  readonly first: CommandOutcome | null
}

/** Nothing is said yet, and nothing that comes is looked at before. */
export interface Wait<Next> {
  /** For the store, or because a fault delays. */
  readonly why: 'answer' | 'delay'
  /** The point of the fault that delays; null: none does. */
  readonly at: FaultPoint | null
  /** The message that the store is asked about; null: it is not about one. */
  readonly id: string | null
  /** Elapsed milliseconds. */
  readonly untilMs: number
  /** It begins; `end` ends it before its time. The function returned is to be called when it is over. */
  readonly begin?: (end: () => void) => () => void
  /** How it goes on. Without an answer the time is up. */
  resume(answer?: Answer): Next
}

/** null: there is nothing to say. */
export type CommandOutcome = Reply | ContentFollows | StartTls | End | Wait<CommandOutcome> | null
