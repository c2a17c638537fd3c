import { inspect } from 'node:util'
import { FourportError } from '../../base/errors.ts'
import { refuseConflicts } from './conflicts.ts'
import { isRecord, type Kind } from './kind.ts'
import type { ResolvedOptions } from './options.ts'
import { commandLine, nameIn, type OptionLayer } from './source.ts'
import { nearest } from './suggest.ts'
import { type OptionName, optionNames, type OptionRow, optionTable } from './table.ts'
import { readUsersFile } from './users-file.ts'

/**
 * Options from all layers over the defaults, checked and frozen. Later layers win; `ports` and `auth` are
 * merged name by name. Throws OPTION_UNKNOWN, OPTION_INVALID, OPTION_CONFLICT, each naming the source.
 */
export function resolveOptions(
  layers: readonly OptionLayer[],
  defaults: 'library' | 'command',
): ResolvedOptions {
  const values = defaultsOf(defaults)
  const sources = new Map<OptionName, string>()
  for (const { source, values: given } of layers) {
    if (given === undefined) continue
    if (!isRecord(given))
      throw new FourportError(
        'OPTION_INVALID',
        `${source}: expected an object of options, got ${quoted(given)}.`,
      )
    for (const [name, value] of Object.entries(given)) {
      if (value === undefined) continue
      const known = knownName(name, source, defaults)
      values[known] = readOption(known, value, values[known], source)
      sources.set(known, source)
    }
  }
  const named = (name: OptionName): string =>
    nameIn(
      sources.get(name) ?? (defaults === 'command' ? commandLine : (layers.at(-1)?.source ?? 'option')),
      name,
    )
  const options = completed(values as unknown as ResolvedOptions, named)
  refuseConflicts(options, named)
  return options
}

function defaultsOf(defaults: 'library' | 'command'): Record<OptionName, unknown> {
  const entries = optionNames.map((name) => {
    const row: OptionRow<unknown> = optionTable[name] as OptionRow<unknown>
    return [
      name,
      Object.freeze(defaults === 'command' && row.command !== undefined ? row.command : row.library),
    ]
  })
  return Object.fromEntries(entries) as Record<OptionName, unknown>
}

function knownName(name: string, source: string, defaults: 'library' | 'command'): OptionName {
  const allowed = optionNames.filter((known) => defaults === 'command' || !optionTable[known].commandOnly)
  const known = allowed.find((known) => known === name)
  if (known !== undefined) return known
  if (Object.hasOwn(optionTable, name)) {
    throw new FourportError(
      'OPTION_UNKNOWN',
      `${nameIn(source, name as OptionName)} is an option of the command alone.`,
      {
        help: 'Leave it out; the library neither prints nor exits.',
      },
    )
  }
  const near = nearest(name, allowed)
  throw new FourportError(
    'OPTION_UNKNOWN',
    `Unknown option ${quoted(name, false)} in ${source.replace(/ option$/, '')}.`,
    {
      help: near === undefined ? `The options are ${allowed.join(', ')}.` : `Did you mean ${near}?`,
    },
  )
}

function readOption(name: OptionName, value: unknown, lower: unknown, source: string): unknown {
  const kind = optionTable[name].kind as Kind<unknown>
  const reading = kind.read(value, lower)
  if (reading.ok) return reading.value
  const got = kind.secret ? secretShape(reading.got) : quoted(reading.got)
  throw new FourportError(
    'OPTION_INVALID',
    `${nameIn(source, name, reading.at)}: expected ${reading.expected}, got ${got}.`,
  )
}

function completed(values: ResolvedOptions, named: (name: OptionName) => string): ResolvedOptions {
  const fromFile = values.usersFile === null ? [] : readUsersFile(values.usersFile, named('usersFile'))
  return Object.freeze({
    ...values,
    users: Object.freeze([...values.users, ...fromFile]),
    httpHost: values.httpHost.length === 0 ? values.host : values.httpHost,
  })
}

/** Value and type, on one line, cut where it is long. */
function quoted(value: unknown, withType = true): string {
  // What lies deeper may hold a password, and is not needed to find the place.
  const text =
    typeof value === 'string' ? JSON.stringify(value) : inspect(value, { depth: 0, breakLength: Infinity })
  const cut = text.length > 80 ? `${text.slice(0, 77)}…` : text
  return withType && value !== null && value !== undefined
    ? `${cut} (${Array.isArray(value) ? 'array' : typeof value})`
    : cut
}

/** What may be said of a value that may hold a password. */
function secretShape(value: unknown): string {
  if (typeof value !== 'string')
    return Array.isArray(value)
      ? 'an array'
      : value === null || value === undefined
        ? String(value)
        : `a value of type ${typeof value}`
  return value === ''
    ? 'an empty text'
    : `a text of ${value.length} characters (not shown: it may hold a password)`
}
