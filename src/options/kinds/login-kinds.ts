import { type AuthMechanism, authMechanisms } from '../../model/mechanisms.ts'
import {
  authPolicies,
  type AuthPolicy,
  profilesByKey,
  type SubmissionKey,
  submissionKeys,
} from '../../model/port-profile.ts'
import {
  clash,
  fits,
  isRecord,
  type JsonSchema,
  type Kind,
  meant,
  misfit,
  type Reading,
  readList,
  strayField,
} from './kind.ts'
import { byKeySchema, perKey, readByKey } from './network-kinds.ts'
import type { UserOption } from '../options.ts'
import { choice, list, oneOf } from './scalar-kinds.ts'

const policy = choice(authPolicies)

/** One policy for all three submission ports, or `smtps=required` for one of them. */
export const auth: Kind<Readonly<Record<SubmissionKey, AuthPolicy>>> = {
  metavar: policy.metavar,
  many: true,
  schema: { anyOf: [policy.schema, byKeySchema(submissionKeys, policy.schema)] },
  read(value, lower, inCode) {
    if (isRecord(value) || String(value).includes('=')) {
      return readByKey(value, lower, submissionKeys, (part) => policy.read(part, 'optional'), inCode)
    }
    const words = readList(value, readPolicy)
    if (!words.ok) return words
    const [word, ...more] = words.value
    if (word === undefined) return noPolicy(value)
    const other = more.find((one) => one !== word)
    if (other !== undefined) return clash(word, other)
    return fits(perKey(submissionKeys, () => word))
  },
  print: (value) => [...new Set(Object.values(value))].join(', '),
}

function readPolicy(value: unknown): Reading<AuthPolicy> {
  const reading = policy.read(value, 'optional')
  return reading.ok ? reading : noPolicy(value)
}

function noPolicy(value: unknown): Reading<never> {
  const hint = meant(value, authPolicies)
  const single = `PORT=${policy.metavar} with PORT one of ${oneOf(submissionKeys.map((key) => profilesByKey[key].name))}`
  return misfit(`${oneOf(authPolicies)}, or ${single}${hint}`, value)
}

const mechanism = choice(authMechanisms)
const anyMechanism = list('NAME', (value) => mechanism.read(value, 'PLAIN'), mechanism.schema)

/** Names of SASL mechanisms (RFC 4422 §3.1), in any case. */
export const mechanisms: Kind<readonly AuthMechanism[]> = {
  ...anyMechanism,
  read(value, lower, inCode) {
    const reading = anyMechanism.read(value, lower, inCode)
    return reading.ok && reading.value.length === 0 ? misfit(oneOf(authMechanisms), value) : reading
  },
}

const userSchema: JsonSchema = {
  anyOf: [
    { type: 'string', pattern: '^[^:]+:.+$' },
    {
      type: 'object',
      properties: { user: { type: 'string', minLength: 1 }, password: { type: 'string', minLength: 1 } },
      required: ['user', 'password'],
      additionalProperties: false,
    },
  ],
}

/** `user:password`; the first colon divides, as in HTTP Basic (RFC 7617 §2). */
export const users: Kind<readonly UserOption[]> = {
  metavar: 'USER:PASSWORD',
  schema: { anyOf: [userSchema, { type: 'array', items: userSchema }] },
  many: true,
  secret: true,
  read: (value) => readList(value, readUser, true),
  print: (value) => (value.length === 0 ? 'anyone' : `${value.length}`),
}

/** Reads one user from `user:password` or `{ user, password }`. */
export function readUser(value: unknown): Reading<UserOption> {
  const expected = 'user:password or { user, password }, neither part empty'
  const match = typeof value === 'string' ? /^([^:]+):(.+)$/.exec(value) : null
  const given = match ? { user: match[1], password: match[2] } : value
  if (!isRecord(given)) return misfit(expected, value)
  const stray = strayField(given, ['user', 'password'])
  if (stray !== undefined) return stray
  const { user, password } = given
  // NUL divides the fields of AUTH PLAIN (RFC 4616 §2), so no client could send one.
  const usable = (part: unknown): part is string => typeof part === 'string' && /^[^\0\r\n]+$/.test(part)
  return usable(user) && usable(password) ? fits(Object.freeze({ user, password })) : misfit(expected, value)
}

export const httpAuth: Kind<string> = {
  metavar: 'USER:PASSWORD',
  schema: { type: 'string', pattern: '^[^:]+:.+$' },
  secret: true,
  read(value) {
    const reading =
      typeof value === 'string' ? readUser(value) : misfit('user:password, neither part empty', value)
    return reading.ok ? fits(`${reading.value.user}:${reading.value.password}`) : reading
  },
}

const tokenPattern = /^[\w.~+/=-]+$/

export const token: Kind<string> = {
  schema: { type: 'string', pattern: tokenPattern.source },
  metavar: 'TOKEN',
  secret: true,
  read: (value) =>
    typeof value === 'string' && tokenPattern.test(value)
      ? fits(value)
      : misfit('a token of letters, digits and -._~+/= (RFC 6750 §2.1)', value),
}
