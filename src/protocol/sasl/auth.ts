import type { AuthMechanism } from '../../model/mechanisms.ts'
import type { Credentials } from '../settings.ts'
import { carriesSecret, holdsAnything } from './carried-secret.ts'
import { cramMd5 } from './cram-md5.ts'
import { asking, type AuthState, type AuthStep, ended, type Mechanism } from './exchange.ts'
import { login } from './login.ts'
import { plain } from './plain.ts'
import { xoauth2 } from './xoauth2.ts'

const mechanisms: Readonly<Record<AuthMechanism, Mechanism>> = {
  PLAIN: plain,
  LOGIN: login,
  'CRAM-MD5': cramMd5,
  XOAUTH2: xoauth2,
}

/** Whole quartets only (RFC 4648 §4): a client that sends its password unencoded must hear of it. */
const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

/** The first step: `initial` is the initial response, null where the command had none; `=` is the empty one (RFC 4954 §4). */
export function beginAuth(
  mechanism: AuthMechanism,
  initial: string | null,
  credentials: Credentials,
  createChallenge: () => string,
): AuthStep {
  const { challenges, ask } = mechanisms[mechanism]
  if (challenges && initial !== null) return ended('malformed', null, false)
  const challenge = challenges ? createChallenge() : ''
  const state: AuthState = { mechanism, awaits: 'response', user: null, challenge, pending: null }
  if (initial !== null) return continueAuth(state, initial === '=' ? '' : initial, credentials)
  return asking(ask(challenge), state)
}

/** The next step after a line of the client. */
export function continueAuth(state: AuthState, line: string, credentials: Credentials): AuthStep {
  if (state.pending !== null) return state.pending
  const text = line.trim()
  if (text === '*') return ended('cancelled', state.user, false)
  const secret = state.awaits === 'password' ? holdsAnything(text) : carriesSecret(state.mechanism, [text])
  if (!base64.test(text)) return ended('malformed', state.user, secret)
  const data = Buffer.from(text, 'base64').toString()
  return mechanisms[state.mechanism].take({ state, data, secret, credentials })
}
