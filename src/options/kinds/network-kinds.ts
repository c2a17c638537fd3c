import { isIP } from 'node:net'
import {
  byUsualNumber,
  listenerProfileNames,
  portKeys,
  type ProfileKey,
  type ProfileName,
  profileNames,
  profilesByKey,
  usualNumbers,
} from '../../model/port-profile.ts'
import type { PortOptions } from '../ports/resolve.ts'
import { list, readList } from '../../base/kinds/compounds.ts'
import {
  accepted,
  clash,
  isRecord,
  type JsonSchema,
  type Kind,
  kindOf,
  meant,
  oneOf,
  type Reading,
  refused,
  scalar,
  strayField,
} from '../../base/kinds/kind.ts'
import { wholeNumber } from '../../base/kinds/scalars.ts'

export const port: Kind<number> = wholeNumber(0, 65_535, {
  metavar: 'PORT',
  expected: 'a port number from 0 to 65535 (0: any free one)',
})

export const portOrOff: Kind<number | 'off'> = kindOf({
  metavar: 'PORT|off',
  expected: `${port.expected}, or off`,
  schema: { anyOf: [port.schema, { enum: ['off', false] }] },
  read(value): Reading<number | 'off'> {
    if (value === 'off' || value === false) return accepted('off')
    const reading = port.read(value)
    return reading.ok ? reading : refused(portOrOff.expected, value)
  },
})

/** An address to listen on: brackets of an IPv6 literal taken off. */
export const host: Kind<string> = scalar({
  metavar: 'HOST',
  expected: 'an IP address or a host name, without a port',
  schema: { type: 'string' },
  fits: (value) => typeof value === 'string' && isHost(value),
  parse: (text) => text.replace(/^\[(.*)\]$/, '$1'),
})

function isHost(text: string): boolean {
  if (isIP(text)) return true
  return /^[a-z0-9_]([a-z0-9_.-]{0,252}[a-z0-9_])?\.?$/i.test(text) && !/^[\d.]+$/.test(text)
}

export const hosts: Kind<readonly string[]> = list(host, { least: 1, expected: 'an address to listen on' })

/** Names as they stand in a certificate: DNS names, also with a wildcard, and IP addresses. */
const certificateName = scalar<string>({
  metavar: 'NAME',
  expected: 'a host name or an IP address',
  schema: { type: 'string' },
  fits: (value) => typeof value === 'string' && isHost(value.replace(/^\*\./, '')),
  parse: (text) => text.replace(/^\[(.*)\]$/, '$1'),
})

export const certificateNames: Kind<readonly string[]> = list(certificateName)

/** Likewise of what a Host header may say; `*` is every name. */
export const allowedHosts: Kind<readonly string[]> = list({
  ...certificateName,
  expected: 'a host name, an IP address, or * for every name',
  fits: (value) => value === '*' || certificateName.fits(value),
  read: (value) => (value === '*' ? accepted(value) : certificateName.read(value)),
})

export const origins: Kind<readonly string[]> = list(
  scalar<string>({
    metavar: 'ORIGIN',
    expected: 'an origin such as https://app.test:3000',
    schema: { type: 'string' },
    fits: (value) =>
      typeof value === 'string' &&
      /^https?:\/\//.test(value) &&
      URL.canParse(value) &&
      new URL(value).origin === value,
  }),
)

/** What a path of a browser's address is made of, where nothing has to be escaped (RFC 3986 §2.3). */
const plainSegment = /^[\w.~-]+$/

/** A path that everything is beneath, without a slash at its end: `/mail`; '' for the top, which is written `/`. */
export const webRoot: Kind<string> = scalar({
  metavar: 'PATH',
  expected: 'a path of letters, digits, dots, dashes and underscores, such as /mail',
  schema: { type: 'string' },
  fits: (value) =>
    typeof value === 'string' &&
    value
      .split('/')
      .slice(1)
      .every((one) => plainSegment.test(one) && one !== '.' && one !== '..'),
  parse: (text) =>
    text
      .split('/')
      .filter((one) => one !== '')
      .map((one) => `/${one}`)
      .join(''),
  print: (value) => value || '/',
})

type Ports = PortOptions['ports']

/** Numbers by name: `relay=10025`, or an object. What is not named keeps its number. */
export const ports: Kind<Ports> = kindOf({
  metavar: 'NAME=PORT|off',
  expected: 'port numbers by name',
  many: true,
  schema: byKeySchema(portKeys, portOrOff.schema),
  read: (value, lower, inCode) => readByKey(value, lower, portKeys, portOrOff, inCode),
  print: (value) => [...new Set(portKeys.map((key) => value[key] || 'any free one'))].join(', '),
})

/** Everybody knows a port by its number: `587=1587`. */
function keyByNumber<Key extends ProfileKey>(name: string, keys: readonly Key[]): Key | undefined {
  const known = byUsualNumber(name)
  return known === name ? undefined : keys.find((key) => profilesByKey[key].name === known)
}

/**
 * `name=value` texts, or an object, over what is there already. In code a name is a property, as on the handle
 * (`submissionAlt`); all other sources spell it as the profile does (`submission-alt`).
 */
