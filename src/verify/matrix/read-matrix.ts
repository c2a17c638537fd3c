import { FourportError } from '../../base/errors.ts'
import { isPlainObject, shown } from '../../base/fields.ts'
import { nearest } from '../../base/suggest.ts'
import { byUsualNumber, type ProfileName } from '../../model/port-profile.ts'
import type { KnownFailure } from '../../model/verify.ts'
import { scenarios as every } from '../../scenarios/scenarios.ts'
import { checkPlaceholders } from '../client/placeholders.ts'
import { checkKnown } from '../known-failures.ts'
import { plan } from '../run/plan.ts'
import { readVerifyOptions, type ResolvedVerifyOptions, type VerifyOptions } from '../verify-options.ts'
import { commandMatrixClient } from './command-client.ts'
import type { MatrixClient } from './matrix-client.ts'
import {
  clientFields,
  defaultFields,
  type GivenClient,
  matrixVersion,
  type MatrixField,
  mostClients,
} from './matrix-fields.ts'
import { readYaml } from './read-yaml.ts'
import { type Path, pathWords, type YamlPlaces } from './yaml-places.ts'

/** Where a file stands, and what is asked for beside it. */
export interface MatrixSource {
  readonly text: string
  /** As it was typed. */
  readonly file: string
  /** The folder that paths in it start from. */
  readonly folder: string
  /** What holds for every client, whatever the file says: the options of the command line. */
  readonly overrides: VerifyOptions
}

/** What is read, and what is needed to say where it is wrong. */
interface Reader extends MatrixSource {
  readonly places: YamlPlaces
}

/** A client as the file has it, over the defaults. */
type Given = GivenClient & VerifyOptions

/**
 * The clients of a file for `--matrix`, in their order; one with `versions` is one for each.
 * @throws FourportError MATRIX_UNREADABLE: what came, where, what was expected, and what to write
 */
export function readMatrix(source: MatrixSource): readonly MatrixClient[] {
  const { value, places } = readYaml(source.text, source.file)
  const reader: Reader = { ...source, places }
  if (!isPlainObject(value))
    throw wrong(reader, [], `it is ${shown(value)}; expected an object with version and clients`)
  const names = ['$schema', 'version', 'defaults', 'clients']
  refuseStray(reader, value, names, [])
  if (value['version'] !== matrixVersion)
    throw wrong(
      reader,
      ['version'],
      `version is ${shown(value['version'])}; expected ${matrixVersion}, the version of this form`,
      'version: 1',
    )
  const defaults =
    value['defaults'] === undefined ? {} : readFields(reader, value['defaults'], defaultFields, ['defaults'])
  const { clients } = value
  if (!Array.isArray(clients) || clients.length === 0 || clients.length > mostClients)
    throw wrong(
      reader,
      ['clients'],
      `clients is ${shown(clients)}; expected a list of 1 to ${mostClients} clients`,
    )
  const found = clients.flatMap((client: unknown, index) =>
    clientsOf(reader, client, defaults, ['clients', index]),
  )
  refuseRepeated(reader, found)
  return found.map(({ client }) => client)
}

interface FoundClient {
  readonly client: MatrixClient
  readonly path: Path
}

function clientsOf(reader: Reader, value: unknown, defaults: Given, path: Path): readonly FoundClient[] {
  const own = readFields(reader, value, clientFields, path)
  const given = { ...defaults, ...own, env: { ...defaults.env, ...own.env } }
  if (given.name === undefined) throw missing(reader, path, 'name')
  if (given.command === undefined) throw missing(reader, path, 'command')
  if (own.versions !== undefined && own.version !== undefined)
    throw wrong(
      reader,
      [...path, 'version'],
      `${pathWords(path)} has version and versions; expected one of them`,
    )
  const each = own.versions === undefined ? [given] : own.versions.map((version) => inVersion(given, version))
  return each.map((one) => ({ client: clientOf(reader, one as Complete, path), path }))
}

type Complete = Given & Required<Pick<Given, 'name' | 'command'>>

/** `{version}` is that, wherever it stands; a name without it ends in it. */
function inVersion(given: Given, version: string): Given {
  const { name = '', command, versionCommand, setup, cwd, env = {} } = given
  const filled = (text: string): string => text.replaceAll('{version}', version)
  return {
    ...given,
    version,
    name: name.includes('{version}') ? filled(name) : `${name} ${version}`,
    env: Object.fromEntries(Object.entries(env).map(([variable, text]) => [variable, filled(text)])),
    ...(command !== undefined && { command: command.map(filled) }),
    ...(versionCommand !== undefined && { versionCommand: versionCommand.map(filled) }),
    ...(setup !== undefined && { setup: setup.map(filled) }),
    ...(cwd !== undefined && { cwd: filled(cwd) }),
  }
}

