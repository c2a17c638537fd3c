import {
  type AuthMechanism,
  authMechanisms,
  mechanismPresets,
  type MechanismPreset,
} from '../../model/mechanisms.ts'
import {
  authPolicies,
  type AuthPolicy,
  profilesByKey,
  type SubmissionKey,
  submissionKeys,
} from '../../model/port-profile.ts'
import { list, readList } from '../../base/kinds/compounds.ts'
import {
  accepted,
  clash,
  isRecord,
  type Kind,
  kindOf,
  meant,
  oneOf,
  type Reading,
  refused,
  scalar,
  strayField,
} from '../../base/kinds/kind.ts'
import { choice, text } from '../../base/kinds/scalars.ts'
import type { UserOption } from '../options.ts'
import { byKeySchema, perKey, readByKey } from './network-kinds.ts'

const policy = choice(authPolicies)

/** One policy for all three submission ports, or `smtps=required` for one of them. */
export const auth: Kind<Readonly<Record<SubmissionKey, AuthPolicy>>> = kindOf({
  metavar: policy.metavar,
  expected: policy.expected,
  many: true,
  schema: { anyOf: [policy.schema, byKeySchema(submissionKeys, policy.schema)] },
  read(value, lower, inCode) {
    if (isRecord(value) || String(value).includes('=')) {
      return readByKey(value, lower, submissionKeys, policy, inCode)
    }
    const words = readList(value, readPolicy)
    if (!words.ok) return words
    const [word, ...more] = words.value
    if (word === undefined) return noPolicy(value)
    const other = more.find((one) => one !== word)
    if (other !== undefined) return clash(word, other)
    return accepted(perKey(submissionKeys, () => word))
  },
  print: (value) => [...new Set(Object.values(value))].join(', '),
})

function readPolicy(value: unknown): Reading<AuthPolicy> {
  const reading = policy.read(value)
  return reading.ok ? reading : noPolicy(value)
}

function noPolicy(value: unknown): Reading<never> {
  const hint = meant(value, authPolicies)
  const single = `PORT=${policy.metavar} with PORT one of ${oneOf(submissionKeys.map((key) => profilesByKey[key].name))}`
  return refused(`${oneOf(authPolicies)}, or ${single}${hint}`, value)
}

const mechanismNames = [...authMechanisms, ...(Object.keys(mechanismPresets) as MechanismPreset[])] as const
const named = list(choice(mechanismNames), { metavar: 'NAME', least: 1, expected: oneOf(mechanismNames) })

/** Names of SASL mechanisms (RFC 4422 §3.1), in any case, or of a list of them. */
export const mechanisms: Kind<readonly AuthMechanism[]> = kindOf({
  metavar: named.metavar,
  expected: named.expected,
  many: true,
  schema: named.schema,
  fits: (value) => named.fits(value),
  read(value, lower, inCode) {
    const reading = named.read(value, lower, inCode)
    return reading.ok ? accepted([...new Set(reading.value.flatMap(mechanismsIn))]) : reading
  },
  print: (value) => value.join(', ') || 'none',
})

function mechanismsIn(name: AuthMechanism | MechanismPreset): readonly AuthMechanism[] {
  return name in mechanismPresets ? mechanismPresets[name as MechanismPreset] : [name as AuthMechanism]
}

/** `user:password`, or `{ user, password }`; the first colon divides, as in HTTP Basic (RFC 7617 §2). */
export const user: Kind<UserOption> = kindOf({
  metavar: 'USER:PASSWORD',
  expected: 'user:password or { user, password }, neither part empty',
  secret: true,
  schema: {
    anyOf: [
      { type: 'string', pattern: '^[^:]+:.+$' },
      {
        type: 'object',
        properties: { user: { type: 'string', minLength: 1 }, password: { type: 'string', minLength: 1 } },
        required: ['user', 'password'],
        additionalProperties: false,
      },
    ],
  },
  read(value) {
    const match = typeof value === 'string' ? /^([^:]+):(.+)$/.exec(value) : null
    const given = match ? { user: match[1], password: match[2] } : value
    if (!isRecord(given)) return refused(user.expected, value)
    const stray = strayField(given, ['user', 'password'])
    if (stray !== undefined) return stray
    const { user: name, password } = given
    return isCredential(name) && isCredential(password)
      ? accepted(Object.freeze({ user: name, password }))
      : refused(user.expected, value)
  },
})

/** NUL divides the fields of AUTH PLAIN (RFC 4616 §2), so no client could send one. */
function isCredential(part: unknown): part is string {
  return typeof part === 'string' && /^[^\0\r\n]+$/.test(part)
}

export const users: Kind<readonly UserOption[]> = {
  ...list(user, { commas: 'outside arrays' }),
  print: (value) => (value.length === 0 ? 'anyone' : `${value.length}`),
}

export const httpAuth: Kind<string> = scalar({
  metavar: 'USER:PASSWORD',
  expected: 'user:password, neither part empty',
  schema: { type: 'string', pattern: '^[^:]+:.+$' },
  secret: true,
  fits: (value) => typeof value === 'string' && user.read(value).ok,
})

export const token: Kind<string> = text(
  /^[\w.~+/=-]+$/,
  'a token of letters, digits and -._~+/= (RFC 6750 §2.1)',
  { metavar: 'TOKEN', secret: true },
)
