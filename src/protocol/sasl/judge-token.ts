import { asking, type AuthResponse, type AuthStep, ended } from './exchange.ts'
import { isPasswordOf, judgePassword } from './judge.ts'

/**
 * What becomes of a token. A refusal is told as JSON in a 334, which the client answers before it gets its 535
 * (RFC 7628 §3.2.3: with ^A; by XOAUTH2 with nothing).
 *
 * @param named - Whom the client says it is; null: the user of the token
 */
export function judgeToken(
  { state, secret, credentials }: AuthResponse,
  named: string | null,
  token: string,
  error: Readonly<Record<string, string>>,
): AuthStep {
  const given = token.trim()
  const user = named ?? credentials.userOf(given) ?? null
  const result = user === null ? ended('rejected', null, secret) : judgePassword(user, given, credentials)
  if (result.outcome === 'accepted' && isPasswordOf(result.user ?? '', given, credentials))
    return { ...result, hints: [...result.hints, 'password-as-token'] }
  if (result.outcome !== 'rejected') return result
  return asking(JSON.stringify(error), { ...state, awaits: 'empty', user: result.user, pending: result })
}
