import { clean } from '../quote.ts'
import type { Rule } from '../rule.ts'

/** XOAUTH2 with the password of that user. No mistake here, where a user has one secret; a real server refuses it. */
export const passwordAsToken: Rule = ({ auths }) => {
  const auth = auths.find(({ hints }) => hints.includes('password-as-token'))
  if (auth === undefined) return null
  return {
    id: 'password-as-token',
    confidence: 'certain',
    saw: `The token in AUTH ${clean(auth.mechanism, 32)}${auth.user === null ? '' : ` for user "${clean(auth.user)}"`} was the password that this server was started with for the user.`,
    why: 'A real server expects an access token there, which is valid for an hour or so, and refuses a password.',
    fix: 'If it is a password, get an access token for the client, or let it log in with PLAIN or LOGIN. If you started the server with a token as the password, nothing is wrong.',
    evidence: [auth.n],
  }
}
