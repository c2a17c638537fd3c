import type { AuthObserved } from '../../model/observation.ts'
import type { Credentials } from '../settings.ts'
import { differences } from './credential-differences.ts'
import { type AuthEnd, ended } from './exchange.ts'
import { same } from './same.ts'

type Hint = AuthObserved['hints'][number]

// eslint-disable-next-line no-control-regex -- these are what is looked for
const control = /[\u0000-\u001f\u007f-\u009f]/

/** Whether a name can be a user's. */
export function isUser(name: string): boolean {
  return name !== '' && !control.test(name)
}

/** What becomes of a user with a password, or with a token in its place. */
export function judgePassword(user: string, password: string, credentials: Credentials): AuthEnd {
  const secret = password !== ''
  if (!isUser(user)) return notUser(user, secret)
  const hints: Hint[] = []
  if (!secret) hints.push('password-empty')
  if (/[\r\n]$/.test(password)) hints.push('password-trailing-newline')
  const right = isPasswordOf(user, password, credentials)
  const verdict = verdictOn(user, right, credentials, secret, hints)
  const found = right ? [] : differences(user, password, credentials)
  if (found.length === 0) return verdict
  // What stands for the user is the password then.
  const named = found.includes('user-and-password-swapped') ? null : verdict.user
  return { ...verdict, user: named, hints: [...verdict.hints, ...found] }
}

/** A name that can be nobody's; it is not kept. */
export function notUser(name: string, secret: boolean): AuthEnd {
  const isLine = /[\r\n]$/.test(name) && isUser(name.trim())
  return ended('malformed', null, secret, isLine ? ['user-trailing-newline'] : [])
}

/** A refusal says which half was wrong: the record is the developer's, and the reply on the wire says it to nobody. */
export function verdictOn(
  user: string,
  right: boolean,
  credentials: Credentials,
  secret: boolean,
  about: readonly Hint[] = [],
): AuthEnd {
  const hints = [...userHints(user, credentials), ...about]
  if (right || credentials.acceptAny) return ended('accepted', user, secret, hints)
  const half = credentials.passwordOf(user) === undefined ? 'user-unknown' : 'password-wrong'
  return ended('rejected', user, secret, [...hints, half])
}

export function isPasswordOf(user: string, password: string, credentials: Credentials): boolean {
  const expected = credentials.passwordOf(user)
  return expected !== undefined && same(password, expected)
}

function userHints(user: string, { haveAddresses }: Credentials): readonly Hint[] {
  const hints: Hint[] = []
  if (haveAddresses && !user.includes('@')) hints.push('user-without-at')
  if (/\s/.test(user)) hints.push('user-with-space')
  return hints
}
