import { type Verb, verbs } from './verbs.ts'

/** Commands that run where they are allowed; the others are never offered. */
type Runs = Exclude<Verb, 'EXPN' | 'BDAT'>

const runs = (verb: Verb): verb is Runs => verb !== 'EXPN' && verb !== 'BDAT'

/**
 * Where a server can go wrong on purpose. `connect` comes as soon as the connection is accepted, `handshake` at the
 * ClientHello, after STARTTLS as from the first byte. A command is asked for when its order and its syntax are right,
 * before it runs. `login` comes when the credentials have, and are right, before the server says so. `content` comes when so many octets of a message have; `dot` is the end of a message that the store
 * does not have yet; `kept` comes when it has it, before the 250.
 */
export type FaultPoint = 'connect' | 'greeting' | 'handshake' | Runs | 'login' | 'content' | 'dot' | 'kept'

export const faultPoints: readonly FaultPoint[] = Object.freeze([
  'connect',
  'greeting',
  'handshake',
  ...verbs.filter(runs),
  'login',
  'content',
  'dot',
  'kept',
])

/** `fin`: our side closes the connection, without a reply. `rst`: the connection is reset (RFC 9293 §3.5.2). */
export const faultCuts = Object.freeze(['fin', 'rst'] as const)

export type FaultCut = (typeof faultCuts)[number]

/**
 * What comes where TLS is due. `plaintext`: the dialogue goes on unencrypted, and all is taken that would be under TLS, AUTH
 * and mail among it. `none`: it goes on unencrypted as if TLS had not been asked for. A ClientHello is answered unencrypted.
 */
export const faultTlsModes = Object.freeze(['plaintext', 'none'] as const)

export type FaultTls = (typeof faultTlsModes)[number]

/** The reply instead of the server's own. */
export interface FaultReply {
  /**
   * 400 to 599: a refusal (RFC 5321 §4.2.1); after a 421 the connection ends (RFC 5321 §3.8). 200 to 299, to DATA 300 to
   * 399: the command runs, and where it succeeds this is the answer. At `dot` it is a lie: the message is dropped.
   */
  readonly code: number
  /** `4.3.2` (RFC 3463), of the same class as the code; null: none. Default: `4.0.0` and the like. At the greeting, EHLO, HELO and of 3xx there is none (RFC 2034 §3). */
  readonly enhanced?: string | null
  /** One line of at most 400 characters, or several (RFC 5321 §4.2.1), at most 100. Default: that it was set on purpose. */
  readonly text?: string | readonly string[]
}

/** How slowly the server speaks. */
export interface FaultPace {
  /** Octets at a time, 1 to 65,536. */
  readonly bytes: number
  /** Milliseconds between them, 1 to 60,000. */
  readonly everyMs: number
}

/** How the answer to EHLO is changed: first dropped, then added, then in lower case (RFC 5321 §4.1.1.1). */
export interface FaultEhlo {
  /** Keywords, whatever their case: `STARTTLS`, `AUTH`. What is not offered is refused: 502, and 555 for a parameter of it; what `add` offers in other words works. */
  readonly drop?: readonly string[]
  /** Whole lines: `AUTH PLAIN`, `XTEST 1`. The server still does not support it. */
  readonly add?: readonly string[]
  /** Only keywords; the names of mechanisms stay as they are (RFC 4422 §3.1). */
  readonly lowerCase?: true
}

/**
 * Something that fails on purpose. It must have an effect: `delayMs`, `pace`, `reply`, `injected`, `ehlo`, `tls` or
 * `cut`; of several, they come in this order. Of several faults that fit, only the one that was set first fires.
 */
export interface Fault {
  readonly at: FaultPoint

  /** A recipient: the whole address, whatever its case, `*` for any characters: `*@busy.test`. After RCPT, any of those taken. At RCPT, DATA, `content`, `dot` and `kept`. */
  readonly to?: string
  /** The sender, likewise; `''` is the null sender of a bounce. At MAIL, RCPT, DATA, `content`, `dot` and `kept`. */
  readonly from?: string
  /** The user who has logged in, at `login` who is about to, likewise. At every point but those that come before: `connect`, `greeting`, `handshake`, EHLO, HELO, STARTTLS and AUTH. */
  readonly user?: string
  /** Id of an inbox: where its user is that one, or one of the recipients is its own. At the points of `user`. */
  readonly inbox?: string
  /** Name of the listener, or of a profile: all listeners that have it. Default: every listener. */
  readonly listener?: string
  /** `true`: only under TLS, `false`: only unencrypted. Default: either. Not at `connect` and `handshake`. */
  readonly secure?: boolean

  /** How often it fires. Default: until it is removed. */
  readonly times?: number
  /** How often it lets pass what fits, before it fires for the first time. Default 0. */
  readonly skip?: number
  /** `session`: `times` and `skip` count in each session by itself. Default: over all of them. */
  readonly per?: 'session'
  /** Lets pass so many in any 60 seconds, and fires for what goes beyond. */
  readonly perMinute?: number
  /** Fires until so many milliseconds have passed since the first try of this host, sender and recipient (RFC 6647). At RCPT. */
  readonly greylistMs?: number
  /** By chance, in percent, 1 to 100. The server's `faultSeed` decides: what comes in the same order meets the same. */
  readonly probability?: number

  /** Of `content`: how many octets have come, as they cross the wire. Default 1: as soon as any has. A message that is shorter meets nothing. */
  readonly afterBytes?: number
  /** How long nothing is said, in milliseconds, at most an hour. What the client sends meanwhile waits; idle and session time-outs do too, and a stop of the server ends it. */
  readonly delayMs?: number
  /** From here on all that is said goes out in pieces; a stop of the server ends it. */
  readonly pace?: FaultPace
  /** What is said to the client. Not at `connect` and `handshake`; at `content` 421 alone. */
  readonly reply?: FaultReply
  /** Octets in the same write after the reply; after the 220 of STARTTLS they come before TLS does. At most 4096, printable ASCII and CRLF. With a `reply`, or at STARTTLS. */
  readonly injected?: string
  /** Of EHLO: another list of what the server can do. */
  readonly ehlo?: FaultEhlo
  /** At STARTTLS, after its 220; at `handshake`, in place of it; at `connect`, where TLS is due from the first byte: the greeting comes at once. */
  readonly tls?: FaultTls
  /** How the connection ends. What was said before goes out first. */
  readonly cut?: FaultCut
}

/** A fault that has been set, and what has become of it. */
export interface FaultState {
  /** As session records name it; of one that a recipient's address asked for, that address. */
  readonly id: string
  readonly fault: Fault
  /** How often it has fired so far. */
  readonly fired: number
  /** `set`: it fires. `over`: it has fired as often as it may. `off`: it was removed. */
  readonly state: 'set' | 'over' | 'off'
  /** The server's `faultSeed`, of one with a `probability`. */
  readonly seed?: number
}

/** A fault that has been set. */
export interface SetFault extends AsyncDisposable {
  /** As session records name it. */
  readonly id: string
  /** How often it has fired so far. */
  fired(): Promise<number>
  /** Removes it. Idempotent. */
  off(): Promise<void>
}
