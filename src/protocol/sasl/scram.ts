import { createHash, createHmac, pbkdf2Sync, timingSafeEqual } from 'node:crypto'
import {
  asking,
  type AuthEnd,
  type AuthGround,
  type AuthResponse,
  type AuthState,
  type AuthStep,
  ended,
  type Mechanism,
} from './exchange.ts'
import { decodeSaslName, type Gs2Header, readGs2Header } from './gs2-header.ts'
import { isUser, verdictOn } from './judge.ts'
import { saslPrep } from './saslprep.ts'

/** The least that RFC 7677 §4 asks for. More would cost this process more, and protect nobody: the password lies in it. */
const iterations = 4096

/** Octets of ours in the nonce, and of salt. */
const nonceBytes = 18
const saltBytes = 16

/** `n=user,r=nonce` with extensions we need not know (RFC 5802 §7). One that must be known, `m=`, stands before and is refused. */
const clientFirst = /^n=([^,]+),r=([\x21-\x2b\x2d-\x7e]+)(?:,[A-Za-z]=[^,]+)*$/
const clientFinal = /^(c=([A-Za-z0-9+/]+={0,2}),r=([^,]+)(?:,[A-Za-z]=[^,]+)*),p=([A-Za-z0-9+/]{43}=)$/

/** What a login is bound to beside its header, or how it ends, as the header asks for what is not to be had. */
export type BoundTo = (header: Gs2Header, ground: AuthGround) => Buffer | AuthEnd

/** RFC 5802 with the hash of RFC 7677: both sides prove that they know the password, and neither sends it. */
export function scramSha256With(boundTo: BoundTo): Mechanism {
  return {
    challenges: false,
    ask: () => '',
    take: (response) =>
      response.state.awaits === 'proof' ? takeProof(response, boundTo) : takeName(response, boundTo),
  }
}

/** client-first-message: who logs in. Of a user nobody knows the proof is asked for all the same: who there is, is not told. */
function takeName(response: AuthResponse, boundTo: BoundTo): AuthStep {
  const { state, data, random } = response
  const header = readGs2Header(data)
  const bound = header === null ? null : boundTo(header, response)
  if (bound !== null && 'outcome' in bound) return bound
  const [, name, nonce] = clientFirst.exec(header?.rest ?? '') ?? []
  const user = name === undefined ? null : decodeSaslName(name)
  if (user === null || !isUser(user) || !saslPrep(user)) return ended('malformed', null, false)
  // The password is at hand, so the salt can be another one each time.
  const salt = Buffer.from(random(saltBytes), 'hex').toString('base64')
  const challenge = `r=${nonce}${random(nonceBytes)},s=${salt},i=${iterations}`
  return { ...asking(challenge, { ...state, awaits: 'proof', user, challenge, said: data }), secret: true }
}

/** client-final-message: what proves that the client knows the password, and has read the same as we have. */
function takeProof(response: AuthResponse, boundTo: BoundTo): AuthStep {
  const { state, data, credentials } = response
  const user = state.user ?? ''
  const header = readGs2Header(state.said)
  const [, withoutProof, binding = '', nonce, proof = ''] = clientFinal.exec(data) ?? []
  const [, ourNonce, salt = ''] = /^r=([^,]+),s=([^,]+)/.exec(state.challenge) ?? []
  if (header === null || withoutProof === undefined) return ended('malformed', user, false)
  const misbound = bindingRefusal(header, binding, boundTo(header, response), user)
  if (misbound !== null) return misbound
  if (nonce !== ourNonce) return ended('malformed', user, false, ['nonce-wrong'])
  // Who does not know the password cannot judge the proof, and makes one up.
  if (response.provesWrongly)
    return proving(Buffer.from(response.random(32), 'hex'), ended('accepted', user, false), state)
  const message = `${header.rest},${state.challenge},${withoutProof}`
  // The user may be spelled otherwise by a client that prepares it.
  const password = credentials.passwordOf(user) ?? credentials.passwordOf(saslPrep(user) ?? user)
  const keys = password === undefined ? null : keysOf(password, salt)
  const right = keys !== null && proves(Buffer.from(proof, 'base64'), message, keys.stored)
  const verdict = verdictOn(user, right, credentials, false)
  if (keys === null || verdict.outcome !== 'accepted') return verdict
  return proving(hmac(keys.server, message), verdict, state)
}

/** server-final-message: our proof, before the login ends as it will. */
function proving(signature: Buffer, pending: AuthEnd, state: AuthState): AuthStep {
  const next = { ...state, awaits: 'empty', pending } as const
  return { ...asking(`v=${signature.toString('base64')}`, next), secret: true }
}

/** `c=`: the header of client-first, and after it what the login is bound to (RFC 5802 §5.1). */
function bindingRefusal(
  { text }: Gs2Header,
  said: string,
  bound: Buffer | AuthEnd,
  user: string,
): AuthEnd | null {
  if ('outcome' in bound) return bound
  const header = Buffer.from(text)
  const right = Buffer.concat([header, bound])
  // As text: Buffer reads base64 that lacks its end, or has bits after it (RFC 4648 §3.5).
  if (said === right.toString('base64')) return null
  const octets = Buffer.from(said, 'base64')
  const isOfAnother = octets.subarray(0, header.length).equals(header) && !octets.equals(right)
  return isOfAnother && bound.length > 0
    ? ended('rejected', user, false, ['channel-binding-of-another'])
    : ended('malformed', user, false, ['channel-binding-wrong'])
}

/** StoredKey and ServerKey (RFC 5802 §3). A password that SASLprep refuses is taken as it is: so its client does, or none could log in. */
function keysOf(password: string, salt: string): { readonly stored: Buffer; readonly server: Buffer } {
  const prepared = saslPrep(password) ?? password
  const salted = pbkdf2Sync(prepared, Buffer.from(salt, 'base64'), iterations, 32, 'sha256')
  return { stored: sha256(hmac(salted, 'Client Key')), server: hmac(salted, 'Server Key') }
}

function proves(proof: Buffer, message: string, stored: Buffer): boolean {
  const signature = hmac(stored, message)
  const clientKey = proof.map((octet, index) => octet ^ (signature[index] ?? 0))
  return timingSafeEqual(sha256(clientKey), stored)
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}

function sha256(octets: Uint8Array): Buffer {
  return createHash('sha256').update(octets).digest()
}
