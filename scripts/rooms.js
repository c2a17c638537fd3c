/**
 * The rooms of src/ and what each may import: of ours, of others', of Node. scripts/rooms-plugin.js has the linter
 * hold every file against it; test/docs/architecture.test.ts compares it with docs/architecture.md.
 */
import { isBuiltin } from 'node:module'
import { relative, sep } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/** Room → rooms it may import. Facts flow one way: a room further down knows those above, never the reverse. */
export const rooms = {
  base: [],
  model: [],
  threads: ['base'],
  tls: ['model', 'base'],
  faults: ['model', 'base'],
  scenarios: ['model'],
  options: ['faults', 'scenarios', 'model', 'base'],
  protocol: ['faults', 'model', 'base'],
  net: ['protocol', 'faults', 'tls', 'model', 'base'],
  capture: ['model', 'base'],
  search: ['base'],
  store: ['search', 'capture', 'model', 'base'],
  diagnosis: ['model', 'base'],
  judge: ['diagnosis', 'model', 'base'],
  http: ['faults', 'search', 'store', 'capture', 'judge', 'diagnosis', 'scenarios', 'model', 'base'],
  server: [
    'options',
    'tls',
    'faults',
    'scenarios',
    'protocol',
    'net',
    'capture',
    'store',
    'diagnosis',
    'http',
    'threads',
    'model',
    'base',
  ],
  verify: ['server', 'options', 'scenarios', 'faults', 'judge', 'diagnosis', 'model', 'base'],
  testing: ['server', 'options', 'verify', 'store', 'diagnosis', 'model', 'base'],
  client: ['model', 'base'],
  ui: ['search', 'faults', 'model'],
  cli: ['server', 'options', 'verify', 'judge', 'diagnosis', 'tls', 'model', 'base'],
}

/** Folder within a room → the files outside of it that may import what is in it: what is behind a port is chosen in one place. */
export const privateFolders = {
  'store/memory': ['server/open-store.ts'],
  'store/file': ['server/open-store.ts', 'server/transfer/mailpit.ts', 'store-worker.ts'],
}

/** Entry of the package → rooms it hands out. No room imports an entry. */
export const entries = {
  'index.ts': ['server', 'options', 'verify', 'model', 'base'],
  'vitest.ts': ['testing', 'base'],
  'jest.ts': ['testing', 'base'],
  'matchers.ts': ['testing', 'base'],
  'client.ts': ['client', 'model', 'base'],
  // No entry of users: what a thread runs.
  'worker.ts': ['threads', 'capture', 'http'],
  // The same, for what writes to a file.
  'store-worker.ts': ['store'],
}

/** Package → the rooms and entries that may import it. One that is not here may be imported by none. */
export const packages = {
  'smtp-server': ['protocol'],
  mailparser: ['capture'],
  libmime: ['capture'],
  nodemailer: ['capture', 'http', 'server'],
  selfsigned: ['tls'],
  '@peculiar/x509': ['tls'],
  'reflect-metadata': ['tls'],
  hono: ['http'],
  '@hono/zod-openapi': ['http'],
  // Installed for @hono/zod-openapi, which hands out its `z`.
  zod: [],
  ws: ['http'],
  yaml: ['verify'],
  preact: ['ui'],
  vite: ['ui'],
  vitest: ['testing', 'vitest.ts'],
  '@jest/globals': ['jest.ts'],
}

/**
 * Module of Node → the rooms and entries that may import it. Those that reach out of the process, or load what the
 * linter cannot see, are here; any other is free.
 */
export const nodeModules = {
  net: ['base', 'net', 'http', 'cli'],
  tls: ['tls', 'net', 'cli'],
  http: ['http', 'cli'],
  https: ['http', 'cli'],
  fs: ['base', 'tls', 'store', 'http', 'server', 'verify', 'cli'],
  os: ['tls', 'options', 'verify'],
  module: ['base', 'protocol', 'jest.ts'],
  timers: ['net', 'store', 'server', 'verify'],
  v8: ['base', 'options'],
  vm: ['base', 'server'],
  child_process: ['verify'],
  cluster: [],
  dgram: [],
  dns: ['base', 'cli'],
  http2: [],
  inspector: [],
  process: [],
  repl: [],
  wasi: [],
  // Reading what is hostile may take long or end its heap: it has a thread of its own, which nobody waits for. A store
  // that writes to a disk waits for it in another.
  worker_threads: ['threads', 'store'],
}

/** What is pure in a module of Node that otherwise is not, for every room. */
const pureNames = { net: ['isIP', 'isIPv4', 'isIPv6'] }

const page = '(docs/architecture.md, “Rooms”).'

/**
 * Why a file may not import something, in one sentence; null: it may.
 *
 * @param file - where it stands, an absolute path
 * @param specifier - as it is written
 * @param names - what is imported of it; null: all, or more than is known
 * @param root - of the project
 */
export function refusalOf(file, specifier, names, root) {
  const importer = placeOf(file, root)
  if (importer === null) return null
  if (importer.allowed === undefined) {
    return `src/${importer.name} is no room and no entry that scripts/rooms.js knows: give it its row there ${page}`
  }
  if (isOurs(specifier)) return refusalOfOurs(importer, file, specifier, root)
  const name = moduleName(specifier)
  return isBuiltin(specifier) ? refusalOfNode(importer, name, names) : refusalOfPackage(importer, name)
}

