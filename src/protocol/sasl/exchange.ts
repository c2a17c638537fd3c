import type { AuthObserved } from '../../model/observation.ts'
import type { AuthMechanism } from '../../model/mechanisms.ts'
import type { Credentials } from '../settings.ts'

/** Where an exchange stands between two lines of the client. */
export interface AuthState {
  readonly mechanism: AuthMechanism
  readonly awaits: 'response' | 'password' | 'empty'
  readonly user: string | null
  /** What we asked with, of a mechanism that challenges. */
  readonly challenge: string
  /** How the attempt will end once the client has sent its last line (XOAUTH2 after a refusal). */
  readonly pending: AuthEnd | null
}

export interface AuthEnd {
  readonly kind: 'end'
  readonly outcome: 'accepted' | 'rejected' | 'cancelled' | 'malformed'
  readonly user: string | null
  readonly credentialsSent: boolean
  readonly hints: AuthObserved['hints']
}

export type AuthStep = { readonly kind: 'ask'; readonly text: string; readonly next: AuthState } | AuthEnd

/** A line of the client, decoded. */
export interface AuthResponse {
  readonly state: AuthState
  readonly data: string
  /** Whether it held a password or a token. */
  readonly secret: boolean
  readonly credentials: Credentials
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
export function asking(text: string, next: AuthState): AuthStep {
  return { kind: 'ask', text: Buffer.from(text).toString('base64'), next }
}

export function ended(
  outcome: AuthEnd['outcome'],
  user: string | null,
  credentialsSent: boolean,
  hints: AuthObserved['hints'] = [],
): AuthEnd {
  return { kind: 'end', outcome, user, credentialsSent, hints }
}
