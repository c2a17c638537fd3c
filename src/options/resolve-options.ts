import { inspect } from 'node:util'
import { FourportError } from '../base/errors.ts'
import { perKey } from './kinds/network-kinds.ts'
import { portKeys } from '../model/port-profile.ts'
import { lazyModule } from '../base/lazy-module.ts'
import { listOf, nearest } from '../base/suggest.ts'
import { memoryBudget, type MemoryLimits, memoryLimits } from './memory-budget.ts'
import { refuseConflicts } from './conflicts.ts'
import { fitMemory } from './fit-memory.ts'
import { isRecord, type ReadableKind, type Reading, wholeKind } from '../base/kinds/kind.ts'
import type { lineToWrite } from './line-to-write.ts'
import { optionMeant } from './option-meant.ts'
import { OptionSources } from './option-sources.ts'
import type { ResolvedOptions } from './options.ts'
import { commandLine, isCode, nameIn, type OptionLayer } from './source.ts'
import { type OptionName, optionNames, type OptionRow, optionTable } from './table.ts'
import { warningsOf } from './warnings-of.ts'
import { readUsersFile } from './users-file.ts'

const loadExamples = lazyModule(() => import('./line-to-write.ts'))

/**
 * Options from all layers over the defaults, checked and frozen. Later layers win; `ports` and `auth` are
 * merged name by name. How much is kept by default is what there is room for. Rejects with OPTION_UNKNOWN, OPTION_INVALID, OPTION_CONFLICT, each naming the source.
 */
export async function resolveOptions(
  layers: readonly OptionLayer[],
  defaults: 'library' | 'command',
  limits: MemoryLimits = memoryLimits(),
): Promise<ResolvedOptions> {
  const values = defaultsOf(defaults)
  const sources = new OptionSources(
    defaults === 'command' ? commandLine : (layers.at(-1)?.source ?? 'option'),
  )
  for (const [rank, { source, values: given }] of layers.entries()) {
    if (given === undefined) continue
    if (!isRecord(given))
      throw new FourportError(
        'OPTION_INVALID',
        `${source}: expected an object of options, got ${quoted(given)}.`,
        { help: "Write, for example: { ports: { smtps: 1465 }, auth: 'required' }." },
      )
    for (const [name, value] of Object.entries(given)) {
      if (value === undefined) continue
      const known = knownName(name, source, defaults)
      const { kind } = optionTable[known] as OptionRow<unknown>
      // At once where it can be: what the caller changes afterwards changes nothing.
      const whole = 'load' in kind ? await wholeKind(kind) : kind
      const reading = whole.read(value, values[known], isCode(source))
      if (!reading.ok) throw await unfit(known, whole, reading, source)
      values[known] = reading.value
      sources.note(known, reading.names, { source, rank })
    }
  }
  const complete = completed(values as unknown as ResolvedOptions, sources)
  const options = fitMemory(complete, sources, memoryBudget(limits))
  refuseConflicts(options, sources)
  return Object.freeze({
    ...options,
    warnings: Object.freeze([...warningsOf(options, layers), ...options.warnings]),
  })
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
      `${nameIn(source, name as OptionName)} is an option of the command only.`,
      {
        help: 'Leave it out; the library neither prints nor exits.',
      },
    )
  }
  const near = optionMeant(name, (option) => option, allowed)
  const all = `The options are ${listOf(allowed, name)}; docs/options.md has each of them.`
  throw new FourportError(
    'OPTION_UNKNOWN',
    `Unknown option ${quoted(name, false)} in ${source.replace(/ option$/, '')}.`,
    {
      help: near === undefined ? all : `Did you mean ${near}? ${all}`,
    },
  )
}

/** The error for a value that does not fit, with the line to write. */
async function unfit(
  name: OptionName,
  kind: ReadableKind<unknown>,
  reading: Extract<Reading<unknown>, { ok: false }>,
  source: string,
): Promise<FourportError> {
  const where = nameIn(source, name, reading.at)
  if (reading.twice !== undefined) {
    const [first, second] = reading.twice.map((one) => quoted(one, false))
    return new FourportError('OPTION_CONFLICT', `${where} is given twice: ${first}, then ${second}.`, {
      help: 'Give it once.',
    })
  }
  if (reading.whole !== undefined) {
    const { words, help } = reading.whole
    return new FourportError('OPTION_INVALID', `${where}: ${words}`, {
      help: `${help} ${await exampleIn(source, name)}`,
    })
  }
  // A flag that may be repeated comes as a list, which nobody typed.
  const typed =
    source === commandLine && Array.isArray(reading.got) ? (reading.got.at(-1) as unknown) : reading.got
  const got = kind.secret ? secretShape(typed) : quoted(typed)
  const { names } = kind as { readonly names?: readonly string[] }
  const near = names === undefined || typeof typed !== 'string' ? undefined : nearest(typed, names)
  return new FourportError('OPTION_INVALID', `${where}: expected ${reading.expected}, got ${got}.`, {
    help: await exampleIn(source, name, { at: reading.at, near }),
  })
}

function completed(values: ResolvedOptions, sources: OptionSources): ResolvedOptions {
  const { usersFile } = values
  const { ports, http } = values.anyPorts ? anyPorts(values, sources) : values
  const fromFile = usersFile === null ? [] : readUsersFile(usersFile, sources.named('usersFile'))
  return {
    ...values,
    ports,
    http,
    users: Object.freeze([...values.users, ...fromFile]),
    httpHost: values.httpHost.length === 0 ? values.host : values.httpHost,
  }
}

/** Free ports for all that are on, but for those that were given at the same place or above it. */
function anyPorts(
  { ports, http }: ResolvedOptions,
  sources: OptionSources,
): Pick<ResolvedOptions, 'ports' | 'http'> {
  return {
    ports: perKey(portKeys, (key) =>
      ports[key] === 'off' || sources.meets(['ports', `.${key}`], ['anyPorts']) ? ports[key] : 0,
    ),
    http: http === 'off' || sources.meets(['http'], ['anyPorts']) ? http : 0,
  }
}

/** The tables of examples are read from disk where one is wanted. */
async function exampleIn(...[source, ...what]: Parameters<typeof lineToWrite>): Promise<string> {
  return `Write, for example: ${(await loadExamples()).lineToWrite(source, ...what)}`
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
    : `a text of ${value.length} ${value.length === 1 ? 'character' : 'characters'} (not shown: it may hold a password)`
}