/**
 * The allowances that an import uses, each in words that {@link staleAllowances} knows.
 *
 * @param file - where it stands, an absolute path
 * @param specifier - as it is written
 * @param names - what is imported of it; null: all, or more than is known
 * @param root - of the project
 */
export function allowancesOf(file, specifier, names, root) {
  const importer = placeOf(file, root)
  if (importer === null || specifier === null) return []
  if (!isOurs(specifier)) {
    const name = moduleName(specifier)
    if (!isBuiltin(specifier)) return [allowance('packages', name, importer.name)]
    return isPure(name, names) ? [] : [allowance('nodeModules', name, importer.name)]
  }
  const target = targetOf(file, specifier, root)
  if (target === null) return []
  const [folder] = privateFolderOf(target) ?? []
  return [
    allowance(importer.isEntry ? 'entries' : 'rooms', importer.name, target.name),
    ...(folder === undefined ? [] : [allowance('privateFolders', folder, importer.path)]),
  ]
}

/**
 * What the tables allow and nobody does, each in one sentence that says what to remove.
 *
 * @param used - what {@link allowancesOf} says of every import of src
 */
export function staleAllowances(used) {
  const tables = { rooms, privateFolders, entries, packages, nodeModules }
  return Object.entries(tables).flatMap(([table, rows]) =>
    Object.entries(rows).flatMap(([row, allowed]) =>
      allowed
        .filter((one) => !used.has(allowance(table, row, one)))
        .map(
          (one) =>
            `Remove ${allowance(table, row, one)} in scripts/rooms.js: no import of src uses it ${page}`,
        ),
    ),
  )
}

function allowance(table, row, one) {
  return `'${one}' from the row '${row}' of ${table}`
}

function isOurs(specifier) {
  return /^(?:\.{0,2}\/|\.{1,2}$|file:)/.test(specifier)
}

/** The package, or the module of Node, that a specifier names a part of. */
function moduleName(specifier) {
  const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')
  return name.replace(/^node:/, '')
}

/** What of ours a specifier names; null: it is outside of src. */
function targetOf(file, specifier, root) {
  return placeOf(fileURLToPath(new URL(specifier, pathToFileURL(file))), root)
}

function refusalOfOurs(importer, file, specifier, root) {
  const target = targetOf(file, specifier, root)
  if (target === null) {
    return `src/${importer.name} may not import ${specifier}: it is outside of src, and is not in the package ${page}`
  }
  if (target.name === importer.name || importer.allowed.includes(target.name)) {
    return refusalOfPrivate(importer, target)
  }
  if (target.isEntry) {
    return `src/${importer.name} may not import src/${target.name}: it is an entry, and entries know the rooms, never the reverse ${page}`
  }
  const imports = importer.allowed.join(', ') || 'nothing of ours'
  return `src/${importer.name} may not import src/${target.name}: its imports are ${imports} ${page}`
}

function refusalOfPrivate(importer, target) {
  const [folder, friends] = privateFolderOf(target) ?? []
  if (folder === undefined || within(importer, folder) || friends.includes(importer.path)) return null
  return `src/${importer.path} may not import src/${target.path}: what is in src/${folder} is private, and of the others only ${friends.map((one) => `src/${one}`).join(', ')} may ${page}`
}

function privateFolderOf(target) {
  return Object.entries(privateFolders).find(([folder]) => within(target, folder))
}

function within({ path }, folder) {
  return path === folder || path.startsWith(`${folder}/`)
}

function refusalOfPackage(importer, name) {
  const owners = Object.hasOwn(packages, name) ? packages[name] : null
  if (owners === null) {
    return `src/${importer.name} may not import ${name}: scripts/rooms.js gives no room a package of that name ${page}`
  }
  if (owners.includes(importer.name)) return null
  if (owners.length === 0) {
    return `No room may import ${name}: it is here for another package, and what needs it itself must have its row in scripts/rooms.js ${page}`
  }
  return onlyFor(owners, name, 'so that one place knows it')
}

function refusalOfNode(importer, name, names) {
  const owners = Object.hasOwn(nodeModules, name) ? nodeModules[name] : null
  if (owners === null || owners.includes(importer.name)) return null
  if (isPure(name, names)) return null
  if (owners.length === 0) {
    return `No room may import node:${name}: nothing in src needs it, and what does is to have its row in scripts/rooms.js ${page}`
  }
  return onlyFor(owners, `node:${name}`, 'so that the others stay free of the system they run on')
}

function isPure(name, names) {
  return names !== null && names.every((one) => pureNames[name]?.includes(one))
}

function onlyFor(owners, name, why) {
  return `Only ${owners.map((owner) => `src/${owner}`).join(', ')} may import ${name}, ${why} ${page}`
}

/** The room or entry that a file is in; null: it is not in src. What nobody knows has no list of what it may. */
function placeOf(file, root) {
  const [top, first = '', ...rest] = relative(root, file).split(sep)
  if (top !== 'src') return null
  // The entries stand in src/cjs once more, declared for CommonJS.
  const entry = first === 'cjs' ? rest.join('/') : rest.length === 0 ? first : null
  const name = entry === null ? first : entry.replace(/(?:\.d)?\.[cm]?[jt]s$/, '.ts')
  const table = entry === null ? rooms : entries
  const path = [first, ...rest].join('/')
  return {
    name,
    path,
    isEntry: entry !== null,
    allowed: Object.hasOwn(table, name) ? table[name] : undefined,
  }
}
