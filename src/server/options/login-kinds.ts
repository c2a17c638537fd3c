import { canonicalAddress, canonicalDomain, lowerCaseAscii, parseMailbox } from '../../base/mailbox.ts'
import {
  authPolicies,
  type AuthPolicy,
  profilesByKey,
  type SubmissionKey,
  submissionKeys,
  tlsModes,
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
import { byKeySchema, perKey, readByKey, readHost, readPort } from './network-kinds.ts'
import type { ResolvedRelease, UserOption } from './options.ts'
import { choice, oneOf } from './scalar-kinds.ts'

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

const releaseFields: readonly string[] = ['host', 'port', 'tls', 'user', 'password', 'allowRecipients']
/** The default first. */
const releaseTls = choice(tlsModes.toReversed())
const releaseExpected = 'off, or smtps://USER:PASSWORD@HOST:PORT?allow=ADDRESS (also smtp://, with STARTTLS)'

/** The server to release to: `{ host, port, … }`, or a URL. */
export const release: Kind<ResolvedRelease | null> = {
  schema: {
    anyOf: [
      { enum: ['off', false] },
      { type: 'string', pattern: '^smtps?://' },
      {
        type: 'object',
        properties: {
          host: { type: 'string' },
          port: { type: 'integer', minimum: 0, maximum: 65_535 },
          tls: releaseTls.schema,
          user: { type: 'string', minLength: 1 },
          password: { type: 'string', minLength: 1 },
          allowRecipients: { type: 'array', items: { type: 'string' }, minItems: 1 },
        },
        required: ['host', 'allowRecipients'],
        additionalProperties: false,
      },
    ],
  },
  metavar: 'URL|off',
  secret: true,
  read(value) {
    if (value === 'off' || value === false) return fits(null)
    const strayParameter =
      typeof value === 'string' && URL.canParse(value) ? parametersIn(new URL(value)) : undefined
    if (strayParameter !== undefined) return strayParameter
    const given = typeof value === 'string' ? releaseFromUrl(value) : value
    if (!isRecord(given)) return misfit(releaseExpected, value)
    const stray = strayField(given, releaseFields)
    if (stray !== undefined) return stray
    const tls = releaseTls.read(given['tls'] ?? 'starttls', 'starttls')
    if (!tls.ok) return { ...tls, at: '.tls' }
    const host = readHost(given['host'])
    if (!host.ok) return { ...host, at: '.host' }
    const port = readPort(given['port'] ?? (tls.value === 'implicit' ? 465 : 587))
    if (!port.ok) return { ...port, at: '.port' }
    const allow = readList(given['allowRecipients'] ?? [], readAllowed)
    if (!allow.ok) return { ...allow, at: `.allowRecipients${allow.at}` }
    if (allow.value.length === 0) {
      return misfit(
        'a list of recipients that may be written to (addresses, @domain or *)',
        undefined,
        '.allowRecipients',
      )
    }
    const login =
      given['user'] === undefined
        ? fits(null)
        : readUser({ user: given['user'], password: given['password'] })
    if (!login.ok) return { ...login, at: '.user' }
    const { user, password } = login.value ?? { user: null, password: null }
    return fits(
      Object.freeze({
        host: host.value,
        port: port.value,
        tls: tls.value,
        user,
        password,
        allowRecipients: allow.value,
      }),
    )
  },
  print: () => 'off',
}

/** In the spelling that recipients are compared in. */
function readAllowed(value: unknown): Reading<string> {
  const entry = typeof value === 'string' ? allowedEntry(value) : null
  return entry === null ? misfit('an address, @domain or *', value) : fits(lowerCaseAscii(entry))
}

function allowedEntry(text: string): string | null {
  if (text === '*') return text
  if (text.startsWith('@')) {
    const domain = canonicalDomain(text.slice(1))
    return domain === null ? null : `@${domain}`
  }
  const mailbox = parseMailbox(text)
  return mailbox === null ? null : canonicalAddress(mailbox)
}

function releaseFromUrl(text: string): unknown {
  if (!/^smtps?:\/\//.test(text) || !URL.canParse(text)) return undefined
  const url = new URL(text)
  const decoded = (part: string): string | undefined => (part === '' ? undefined : percentDecoded(part))
  return {
    host: url.hostname,
    port: decoded(url.port),
    tls: url.protocol === 'smtps:' ? 'implicit' : (url.searchParams.get('tls') ?? 'starttls'),
    user: decoded(url.username),
    password: decoded(url.password),
    allowRecipients: url.searchParams.getAll('allow'),
  }
}

function parametersIn({ searchParams }: URL): Reading<never> | undefined {
  return strayField(Object.fromEntries(searchParams), ['tls', 'allow'])
}

function percentDecoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part // A bare `%` in a password is meant as it stands.
  }
}
