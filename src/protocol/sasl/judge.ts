import { timingSafeEqual } from 'node:crypto'
import type { AuthObserved } from '../../model/observation.ts'
import type { Credentials } from '../settings.ts'
import { type AuthEnd, ended } from './exchange.ts'

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
  if (!isUser(user)) return ended('malformed', null, secret)
  const hints: Hint[] = []
  if (!secret) hints.push('password-empty')
  if (/[\r\n]$/.test(password)) hints.push('password-trailing-newline')
  return verdictOn(user, isPasswordOf(user, password, credentials), credentials, secret, hints)
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

/** In a time that tells nothing of where they differ. */
export function same(a: string, b: string): boolean {
  const left = Buffer.from(a)
  const right = Buffer.from(b)
  return left.length === right.length && timingSafeEqual(left, right)
}

function userHints(user: string, { haveAddresses }: Credentials): readonly Hint[] {
  const hints: Hint[] = []
  if (haveAddresses && !user.includes('@')) hints.push('user-without-at')
  if (/\s/.test(user)) hints.push('user-with-space')
  return hints
}
