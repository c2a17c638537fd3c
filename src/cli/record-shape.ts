import { type FieldKind, shown } from '../base/fields.ts'
import { list, orNull } from '../base/kinds/compounds.ts'
import { isRecord, type Kind, scalar } from '../base/kinds/kind.ts'
import { boolean, text } from '../base/kinds/scalars.ts'
import type { Observation } from '../model/observation.ts'

/** The kind of a value of a record, or the fields that are in it; `?` after a name: it may be left out. Only what the diagnosis rests on is named. */
type Shape = FieldKind | Fields
interface Fields {
  readonly [field: string]: Shape
}

const string = text(/^[^]*$/, 'a text')
const texts = list(string, { expected: 'a list of texts' })
const number: Kind<number> = scalar({
  metavar: 'N',
  expected: 'a number',
  schema: { type: 'number' },
  fits: (value) => typeof value === 'number',
})
const time: FieldKind = {
  fits: (value) => typeof value === 'string' && !Number.isNaN(Date.parse(value)),
  expected: 'a time such as "2026-05-01T12:00:00.000Z"',
}

/** Of a message. */
const parts: FieldKind = {
  fits: (value) =>
    Array.isArray(value) &&
    value.every(
      (one: unknown) =>
        isRecord(one) &&
        string.fits(one['fault']) &&
        string.fits(one['part']) &&
        (one['type'] === null || string.fits(one['type'])) &&
        (one['charset'] === undefined || string.fits(one['charset'])),
    ),
  expected: 'a list of parts, each with "fault", "part" and "type"',
}

const hello: Fields = {
  versions: texts,
  sni: orNull(string),
  'groups?': texts,
  'ja4?': string,
  'ja4r?': string,
  'ja4ro?': string,
  'cipherCount?': number,
  'cipherHash?': string,
}

const recordShape: Fields = {
  id: string,
  port: { name: string, profile: string, port: number, tls: string, 'authWithoutTls?': boolean },
  'scenario?': { name: string, group: string, title: string },
  remote: { host: string },
  startedAt: time,
  durationMs: orNull(number),
  firstByteMs: orNull(number),
  messages: texts,
  'lateMs?': number,
  'passwordUnencrypted?': boolean,
}

/** A kind that is not named here may come from a newer version, and is passed over. */
const entryShapes: Readonly<Record<Observation['kind'], Fields>> = {
  reply: { code: number, enhanced: orNull(string), text: texts },
  command: { verb: string, line: string, secure: boolean, sizeBytes: number },
  'auth-line': { what: string, secure: boolean },
  auth: { mechanism: string, outcome: string, user: orNull(string), secure: boolean, hints: texts },
  'first-bytes': { protocol: string, hex: string, line: orNull(string), beforeGreeting: boolean },
  'client-hello': { hello, expected: boolean, 'reached?': string },
  'tls-established': { tls: { version: string } },
  'tls-failed': { phase: string, reason: string },
  discarded: { sizeBytes: number, verbs: texts, 'tls?': boolean },
  data: {
    sizeBytes: number,
    complete: boolean,
    faults: {
      bareLf: number,
      bareCr: number,
      'doubleCr?': number,
      'otherLine?': number,
      longLines: number,
      eightBit: boolean,
    },
  },
  message: {
    id: string,
    header: {
      names: texts,
      from: orNull(string),
      messageId: orNull(string),
      'faults?': texts,
      'lineWithoutField?': number,
    },
    'parts?': parts,
  },
  server: { what: string, text: string },
  fault: {
    id: string,
    at: string,
    delayMs: orNull(number),
    code: orNull(number),
    cut: orNull(string),
    fired: number,
    times: orNull(number),
    'afterBytes?': number,
    'pace?': { bytes: number, everyMs: number },
    'injected?': texts,
    'ehlo?': { 'drop?': texts, 'add?': texts },
    'tls?': string,
    'seed?': number,
  },
  'socket-error': { code: string },
}

const anyEntry: Fields = { n: number, atMs: number, kind: string }

/** The first field of a record that is not what it has to be, in words that follow “has”; null where all are. */
export function shapeFault(record: Readonly<Record<string, unknown>>): string | null {
  const { clientHello } = record
  const fault =
    faultIn(record, recordShape, '') ??
    (clientHello === null || clientHello === undefined ? null : faultIn(clientHello, hello, 'clientHello'))
  if (fault !== null) return fault
  for (const [index, entry] of (record['entries'] as readonly unknown[]).entries()) {
    const where = `entries[${index}]`
    const found = faultIn(entry, anyEntry, where)
    if (found !== null) return found
    const { kind } = entry as { readonly kind: string }
    const shape = Object.hasOwn(entryShapes, kind) ? entryShapes[kind as Observation['kind']] : {}
    const inside = faultIn(entry, shape, where)
    if (inside !== null) return inside
  }
  return null
}

function faultIn(value: unknown, shape: Shape, path: string): string | null {
  if (isKind(shape)) return shape.fits(value) ? null : unfit(path, value, shape.expected)
  if (!isRecord(value)) return unfit(path, value, 'an object')
  for (const [key, inner] of Object.entries(shape)) {
    const field = key.replace(/\?$/, '')
    if (field !== key && value[field] === undefined) continue
    const fault = faultIn(value[field], inner, path === '' ? field : `${path}.${field}`)
    if (fault !== null) return fault
  }
  return null
}

function isKind(shape: Shape): shape is FieldKind {
  return typeof shape['fits'] === 'function'
}

function unfit(path: string, value: unknown, expected: string): string {
  return value === undefined
    ? `no "${path}"; expected ${expected}`
    : `"${path}" as ${shown(value)}; expected ${expected}`
}
