import type { AuthMechanism } from '../../model/mechanisms.ts'
import { carriesSecret, holdsAnything } from './carried-secret.ts'
import { cramMd5 } from './cram-md5.ts'
import {
  asking,
  type AuthEnd,
  type AuthGround,
  type AuthState,
  type AuthStep,
  ended,
  type Mechanism,
} from './exchange.ts'
import { login } from './login.ts'
import { oauthBearer } from './oauthbearer.ts'
import { plain } from './plain.ts'
import { scramSha256 } from './scram-sha-256.ts'
import { scramSha256Plus } from './scram-sha-256-plus.ts'
import { xoauth2 } from './xoauth2.ts'

const mechanisms: Readonly<Record<AuthMechanism, Mechanism>> = {
  PLAIN: plain,
  LOGIN: login,
  'CRAM-MD5': cramMd5,
  XOAUTH2: xoauth2,
  'SCRAM-SHA-256': scramSha256,
  OAUTHBEARER: oauthBearer,
  'SCRAM-SHA-256-PLUS': scramSha256Plus,
}

/** Whole quartets only (RFC 4648 §4): a client that sends its password unencoded must hear of it. */
const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

/** The first step: `initial` is the initial response, null where the command had none; `=` is the empty one (RFC 4954 §4). */
export function beginAuth(mechanism: AuthMechanism, initial: string | null, ground: AuthGround): AuthStep {
  const { challenges, ask } = mechanisms[mechanism]
  if (challenges && initial !== null) return ended('malformed', null, false)
  const challenge = challenges ? ground.challenge() : ''
  const state: AuthState = {
    mechanism,
    awaits: 'response',
    user: null,
    challenge,
    said: '',
    pending: null,
  }
  if (initial !== null) return continueAuth(state, initial === '=' ? '' : initial, ground)
  return asking(ask(challenge), state)
}

/** The next step after a line of the client. */
export function continueAuth(state: AuthState, line: string, ground: AuthGround): AuthStep {
  const text = line.trim()
  if (state.pending !== null) return afterLastLine(text, state.pending)
  if (text === '*') return ended('cancelled', state.user, false)
  const secret = state.awaits === 'password' ? holdsAnything(text) : carriesSecret(state.mechanism, [text])
  if (!base64.test(text)) return ended('malformed', state.user, secret)
  const data = Buffer.from(text, 'base64').toString()
  return mechanisms[state.mechanism].take({ ...ground, state, data, secret })
}

/** What was refused stays refused, whatever the client says to it; what was accepted, it may still refuse itself. */
function afterLastLine(text: string, pending: AuthEnd): AuthEnd {
  if (pending.outcome !== 'accepted') return text === '*' ? { ...pending, brokenOff: true } : pending
  if (text === '' || text === '=') return pending
  return ended(text === '*' ? 'cancelled' : 'malformed', pending.user, pending.credentialsSent, [
    'server-proof-refused',
  ])
}