export function readByKey<Key extends ProfileKey, Value>(
  value: unknown,
  lower: Readonly<Record<Key, Value>> | undefined,
  keys: readonly Key[],
  item: Kind<Value>,
  inCode = false,
): Reading<Readonly<Record<Key, Value>>> {
  const names: readonly string[] = inCode ? keys : keys.map((key) => profilesByKey[key].name)
  const pairs = isRecord(value)
    ? accepted(Object.entries(value).filter(([, part]) => part !== undefined))
    : readList(value, (part): Reading<[string, unknown]> => {
        const match = typeof part === 'string' ? /^([^=]+)=(.*)$/.exec(part) : null
        return match
          ? accepted([match[1]!.trim(), match[2]!.trim()])
          : refused(`NAME=VALUE with NAME one of ${oneOf(names)}`, part)
      })
  if (!pairs.ok) return pairs
  const merged = { ...lower } as Record<Key, Value>
  const given = new Map<Key, { part: unknown; value: Value }>()
  for (const [name, part] of pairs.value) {
    const key = keys[names.indexOf(name)] ?? keyByNumber(name, keys)
    if (key === undefined) {
      return refused(
        `the name to be one of ${oneOf(names)}, or a usual number (587)${meant(name, names)}`,
        name,
      )
    }
    const reading = item.read(part)
    if (!reading.ok) return { ...reading, at: `.${key}${reading.at}` }
    const earlier = given.get(key)
    if (earlier !== undefined && earlier.value !== reading.value) return clash(earlier.part, part, `.${key}`)
    given.set(key, { part, value: reading.value })
    merged[key] = reading.value
  }
  return accepted(Object.freeze(merged), [...given.keys()])
}

/** The same made for each of them. */
export function perKey<Key extends ProfileKey, Value>(
  keys: readonly Key[],
  make: (key: Key) => Value,
): Readonly<Record<Key, Value>> {
  return Object.freeze(Object.fromEntries(keys.map((key) => [key, make(key)])) as Record<Key, Value>)
}

/** What `readByKey` takes from a config file. */
export function byKeySchema(keys: readonly ProfileKey[], schema: JsonSchema): JsonSchema {
  const properties = Object.fromEntries(keys.map((key) => [profilesByKey[key].name, schema]))
  const numbers = keys
    .map((key) => String(profilesByKey[key].defaultPort))
    .filter((number) => usualNumbers.includes(number))
    .join('|')
  return {
    type: 'object',
    properties,
    patternProperties: { [`^(?:${numbers})$`]: schema },
    additionalProperties: false,
  }
}

function oneProfileOf(names: readonly ProfileName[]): Kind<ProfileName> {
  const anyName: readonly unknown[] = [...names, ...usualNumbers, ...usualNumbers.map(Number)]
  const expected = `a profile: ${oneOf(names)}`
  return kindOf({
    metavar: 'NAME',
    expected,
    schema: { enum: anyName },
    fits: (value) => anyName.includes(value),
    read(value) {
      const named = byUsualNumber(value)
      const name = names.find((known) => known === named)
      return name === undefined ? refused(`${expected}${meant(value, names)}`, value) : accepted(name)
    },
  })
}

/** The profile of one of the four, by its name or its usual number. */
export const profile: Kind<ProfileName> = oneProfileOf(profileNames)

/** Likewise of any listener. */
const listenerProfile = oneProfileOf(listenerProfileNames)

/** The name of a listener; the four also by their usual numbers, and by their properties on the handle. */
const listenerName: Kind<string> = kindOf({
  metavar: 'NAME',
  expected: 'the name of a listener, such as submission',
  schema: { anyOf: [{ type: 'string' }, { enum: usualNumbers.map(Number) }] },
  fits: (value) => typeof value === 'string' || usualNumbers.includes(String(value)),
  read(value): Reading<string> {
    const key = portKeys.find((one) => one === value)
    const name = key === undefined ? byUsualNumber(value) : profilesByKey[key].name
    return typeof name === 'string' && name !== '' ? accepted(name) : refused(listenerName.expected, value)
  },
})

/** Whether there are such listeners is known when all options are. */
export const listenerNames: Kind<readonly string[]> = list(listenerName)

const listenerFields: readonly string[] = ['name', 'profile', 'port', 'host']

/** `NAME=PROFILE:PORT`, or `{ name, profile, port, host }`. */
const listener: Kind<PortOptions['listeners'][number]> = kindOf({
  metavar: 'NAME=PROFILE:PORT',
  expected: 'NAME=PROFILE:PORT, such as dev=relay:1025',
  schema: {
    anyOf: [
      { type: 'string' },
      {
        type: 'object',
        properties: {
          name: { type: 'string' },
          profile: listenerProfile.schema,
          port: port.schema,
          host: hosts.schema,
        },
        required: ['name', 'profile', 'port'],
        additionalProperties: false,
      },
    ],
  },
  read(value) {
    const match = typeof value === 'string' ? /^([^=]+)=([^:]+):(.*)$/.exec(value) : null
    const given = match ? { name: match[1], profile: match[2], port: match[3] } : value
    if (!isRecord(given)) return refused(listener.expected, value)
    const stray = strayField(given, listenerFields)
    if (stray !== undefined) return stray
    const { name } = given
    if (typeof name !== 'string' || !/^[a-z0-9][\w.-]{0,63}$/i.test(name)) {
      return refused('a name of letters, digits, dot, dash', name, '.name')
    }
    const behaviour = listenerProfile.read(given['profile'])
    if (!behaviour.ok) return { ...behaviour, at: '.profile' }
    const number = port.read(given['port'])
    if (!number.ok) return { ...number, at: '.port' }
    const addresses = given['host'] === undefined ? accepted(null) : hosts.read(given['host'])
    if (!addresses.ok) return { ...addresses, at: `.host${addresses.at}` }
    return accepted(
      Object.freeze({ name, profile: behaviour.value, port: number.value, host: addresses.value }),
    )
  },
})

export const listeners: Kind<PortOptions['listeners']> = {
  ...list(listener),
  print: (value) => value.map(({ name, profile, port }) => `${name}=${profile}:${port}`).join(', ') || 'none',
}
