import { canonicalAddress, canonicalDomain, lowerCaseAscii, parseMailbox } from '../../base/mailbox.ts'
import { tlsModes } from '../../model/port-profile.ts'
import { readList } from '../../base/kinds/compounds.ts'
import {
  accepted,
  isRecord,
  type Kind,
  kindOf,
  type Reading,
  refused,
  strayField,
} from '../../base/kinds/kind.ts'
import { choice } from '../../base/kinds/scalars.ts'
import type { ResolvedRelease } from '../options.ts'
import { user as credentials } from './login-kinds.ts'
import { host as hostKind, port as portKind } from './network-kinds.ts'

const releaseFields: readonly string[] = ['host', 'port', 'tls', 'user', 'password', 'allowRecipients']
/** The default first. */
const releaseTls = choice(tlsModes.toReversed())
const releaseExpected = 'off, or smtps://USER:PASSWORD@HOST:PORT?allow=ADDRESS (also smtp://, with STARTTLS)'

/** The server to release to: `{ host, port, … }`, or a URL. */
export const release: Kind<ResolvedRelease | null> = kindOf({
  expected: releaseExpected,
  schema: {
    anyOf: [
      { enum: ['off', false] },
      { type: 'string', pattern: '^smtps?://' },
      {
        type: 'object',
        properties: {
          host: hostKind.schema,
          port: portKind.schema,
          tls: releaseTls.schema,
          user: { type: 'string', minLength: 1 },
          password: { type: 'string', minLength: 1 },
          allowRecipients: { type: 'array', items: { type: 'string' }, minItems: 1 },
        },
        required: ['host', 'allowRecipients'],
        dependentRequired: { user: ['password'], password: ['user'] },
        additionalProperties: false,
      },
    ],
  },
  metavar: 'URL|off',
  secret: true,
  read(value) {
    if (value === 'off' || value === false) return accepted(null)
    const strayParameter =
      typeof value === 'string' && URL.canParse(value) ? parametersIn(new URL(value)) : undefined
    if (strayParameter !== undefined) return strayParameter
    const given = typeof value === 'string' ? releaseFromUrl(value) : value
    if (!isRecord(given)) return refused(releaseExpected, value)
    const stray = strayField(given, releaseFields)
    if (stray !== undefined) return stray
    const tls = releaseTls.read(given['tls'] ?? 'starttls')
    if (!tls.ok) return { ...tls, at: '.tls' }
    const host = hostKind.read(given['host'])
    if (!host.ok) return { ...host, at: '.host' }
    const port = portKind.read(given['port'] ?? (tls.value === 'implicit' ? 465 : 587))
    if (!port.ok) return { ...port, at: '.port' }
    const allow = readList(given['allowRecipients'] ?? [], readAllowed)
    if (!allow.ok) return { ...allow, at: `.allowRecipients${allow.at}` }
    if (allow.value.length === 0) {
      return refused(
        'a list of recipients that mail may go to (addresses, @domain or *)',
        undefined,
        '.allowRecipients',
      )
    }
    if (given['user'] === undefined && given['password'] !== undefined) {
      return refused('the user of the password, or neither of the two', undefined, '.user')
    }
    const login =
      given['user'] === undefined
        ? accepted(null)
        : credentials.read({ user: given['user'], password: given['password'] })
    if (!login.ok) return { ...login, at: '.user' }
    const { user, password } = login.value ?? { user: null, password: null }
    return accepted(
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
})

/** In the spelling that recipients are compared in. */
function readAllowed(value: unknown): Reading<string> {
  const entry = typeof value === 'string' ? allowedEntry(value) : null
  return entry === null ? refused('an address, @domain or *', value) : accepted(lowerCaseAscii(entry))
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