function clientOf(reader: Reader, given: Complete, path: Path): MatrixClient {
  const { name, version, versionCommand, versions: _each, command, cwd, env = {}, presets = [], caEnv = false, setup, setupLimitMs, ...options } = given
  for (const [variable, text] of Object.entries(env)) {
    within(reader, [...path, 'env', variable], () => checkPlaceholders(text, `env.${variable}`))
  }
  const { parallel = null } = options
  within(reader, [...path, 'scenarios'], () => tryPlan(options))
  const resolved = readVerifyOptions('--matrix', { ...options, ...reader.overrides })
  tryPlan(resolved)
  return commandMatrixClient(
    {
      name,
      version: version ?? null,
      versionCommand: versionCommand ?? null,
      command,
      cwd: cwd ?? '.',
      env,
      presets,
      caEnv,
      setup: setup ?? null,
      ...(setupLimitMs !== undefined && { setupLimitMs }),
    },
    { ...resolved, parallel },
    reader.folder,
  )
} // prettier-ignore

/** @throws FourportError OPTION_INVALID for a scenario that there is not, or that applies to none of the ports */
function tryPlan(options: VerifyOptions | ResolvedVerifyOptions): void {
  const { ports = null, scenarios = null } = options
  plan(every, { ports: ports && ports.map((one) => byUsualNumber(one) as ProfileName), scenarios })
}

function readFields(reader: Reader, value: unknown, fields: Readonly<Record<string, MatrixField>>, path: Path): Given {
  if (!isPlainObject(value)) throw wrong(reader, path, `${pathWords(path)} is ${shown(value)}; expected an object with ${Object.keys(fields).slice(0, 3).join(', ')} …`)
  refuseStray(reader, value, Object.keys(fields), path)
  return Object.fromEntries(
    Object.entries(value).map(([name, given]) => [name, readField(reader, given, fields[name]!, [...path, name])]),
  ) as Given
} // prettier-ignore

function readField(reader: Reader, given: unknown, field: MatrixField, path: Path): unknown {
  const name = String(path.at(-1))
  if (name === 'known') return readKnown(reader, given, path)
  const reading = field.read(given)
  if (reading.ok) return reading.value
  const at = [...path, ...partsOf(reading.at)]
  const source = reader.places.source(at)
  const isText = typeof reading.got !== 'string' && source !== undefined && /\btext\b/.test(reading.expected)
  const write = isText ? `${at.at(-1)}: ${JSON.stringify(source)}` : `${name}: ${field.example}`
  throw wrong(
    reader,
    at,
    `${pathWords(at)} is ${isText ? source : shown(reading.got)}; expected ${reading.expected}`,
    write,
  )
}

/** `[2].port` in its parts. */
function partsOf(at: string): Path {
  return [...at.matchAll(/\[(\d+)\]|\.([^.[\]]+)/g)].map(([, index, name]) =>
    index === undefined ? (name ?? '') : Number(index),
  )
}

function readKnown(reader: Reader, given: unknown, path: Path): readonly KnownFailure[] {
  const where = `${reader.file}:${reader.places.of(path)}: ${pathWords(path)}`
  return checkKnown(given, { where, code: 'MATRIX_UNREADABLE' })
}

function refuseStray(
  reader: Reader,
  value: Readonly<Record<string, unknown>>,
  names: readonly string[],
  path: Path,
): void {
  const stray = Object.keys(value).find((name) => !names.includes(name))
  if (stray === undefined) return
  const known = names.filter((name) => name !== '$schema')
  const near = nearest(stray, known)
  const hint = near === undefined ? '' : ` Did you mean ${near}?`
  const where = path.length === 0 ? 'the file' : pathWords(path)
  throw wrong(
    reader,
    [...path, stray],
    `${where} has the field ${shown(stray)}; it takes ${known.join(', ')}.${hint}`,
  )
}

function refuseRepeated(reader: Reader, found: readonly FoundClient[]): void {
  const seen = new Map<string, Path>()
  for (const { client, path } of found) {
    const first = seen.get(client.name)
    if (first !== undefined)
      throw wrong(
        reader,
        path,
        `${pathWords(path)} is called ${shown(client.name)}, as is ${pathWords(first)}; expected a name of its own`,
      )
    seen.set(client.name, path)
  }
}

/** What another part of verify says of a value, with its place. */
function within(reader: Reader, path: Path, check: () => unknown): void {
  try {
    check()
  } catch (error) {
    if (!(error instanceof FourportError)) throw error
    const { message, help } = error
    throw new FourportError('MATRIX_UNREADABLE', `${placeOf(reader, path)}: ${message}`, {
      cause: error,
      help,
    })
  }
}

function missing(reader: Reader, path: Path, name: string): FourportError {
  return wrong(
    reader,
    path,
    `${pathWords(path)} has no ${name}; expected one`,
    `${name}: ${clientFields[name]!.example}`,
  )
}

function wrong(reader: Reader, path: Path, what: string, write?: string): FourportError {
  return new FourportError(
    'MATRIX_UNREADABLE',
    `${placeOf(reader, path)}: ${what}${/[.?]$/.test(what) ? '' : '.'}`,
    {
      ...(write !== undefined && { help: `Write, for example: ${write}` }),
    },
  )
}

function placeOf({ file, places }: Reader, path: Path): string {
  return `${file}:${places.of(path)}`
}
