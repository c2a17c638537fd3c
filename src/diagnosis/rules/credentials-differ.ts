import type { AuthObserved } from '../../model/observation.ts'
import type { Facts } from '../facts.ts'
import { codeOf, deliveredAfter } from '../queries.ts'
import { clean, list } from '../quote.ts'
import type { Detection, Rule } from '../rule.ts'
import { secretOf } from './login-rejected-words.ts'

type Hint = AuthObserved['hints'][number]

interface Difference {
  /** What is said of the user, or of the password. */
  readonly saw: string
  readonly why: string
  readonly fix: string
}

const encoded: Omit<Difference, 'saw'> = {
  why: 'User and password are URL-encoded only in a DSN such as smtp://user:password@host, and the library that reads the DSN decodes them. Here nothing did.',
  fix: 'Where user and password have settings of their own, write them as they are; in a DSN, encode them once.',
}
const quoted: Omit<Difference, 'saw'> = {
  why: 'The quotes were sent as part of the value. Some readers of .env files keep them, such as `docker run --env-file`, and so does a YAML value that is quoted twice.',
  fix: 'Write the value without quotes where it is set.',
}
const spaced: Omit<Difference, 'saw'> = {
  why: 'Each character counts, and some are invisible, such as a zero-width space. They come with a copied value, or from a settings file.',
  fix: 'Remove the spaces and invisible characters around the value where it is set, or type it again.',
}
const twice: Omit<Difference, 'saw'> = {
  why: 'The library encodes user and password in base64 itself (RFC 4954 §4), so they were encoded twice.',
  fix: 'Give the library the user and the password as they are.',
}
const line: Omit<Difference, 'saw'> = {
  why: 'Usually the value was read from a file with the line break at its end, or `echo` wrote it to a secret.',
  fix: 'Remove the line break: `.trim()` in JavaScript, `.strip()` in Python; write the secret with `printf` or `echo -n`.',
}

/** Right but for how it is spelled. The first that applies to either half gives the reason. */
const altered: Readonly<Partial<Record<Hint, Difference>>> = {
  'user-and-password-swapped': {
    saw: 'the user was sent as the password, and the password as the user',
    why: 'The server knows both, each in the place of the other.',
    fix: 'Swap user and password where they are set.',
  },
  'user-trailing-newline': { saw: 'the user ends with a line break', ...line },
  'user-spaces': {
    saw: 'the user has spaces or invisible characters around it, and the server knows it without them',
    ...spaced,
  },
  'user-quoted': { saw: 'the user is in quotes, and the server knows it without them', ...quoted },
  'user-url-encoded': { saw: 'the user is URL-encoded, and the server knows the decoded one', ...encoded },
  'user-base64': { saw: 'the user is the base64 of one that the server knows', ...twice },
  'password-spaces': {
    saw: 'the password is right except for spaces or invisible characters around it',
    ...spaced,
  },
  'password-spaces-within': {
    saw: 'the password is right except for the spaces in it',
    why: 'Each space counts here. Gmail shows app passwords in four groups, and its spaces are not part of them.',
    fix: 'Write the password in the client as the server has it (--user), with the same spaces or without any.',
  },
  'password-quoted': { saw: 'the password is right except for quotes around it', ...quoted },
  'password-url-encoded': { saw: 'the password is the right one, URL-encoded', ...encoded },
  'password-url-decoded': {
    saw: 'the password is the right one, URL-decoded once too often',
    why: 'The password contains a % or a +. It was put into a DSN as it is, and the library that reads the DSN decoded it.',
    fix: 'URL-encode the password in the DSN: `encodeURIComponent()`, `urllib.parse.quote(password, safe="")`, `rawurlencode()`; or set it in a setting of its own.',
  },
  'password-base64': { saw: 'the password is the base64 of the right one', ...twice },
}

