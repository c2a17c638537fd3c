import { type Verb, verbs } from './verbs.ts'

/** Commands that run where they are allowed; the others are never offered. */
type Runs = Exclude<Verb, 'EXPN' | 'BDAT'>

const runs = (verb: Verb): verb is Runs => verb !== 'EXPN' && verb !== 'BDAT'

/**
 * Where a server can go wrong on purpose. A command is asked for when its order and its syntax are right, before it runs;
 * `dot` is the end of a message that the store does not have yet; `kept` comes when it has it, before the 250.
 */
export type FaultPoint = 'greeting' | Runs | 'dot' | 'kept'

export const faultPoints: readonly FaultPoint[] = Object.freeze([
  'greeting',
  ...verbs.filter(runs),
  'dot',
  'kept',
])

/** `fin`: our side ends without a word, in order. `rst`: the connection is reset (RFC 9293 §3.5.2). */
export const faultCuts = Object.freeze(['fin', 'rst'] as const)

export type FaultCut = (typeof faultCuts)[number]

/** A refusal. */
export interface FaultReply {
  /** 400 to 599 (RFC 5321 §4.2.1). Behind a 421 the connection ends (RFC 5321 §3.8). */
  readonly code: number
  /** `4.3.2` (RFC 3463), of the same class as the code; null: none. Default: `4.0.0` or `5.0.0`. At the greeting, EHLO and HELO there is none (RFC 2034 §3). */
  readonly enhanced?: string | null
  /** One line, at most 400 characters. Default: that it was set on purpose. */
  readonly text?: string
}

/**
 * Something that goes wrong on purpose. It has to have a `reply`, a `delayMs` or a `cut`; of several, the delay comes
 * first and the cut last. Of several faults that fit, the one that was set first fires, and it alone.
 */
export interface Fault {
  readonly at: FaultPoint
  /** A recipient: the whole address, whatever its case, `*` for any characters: `*@busy.test`. Behind RCPT, any of those taken. At RCPT, DATA, `dot` and `kept`. */
  readonly to?: string
  /** The sender, likewise; `''` is the null sender of a bounce. At MAIL, RCPT, DATA, `dot` and `kept`. */
  readonly from?: string
  /** The user who has logged in, likewise. At every point but the greeting, EHLO, HELO, STARTTLS and AUTH. */
  readonly user?: string
  /** Name of the listener, or of a profile: all listeners that have it. Default: every listener. */
  readonly listener?: string
  /** How often it fires. Default: until it is taken off. */
  readonly times?: number
  /** What the client gets in place of what it asked for. */
  readonly reply?: FaultReply
  /** How long nothing is said, in milliseconds, at most an hour. What the client sends meanwhile waits; idle and session time-outs do too, and a stop of the server ends it. */
  readonly delayMs?: number
  /** How the connection ends. What was said before goes out first. */
  readonly cut?: FaultCut
}

/** A fault that has been set. */
export interface SetFault extends AsyncDisposable {
  /** As session records name it. */
  readonly id: string
  /** How often it has fired so far. */
  fired(): Promise<number>
  /** Takes it off. Idempotent. */
  off(): Promise<void>
}
