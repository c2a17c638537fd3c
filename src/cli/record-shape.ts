import type { Observation } from '../model/observation.ts'

/** What a value of a record has to be; `?` allows null, `*`, here or after the name, that it is not there. Only what the diagnosis rests on is named. */
type Shape =
  | 'string'
  | 'string?'
  | 'string*'
  | 'number'
  | 'number?'
  | 'number*'
  | 'boolean'
  | 'boolean*'
  | 'texts'
  | 'texts*'
  | { readonly [field: string]: Shape }

const hello: Shape = {
  versions: 'texts',
  sni: 'string?',
  groups: 'texts*',
  ja4: 'string*',
  ja4r: 'string*',
  ja4ro: 'string*',
  cipherCount: 'number*',
  cipherHash: 'string*',
}

const recordShape: Shape = {
  id: 'string',
  port: { name: 'string', profile: 'string', port: 'number', tls: 'string' },
  'scenario*': { name: 'string', group: 'string', title: 'string' },
  remote: { host: 'string' },
  startedAt: 'string',
  durationMs: 'number?',
  firstByteMs: 'number?',
  messages: 'texts',
  lateMs: 'number*',
}

/** A kind that is not named here may come from a newer version, and is passed over. */
const entryShapes: Readonly<Record<Observation['kind'], Shape>> = {
  reply: { code: 'number', enhanced: 'string?', text: 'texts' },
  command: { verb: 'string', line: 'string', secure: 'boolean', sizeBytes: 'number' },
  'auth-line': { what: 'string', secure: 'boolean' },
  auth: { mechanism: 'string', outcome: 'string', user: 'string?', secure: 'boolean', hints: 'texts' },
  'first-bytes': { protocol: 'string', hex: 'string', line: 'string?', beforeGreeting: 'boolean' },
  'client-hello': { hello, expected: 'boolean' },
  'tls-established': { tls: { version: 'string' } },
  'tls-failed': { phase: 'string', reason: 'string' },
  discarded: { sizeBytes: 'number', verbs: 'texts', tls: 'boolean*' },
  data: {
    sizeBytes: 'number',
    complete: 'boolean',
    faults: {
      bareLf: 'number',
      bareCr: 'number',
      doubleCr: 'number*',
      longLines: 'number',
      eightBit: 'boolean',
    },
  },
  message: { id: 'string', header: { names: 'texts', from: 'string?', messageId: 'string?' } },
  server: { what: 'string', text: 'string' },
  fault: {
    id: 'string',
    at: 'string',
    delayMs: 'number?',
    code: 'number?',
    cut: 'string?',
    fired: 'number',
    times: 'number?',
    afterBytes: 'number*',
    'pace*': { bytes: 'number', everyMs: 'number' },
    injected: 'texts*',
    'ehlo*': { drop: 'texts*', add: 'texts*' },
    tls: 'string*',
    seed: 'number*',
  },
  'socket-error': { code: 'string' },
}

/** The first field of a record that is not what it has to be, in words; null where all are. */
export function shapeFault(record: Readonly<Record<string, unknown>>): string | null {
  const { clientHello } = record
  const fault =
    faultIn(record, recordShape, '') ??
    (clientHello === null || clientHello === undefined ? null : faultIn(clientHello, hello, 'clientHello'))
  if (fault !== null) return fault
  if (Number.isNaN(Date.parse(String(record['startedAt'])))) return '"startedAt" that is no time'
  for (const [index, entry] of (record['entries'] as readonly unknown[]).entries()) {
    const where = `entries[${index}]`
    const found = faultIn(entry, { n: 'number', atMs: 'number', kind: 'string' }, where)
    if (found !== null) return found
    const { kind } = entry as { readonly kind: string }
    const shape = Object.hasOwn(entryShapes, kind) ? entryShapes[kind as Observation['kind']] : {}
    const inside = faultIn(entry, shape, where)
    if (inside !== null) return inside
  }
  return null
}

function faultIn(value: unknown, shape: Shape, path: string): string | null {
  if (typeof shape === 'string') return fits(value, shape) ? null : `"${path}" that is no ${nameOf(shape)}`
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return `"${path}" that is no object`
  for (const [key, inner] of Object.entries(shape)) {
    const field = key.replace(/\*$/, '')
    if (field !== key && (value as Readonly<Record<string, unknown>>)[field] === undefined) continue
    const at = path === '' ? field : `${path}.${field}`
    const fault = faultIn((value as Readonly<Record<string, unknown>>)[field], inner, at)
    if (fault !== null) return fault
  }
  return null
}

function fits(value: unknown, shape: Exclude<Shape, object>): boolean {
  if (shape.endsWith('*') && value === undefined) return true
  if (shape.endsWith('?') && value === null) return true
  const type = typeOf(shape)
  if (type === 'texts') return Array.isArray(value) && value.every((item) => typeof item === 'string')
  return typeof value === type
}

function nameOf(shape: Exclude<Shape, object>): string {
  const type = typeOf(shape)
  return type === 'texts' ? 'list of texts' : type
}

function typeOf(shape: Exclude<Shape, object>): string {
  return shape.replace(/[?*]$/, '')
}
