import type { RandomHex } from '../../base/passed-in.ts'
import type { AuthObserved } from '../../model/observation.ts'
import type { AuthMechanism } from '../../model/mechanisms.ts'
import type { Actions } from '../actions.ts'
import type { Credentials } from '../settings.ts'

/** Where an exchange stands between two lines of the client. */
export interface AuthState {
  readonly mechanism: AuthMechanism
  readonly awaits: 'response' | 'password' | 'proof' | 'empty'
  readonly user: string | null
  /** What we asked with, of a mechanism that challenges. */
  readonly challenge: string
  /** What the client said before it, of a mechanism that proves that both have read the same (SCRAM). */
  readonly said: string
  /** How the attempt will end once the client has sent its last line: a token was refused, or a server proved itself. */
  readonly pending: AuthEnd | null
}

export interface AuthEnd {
  readonly kind: 'end'
  readonly outcome: 'accepted' | 'rejected' | 'cancelled' | 'malformed'
  readonly user: string | null
  readonly credentialsSent: boolean
  readonly hints: AuthObserved['hints']
  /** The client has broken off what was decided already: the outcome stays, and the reply is that to `*` (RFC 4954 §4). */
  readonly brokenOff?: true
}

export interface AuthQuestion {
  readonly kind: 'ask'
  /** Base64. */
  readonly text: string
  /** Whether it holds what proves something: none of a record's business. */
  readonly secret: boolean
  readonly next: AuthState
}

export type AuthStep = AuthQuestion | AuthEnd

/** What an exchange is judged by, and what it draws on. */
export interface AuthGround {
  readonly credentials: Credentials
  readonly random: RandomHex
  /** A text that was never the same before (RFC 2195 §2). */
  readonly challenge: () => string
  /** Whether a mechanism that binds to the channel is offered here. */
  readonly bindingOffered: boolean
  /** Whether our own proof is made up, on purpose, and any of the client's is taken. */
  readonly provesWrongly?: boolean
  readonly channelBinding: Actions['channelBinding']
}

/** A line of the client, decoded. */
export interface AuthResponse extends AuthGround {
  readonly state: AuthState
  readonly data: string
  /** Whether it held a password or a token. */
  readonly secret: boolean
}

/** One SASL mechanism. */
export interface Mechanism {
  /** Whether it asks with a challenge: then the server speaks first, and an initial response is an error. */
  readonly challenges: boolean
  /** What it asks where the command brought no initial response. */
  readonly ask: (challenge: string) => string
  readonly take: (response: AuthResponse) => AuthStep
}

/** Asks for one more line; `text` goes out in base64. */
export function asking(text: string, next: AuthState): AuthQuestion {
  return { kind: 'ask', text: Buffer.from(text).toString('base64'), secret: false, next }
}

export function ended(
  outcome: AuthEnd['outcome'],
  user: string | null,
  credentialsSent: boolean,
  hints: AuthObserved['hints'] = [],
): AuthEnd {
  return { kind: 'end', outcome, user, credentialsSent, hints }
}