const notReplaced: Omit<Difference, 'saw'> = {
  why: 'The variable was not set where the program runs, or nothing replaced it: single quotes in a shell keep `${NAME}` as it is, and many config files do not support variables at all.',
  fix: 'Set the variable in the environment of the program itself (its service, container or CI job), and make the program stop if it is missing.',
}

const unset: Readonly<Partial<Record<Hint, Difference>>> = {
  'password-empty': {
    saw: 'the password is empty',
    why: 'The setting or variable that should hold it is not set where the program runs, or the program reads another one.',
    fix: 'Set it in the environment of the program itself (its service, container or CI job), and make the program stop if it is missing.',
  },
  'user-placeholder': {
    saw: 'the user is the name of a variable, or the text of one that is not set, such as "undefined"',
    ...notReplaced,
  },
  'password-placeholder': {
    saw: 'the password is the name of a variable, or the text of one that is not set, such as "undefined"',
    ...notReplaced,
  },
}

/** The credentials are right but for how they were written, and the login was refused. */
export const credentialsAltered: Rule = (facts) => refusedFor(facts, 'credentials-altered', altered)

/** A variable was not set or not replaced, and the login was refused. */
export const credentialsNotSet: Rule = (facts) => refusedFor(facts, 'credentials-not-set', unset)

/** The same where any login is accepted. */
export const credentialsNotSetAccepted: Rule = (facts) => {
  const auth = facts.auths.find((one) => one.outcome === 'accepted' && saidOf(one, unset).length > 0)
  if (auth === undefined) return null
  const finding = findingOf(facts, 'credentials-not-set', auth, saidOf(auth, unset))
  return {
    ...finding,
    severity: 'warning',
    why: `${finding.why} This server accepts any login; a real one refuses this one.`,
  }
}

function refusedFor(
  facts: Facts,
  id: Detection['id'],
  differences: Readonly<Partial<Record<Hint, Difference>>>,
): Detection | null {
  if (facts.auths.some(({ outcome }) => outcome === 'accepted')) return null
  for (const auth of facts.auths) {
    if (auth.outcome !== 'rejected' && auth.outcome !== 'malformed') continue
    const said = saidOf(auth, differences)
    if (said.length > 0) return findingOf(facts, id, auth, said)
  }
  return null
}

function saidOf(
  auth: AuthObserved,
  differences: Readonly<Partial<Record<Hint, Difference>>>,
): readonly Difference[] {
  const { hints } = auth
  return hints.flatMap((hint) => {
    const difference = differences[hint]
    // With an empty token a client asks which tokens the server takes (RFC 7628).
    if (difference === undefined || (hint === 'password-empty' && secretOf(auth) === 'token')) return []
    return hint === 'password-spaces' && hints.includes('password-trailing-newline')
      ? [{ saw: 'the password is right except for a line break at its end', ...line }]
      : [difference]
  })
}

function findingOf(
  facts: Facts,
  id: Detection['id'],
  auth: AuthObserved,
  said: readonly Difference[],
): Detection {
  const command = facts.exchanges.findLast((one) => one.command.verb === 'AUTH' && one.command.n < auth.n)
  const answer = command === undefined ? 0 : codeOf(command)
  const named = auth.user === null ? '' : ` for user "${clean(auth.user)}"`
  const secret = secretOf(auth)
  const saw = list(said.map((one) => one.saw)).replaceAll('password', secret)
  const how = answer >= 400 ? `got ${answer}` : auth.outcome === 'accepted' ? 'was accepted' : 'was refused'
  const [first] = said
  return {
    id,
    confidence: 'certain',
    ...(deliveredAfter(facts, auth.n) && { severity: 'warning' as const }),
    saw: `AUTH ${clean(auth.mechanism, 32)}${named} ${how}; ${saw}.`,
    why: first?.why ?? '',
    fix: first?.fix ?? '',
    evidence:
      command === undefined
        ? [auth.n]
        : [command.command.n, auth.n, ...(command.last === null ? [] : [command.last.n])],
  }
}
