import { isIP } from 'node:net'
import { portKeys, type PortKey, profileNames, profilesByKey } from '../../model/port-profile.ts'
import type { PortOptions } from '../ports/resolve.ts'
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
import { list, oneOf, wholeNumber } from './scalar-kinds.ts'

export function readPort(value: unknown): Reading<number> {
  const port = wholeNumber(value)
  return port !== undefined && port >= 0 && port <= 65_535
    ? fits(port)
    : misfit('a port number from 0 to 65535 (0: any free one)', value)
}

function readPortOrOff(value: unknown): Reading<number | 'off'> {
  if (value === 'off' || value === false) return fits('off')
  const reading = readPort(value)
  return reading.ok ? reading : misfit('a port number from 0 to 65535 (0: any free one), or off', value)
}

const portSchema: JsonSchema = { type: 'integer', minimum: 0, maximum: 65_535 }

export const portOrOff: Kind<number | 'off'> = {
  metavar: 'PORT|off',
  schema: { anyOf: [portSchema, { enum: ['off', false] }] },
  read: readPortOrOff,
}

/** An address to listen on: brackets of an IPv6 literal taken off. */
export function readHost(value: unknown): Reading<string> {
  const host = typeof value === 'string' ? value.replace(/^\[(.*)\]$/, '$1') : ''
  return isIP(host) || (/^[a-z0-9_]([a-z0-9_.-]{0,252}[a-z0-9_])?\.?$/i.test(host) && !/^[\d.]+$/.test(host))
    ? fits(host)
    : misfit('an IP address or a host name, without a port', value)
}

export const hosts: Kind<readonly string[]> = {
  ...list('HOST', readHost),
  read(value) {
    const reading = readList(value, readHost)
    return reading.ok && reading.value.length === 0 ? misfit('an address to listen on', value) : reading
  },
}

/** Names as they stand in a certificate: DNS names, also with a wildcard, and IP addresses. */
export const certificateNames: Kind<readonly string[]> = list('NAME', (value) => {
  const reading = readHost(typeof value === 'string' ? value.replace(/^\*\./, '') : value)
  return reading.ok
    ? fits(String(value).replace(/^\[(.*)\]$/, '$1'))
    : misfit('a host name or an IP address', value)
})

export const origins: Kind<readonly string[]> = list('ORIGIN', (value) => {
  const origin =
    typeof value === 'string' && /^https?:\/\//.test(value) && URL.canParse(value)
      ? new URL(value).origin
      : ''
  return origin !== '' && origin === value
    ? fits(origin)
    : misfit('an origin such as https://app.test:3000', value)
})

type Ports = PortOptions['ports']

/** Numbers by name: `relay=10025`, or an object. What is not named keeps its number. */
export const ports: Kind<Ports> = {
  metavar: 'NAME=PORT|off',
  many: true,
  schema: byKeySchema(portKeys, portOrOff.schema),
  read: (value, lower, inCode) => readByKey(value, lower, portKeys, readPortOrOff, inCode),
  print: (value) => [...new Set(portKeys.map((key) => value[key] || 'any free one'))].join(', '),
}

/**
 * `name=value` texts, or an object, over what is there already. In code a name is a property, as on the handle
 * (`submissionAlt`); all other sources spell it as the profile does (`submission-alt`).
 */
export function readByKey<Key extends PortKey, Value>(
  value: unknown,
  lower: Readonly<Record<Key, Value>>,
  keys: readonly Key[],
  item: (value: unknown) => Reading<Value>,
  inCode = false,
): Reading<Readonly<Record<Key, Value>>> {
  const names: readonly string[] = inCode ? keys : keys.map((key) => profilesByKey[key].name)
  const pairs = isRecord(value)
    ? fits(Object.entries(value).filter(([, part]) => part !== undefined))
    : readList(value, (part): Reading<[string, unknown]> => {
        const match = typeof part === 'string' ? /^([^=]+)=(.*)$/.exec(part) : null
        return match
          ? fits([match[1]!.trim(), match[2]!.trim()])
          : misfit(`NAME=VALUE with NAME one of ${oneOf(names)}`, part)
      })
  if (!pairs.ok) return pairs
  const merged: Record<Key, Value> = { ...lower }
  const given = new Map<Key, { part: unknown; value: Value }>()
  for (const [name, part] of pairs.value) {
    const key = keys[names.indexOf(name)]
    if (key === undefined) {
      return misfit(`the name to be one of ${oneOf(names)}${meant(name, names)}`, name)
    }
    const reading = item(part)
    if (!reading.ok) return { ...reading, at: `.${key}${reading.at}` }
    const earlier = given.get(key)
    if (earlier !== undefined && earlier.value !== reading.value) return clash(earlier.part, part, `.${key}`)
    given.set(key, { part, value: reading.value })
    merged[key] = reading.value
  }
  return fits(Object.freeze(merged), [...given.keys()])
}

/** The same made for each of them. */
export function perKey<Key extends PortKey, Value>(
  keys: readonly Key[],
  make: (key: Key) => Value,
): Readonly<Record<Key, Value>> {
  return Object.freeze(Object.fromEntries(keys.map((key) => [key, make(key)])) as Record<Key, Value>)
}

/** What `readByKey` takes from a config file. */
export function byKeySchema(keys: readonly PortKey[], schema: JsonSchema): JsonSchema {
  const properties = Object.fromEntries(keys.map((key) => [profilesByKey[key].name, schema]))
  return { type: 'object', properties, additionalProperties: false }
}

/** `NAME=PROFILE:PORT`, or `{ name, profile, port, host }`. */
export const listeners: Kind<PortOptions['listeners']> = {
  ...list('NAME=PROFILE:PORT', readListener, {
    anyOf: [
      { type: 'string' },
      {
        type: 'object',
        properties: {
          name: { type: 'string' },
          profile: { enum: profileNames },
          port: portSchema,
          host: hosts.schema,
        },
        required: ['name', 'profile', 'port'],
        additionalProperties: false,
      },
    ],
  }),
  print: (value) =>
    value.map((listener) => `${listener.name}=${listener.profile}:${listener.port}`).join(', ') || 'none',
}

function readListener(value: unknown): Reading<PortOptions['listeners'][number]> {
  const match = typeof value === 'string' ? /^([^=]+)=([^:]+):(.*)$/.exec(value) : null
  const given = match ? { name: match[1], profile: match[2], port: match[3] } : value
  if (!isRecord(given)) return misfit(`NAME=PROFILE:PORT, such as dev=relay:1025`, value)
  const stray = strayField(given, ['name', 'profile', 'port', 'host'])
  if (stray !== undefined) return stray
  const { name, profile, port, host } = given
  if (typeof name !== 'string' || !/^[a-z0-9][\w.-]{0,63}$/i.test(name)) {
    return misfit('a name of letters, digits, dot, dash', name, '.name')
  }
  const profileName = profileNames.find((known) => known === profile)
  if (profileName === undefined) {
    return misfit(`a profile: ${oneOf(profileNames)}${meant(profile, profileNames)}`, profile, '.profile')
  }
  const number = readPort(port)
  if (!number.ok) return { ...number, at: '.port' }
  const addresses = host === undefined ? fits(null) : hosts.read(host, [])
  if (!addresses.ok) return { ...addresses, at: `.host${addresses.at}` }
  return fits(Object.freeze({ name, profile: profileName, port: number.value, host: addresses.value }))
}
