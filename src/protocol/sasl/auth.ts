import { createHmac, timingSafeEqual } from 'node:crypto'
import type { AuthObserved } from '../../model/observation.ts'
import type { AuthMechanism } from '../../model/port-profile.ts'
import type { Credentials } from '../settings.ts'
import { carriesSecret, holdsAnything } from './carried-secret.ts'

/** Where an exchange stands between two lines of the client. */
export interface AuthState {
  readonly mechanism: AuthMechanism
  readonly awaits: 'response' | 'password' | 'empty'
  readonly user: string | null
  /** CRAM-MD5: what we asked with. */
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

/** Whole quartets only (RFC 4648 §4): a client that sends its password unencoded must hear of it. */
const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/
// eslint-disable-next-line no-control-regex -- these are what is looked for
const control = /[\u0000-\u001f\u007f-\u009f]/

const end = (
  outcome: AuthEnd['outcome'],
  user: string | null,
  credentialsSent: boolean,
  hints: AuthObserved['hints'] = [],
): AuthEnd => ({ kind: 'end', outcome, user, credentialsSent, hints })

/** The first step: `initial` is the initial response, null where the command had none; `=` is the empty one (RFC 4954 §4). */
export function beginAuth(
  mechanism: AuthMechanism,
  initial: string | null,
  credentials: Credentials,
  createChallenge: () => string,
): AuthStep {
  // RFC 2195: the server speaks first, an initial response is an error.
  if (mechanism === 'CRAM-MD5' && initial !== null) return end('malformed', null, false)
  const challenge = mechanism === 'CRAM-MD5' ? createChallenge() : ''
  const state: AuthState = { mechanism, awaits: 'response', user: null, challenge, pending: null }
  if (initial !== null) return continueAuth(state, initial === '=' ? '' : initial, credentials)
  const asks = { PLAIN: '', LOGIN: 'Username:', XOAUTH2: '', 'CRAM-MD5': challenge }
  return { kind: 'ask', text: Buffer.from(asks[mechanism]).toString('base64'), next: state }
}

/** The next step after a line of the client. */
export function continueAuth(state: AuthState, line: string, credentials: Credentials): AuthStep {
  if (state.pending !== null) return state.pending
  const text = line.trim()
  if (text === '*') return end('cancelled', state.user, false)
  const secret = state.awaits === 'password' ? holdsAnything(text) : carriesSecret(state.mechanism, [text])
  if (!base64.test(text)) return end('malformed', state.user, secret)
  const data = Buffer.from(text, 'base64').toString()
  switch (state.mechanism) {
    case 'PLAIN':
      return plain(data, secret, credentials)
    case 'LOGIN':
      return login(state, data, credentials)
    case 'CRAM-MD5':
      return cramMd5(state.challenge, data, credentials)
    case 'XOAUTH2':
      return xoauth2(state, data, secret, credentials)
  }
}

/** RFC 4616: authzid NUL authcid NUL passwd. Many clients put the user in authzid alone. */
function plain(data: string, secret: boolean, credentials: Credentials): AuthStep {
  const [authzid, authcid, password, ...more] = data.split('\0')
  const user = authcid === '' ? authzid : authcid
  if (user === undefined || password === undefined || more.length > 0) return end('malformed', null, secret)
  return judge(user, password, credentials)
}

function login(state: AuthState, data: string, credentials: Credentials): AuthStep {
  if (state.awaits === 'password') return judge(state.user ?? '', data, credentials)
  if (data === '' || control.test(data)) return end('malformed', null, false)
  const next: AuthState = { ...state, awaits: 'password', user: data }
  return { kind: 'ask', text: Buffer.from('Password:').toString('base64'), next }
}

/** RFC 2195: user, blank, HMAC-MD5 of our challenge keyed by the password, in hex. No secret crosses the wire. */
function cramMd5(challenge: string, data: string, credentials: Credentials): AuthStep {
  const at = data.lastIndexOf(' ')
  const user = data.slice(0, at)
  const digest = data.slice(at + 1).toLowerCase()
  if (at <= 0 || control.test(user) || !/^[0-9a-f]{32}$/.test(digest)) return end('malformed', null, false)
  const password = credentials.passwordOf(user)
  const right =
    password !== undefined && same(digest, createHmac('md5', password).update(challenge).digest('hex'))
  return verdictOn(user, right, credentials, false, [])
}

/** `user=…^Aauth=Bearer …^A^A`. A refusal is told as JSON in a 334; the client sends an empty line, then gets its 535. */
function xoauth2(state: AuthState, data: string, secret: boolean, credentials: Credentials): AuthStep {
  const fields = data.split('\u0001')
  const user = fields.find((field) => /^user=/i.test(field))?.slice('user='.length)
  const token = /^auth=Bearer +(.+)$/i.exec(fields.find((field) => /^auth=/i.test(field)) ?? '')?.[1]
  if (user === undefined || user === '' || token === undefined) return end('malformed', null, secret)
  const result = judge(user, token.trim(), credentials)
  if (result.outcome === 'accepted' && isPasswordOf(user, token.trim(), credentials))
    return { ...result, hints: [...result.hints, 'password-as-token'] }
  if (result.outcome !== 'rejected') return result
  const error = JSON.stringify({ status: '401', schemes: 'bearer', scope: 'https://mail.google.com/' })
  return {
    kind: 'ask',
    text: Buffer.from(error).toString('base64'),
    next: { ...state, awaits: 'empty', user, pending: result },
  }
}

function judge(user: string, password: string, credentials: Credentials): AuthEnd {
  const secret = password !== ''
  if (user === '' || control.test(user)) return end('malformed', null, secret)
  const hints: Hint[] = []
  if (!secret) hints.push('password-empty')
  if (/[\r\n]$/.test(password)) hints.push('password-trailing-newline')
  return verdictOn(user, isPasswordOf(user, password, credentials), credentials, secret, hints)
}

type Hint = AuthObserved['hints'][number]

/** A refusal says which half was wrong: the record is the developer's, and the reply on the wire says it to nobody. */
function verdictOn(
  user: string,
  right: boolean,
  credentials: Credentials,
  secret: boolean,
  about: readonly Hint[],
): AuthEnd {
  const hints = [...userHints(user, credentials), ...about]
  if (right || credentials.acceptAny) return end('accepted', user, secret, hints)
  const half = credentials.passwordOf(user) === undefined ? 'user-unknown' : 'password-wrong'
  return end('rejected', user, secret, [...hints, half])
}

function userHints(user: string, { haveAddresses }: Credentials): readonly Hint[] {
  const hints: Hint[] = []
  if (haveAddresses && !user.includes('@')) hints.push('user-without-at')
  if (/\s/.test(user)) hints.push('user-with-space')
  return hints
}

function isPasswordOf(user: string, password: string, credentials: Credentials): boolean {
  const expected = credentials.passwordOf(user)
  return expected !== undefined && same(password, expected)
}

function same(a: string, b: string): boolean {
  const left = Buffer.from(a)
  const right = Buffer.from(b)
  return left.length === right.length && timingSafeEqual(left, right)
}
