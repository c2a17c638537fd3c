import type { AuthObserved } from '../../model/observation.ts'
import { knownMechanisms } from '../../model/mechanisms.ts'
import { clean, list } from '../quote.ts'
import type { Detection } from '../rule.ts'

type Hint = AuthObserved['hints'][number]

/** What a mechanism proves the user by, in a word. */
export function secretOf({ mechanism }: AuthObserved): 'password' | 'token' {
  return knownMechanisms.get(mechanism) === 'token' ? 'token' : 'password'
}

/** What the credentials look like. Which half of them is wrong is said on its own. */
const looks: Readonly<Partial<Record<Hint, (secret: string) => string>>> = {
  'user-with-space': () => 'the user contains a space',
  'password-empty': (secret) => `the ${secret} is empty`,
  'password-trailing-newline': (secret) => `the ${secret} ends with a line break, as when read from a file`,
}

type Cause = Pick<Detection, 'why' | 'fix'>

/** What else than the credentials a login failed of. */
const misbound: Readonly<Partial<Record<Hint, Cause>>> = {
  'channel-binding-overlooked': {
    why: 'The client says that it could bind the login to TLS but that no mechanism for it was offered; one was. Somebody in between may have removed it from the list, so the server must refuse (RFC 5802 §6).',
    fix: 'Let the client choose SCRAM-SHA-256-PLUS. A client that cannot bind at all must begin with "n", not with "y".',
  },
  'channel-binding-type': {
    why: 'The login was bound to TLS by a type of binding that this server does not have: tls-exporter is for TLS 1.3 (RFC 9266), tls-unique for older versions (RFC 5929); tls-server-end-point is accepted under either.',
    fix: 'Let the client use the type for the TLS version that it speaks, or SCRAM-SHA-256, which binds to nothing.',
  },
  'channel-binding-of-another': {
    why: 'The login was bound to a TLS connection other than the one that it came over: TLS ends somewhere in between (a proxy, a mail scanner, an attacker), or the client computes the binding in another way than RFC 9266 and RFC 5929 describe.',
    fix: 'Connect without anything that ends TLS in between; otherwise check how the client computes the binding.',
  },
}

/**
 * AUTH that was rejected: which half is wrong, where the record tells, and what the credentials look like.
 *
 * @param heard - Whether the client heard 535: told of the refusal in a 334, some leave, or break off
 */
export function loginRejected(
  rejected: readonly AuthObserved[],
  tried: readonly string[],
  heard: boolean,
): Pick<Detection, 'id' | 'saw' | 'why' | 'fix'> {
  const hints = [...new Set(rejected.flatMap((one) => one.hints))]
  const secret = rejected.every((one) => secretOf(one) === 'token') ? 'token' : 'password'
  const user = rejected.find((one) => one.user !== null)?.user ?? null
  const named = user === null ? '' : ` for user "${clean(user)}"`
  const seen = hints.flatMap((hint) => looks[hint]?.(secret) ?? [])
  return {
    id: 'login-rejected',
    saw: `AUTH ${list(tried)}${named} ${heard ? 'got 535' : 'was refused'}${seen.length > 0 ? `; ${list(seen)}` : ''}.`,
    ...(hints.flatMap((hint) => misbound[hint] ?? [])[0] ?? wrongHalf(hints, secret)),
  }
}

const anyLogin = 'or start the server without users: then it accepts any login'

function wrongHalf(hints: readonly Hint[], secret: 'password' | 'token'): Cause {
  if (hints.includes('user-unknown')) {
    return {
      why: 'The server knows no such user.',
      fix: `Give the client a user that the server was started with (--user), in the same spelling; ${anyLogin}.`,
    }
  }
  const compared =
    secret === 'token'
      ? ' This server compares the token with the password that it was started with for the user.'
      : ''
  if (hints.includes('password-wrong')) {
    return {
      why: `The server knows this user, but the ${secret} is wrong.${compared}`,
      fix: `Give the client the password that the server was started with for this user (--user)${secret === 'token' ? ' as its token, or start the server with the token as password;' : ';'} ${anyLogin}.`,
    }
  }
  return {
    why: `The server has no user with this name and ${secret}.${compared}`,
    fix: `Give the client a user and ${secret} that the server was started with (--user), ${anyLogin}.`,
  }
}
