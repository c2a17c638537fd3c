import { beforeAll, describe, expect, it } from 'vitest'
import { entries, nodeModules, packages, rooms } from '../../scripts/rooms.js'
import { type Complaint, lint } from './run-linter.ts'

const page = '(docs/architecture.md, “Rooms”).'

/** Every way to load a module that is named by a text; of `src/ROOM/a.ts`, where the way depends on it. */
const ways: readonly ((specifier: string) => string)[] = [
  (specifier) => `import '${specifier}'`,
  (specifier) => `import { a } from '${specifier}'`,
  (specifier) => `import type { A } from "${specifier}"`,
  (specifier) => `import * as all from '${specifier}'`,
  (specifier) => `export { b } from '${specifier}'`,
  (specifier) => `export * from '${specifier}'`,
  (specifier) => `export type * from '${specifier}'`,
  (specifier) => `import equal = require('${specifier}')`,
  (specifier) => `void import('${specifier}')`,
  (specifier) => `void import(/* late */ \`${specifier}\`)`,
  (specifier) => `export type B = import('${specifier}').B`,
  (specifier) => `export type C = typeof import('${specifier}')`,
  (specifier) => `require('${specifier}')`,
  (specifier) => `require.resolve('${specifier}')`,
  (specifier) => `import.meta.resolve('${specifier}')`,
  (specifier) => `createRequire(import.meta.url)('${specifier}')`,
]

/** The ways to one file, from `src/ROOM/a.ts`. */
const spellings: readonly ((path: string) => string)[] = [
  (path) => `../${path}`,
  (path) => `./../${path}`,
  (path) => `.././${path}`,
  (path) => `..//${path}`,
  (path) => `../../src/${path}`,
  (path) => `./../../src/${path}`,
  (path) => `../sub/../${path}`,
  (path) => `../${path}?raw`,
  (path) => `../%${path.charCodeAt(0).toString(16)}${path.slice(1)}`,
]

const roomNames = Object.keys(rooms)
const foreignOf = (room: string): readonly string[] =>
  roomNames.filter((other) => other !== room && !rooms[room]?.includes(other))

/** A file whose every line breaks a rule, and what is said of each. */
interface Case {
  readonly file: string
  readonly lines: readonly string[]
  readonly message: string
}

const importsOf = (room: string): string => rooms[room]?.join(', ') || 'nothing of ours'

const foreign: readonly Case[] = roomNames.flatMap((room) =>
  foreignOf(room).flatMap((other) => [
    {
      file: `src/${room}/to-${other}.ts`,
      lines: [
        ...ways.map((way) => way(`../${other}/x.ts`)),
        ...spellings.map((spelling) => `import '${spelling(`${other}/x.ts`)}'`),
      ],
      message: `src/${room} may not import src/${other}: its imports are ${importsOf(room)} ${page}`,
    },
    {
      file: `src/${room}/deeper/still/to-${other}.ts`,
      lines: [`import '../../../${other}/x.ts'`, `void import('./../../../../src/${other}/deep/x.ts')`],
      message: `src/${room} may not import src/${other}: its imports are ${importsOf(room)} ${page}`,
    },
  ]),
)

const toEntries: readonly Case[] = roomNames.flatMap((room) =>
  Object.keys(entries).map((entry) => ({
    file: `src/${room}/entry-${entry}`,
    lines: [
      ...ways.map((way) => way(`../${entry}`)),
      ...spellings.map((spelling) => `import '${spelling(entry)}'`),
      `import '../${entry.replace('.ts', '.js')}'`,
    ],
    message: `src/${room} may not import src/${entry}: it is an entry, and entries know the rooms, never the reverse ${page}`,
  })),
)

const inSrc = (names: readonly string[]): string => names.map((name) => `src/${name}`).join(', ')

const toPackages: readonly Case[] = roomNames.flatMap((room) =>
  Object.entries(packages)
    .filter(([, owners]) => !owners.includes(room))
    .map(([name, owners]) => ({
      file: `src/${room}/package-${name.replaceAll(/\W/g, '-')}.ts`,
      lines: [
        ...ways.map((way) => way(name)),
        `import '${name}/lib/deep.js'`,
        `import '${name}/package.json'`,
      ],
      message:
        owners.length === 0
          ? `No room may import ${name}: it is here for another package, and what needs it itself must have its row in scripts/rooms.js ${page}`
          : `Only ${inSrc(owners)} may import ${name}, so that one place knows it ${page}`,
    })),
)

const toNode: readonly Case[] = roomNames.flatMap((room) =>
  Object.entries(nodeModules)
    .filter(([, owners]) => !owners.includes(room))
    .map(([name, owners]) => ({
      file: `src/${room}/node-${name.replaceAll('_', '-')}.ts`,
      lines: [...ways.map((way) => way(`node:${name}`)), `import '${name}'`],
      message:
        owners.length === 0
          ? `No room may import node:${name}: nothing in src needs it, and what does is to have its row in scripts/rooms.js ${page}`
          : `Only ${inSrc(owners)} may import node:${name}, so that the others stay free of the system they run on ${page}`,
    })),
)

const others: readonly Case[] = [
  {
    file: 'src/store/unknown-package.ts',
    lines: [`import 'left-pad'`, `import('left-pad/sub')`],
    message: `src/store may not import left-pad: scripts/rooms.js gives no room a package of that name ${page}`,
  },
  {
    file: 'src/store/own-name.ts',
    lines: [`import 'fourport'`, `import 'fourport/client'`],
    message: `src/store may not import fourport: scripts/rooms.js gives no room a package of that name ${page}`,
  },
  {
    file: 'src/store/from-root.ts',
    lines: [`import 'src/http/x.ts'`],
    message: `src/store may not import src: scripts/rooms.js gives no room a package of that name ${page}`,
  },
  {
    file: 'src/store/outside.ts',
    lines: [`import '../../test/x.ts'`],
    message: `src/store may not import ../../test/x.ts: it is outside of src, and is not in the package ${page}`,
  },
  {
    file: 'src/attic/x.ts',
    lines: [`import '../base/x.ts'`],
    message: `src/attic is no room and no entry that scripts/rooms.js knows: give it its row there ${page}`,
  },
  {
    file: 'src/matchers.ts',
    lines: [`import './http/x.ts'`, `void import('./http/x.ts')`],
    message: `src/matchers.ts may not import src/http: its imports are testing, base ${page}`,
  },
  {
    file: 'src/cjs/matchers.d.cts',
    lines: [`import type * as esm from '../http/x.js'`],
    message: `src/matchers.ts may not import src/http: its imports are testing, base ${page}`,
  },
  ...['server/elsewhere.ts', 'server/deep/open-store.ts', 'store/beside.ts', 'http/a.ts'].map((path) => {
    const up = '../'.repeat(path.split('/').length - 1)
    return {
      file: `src/${path}`,
      lines: [`import '${up}store/memory/x.ts'`, `import type { X } from '${up}store/query/../memory/x.ts'`],
      message: `src/${path} may not import src/store/memory/x.ts: what is in src/store/memory is private, and of the others only src/server/open-store.ts may ${page}`,
    }
  }),
  {
    file: 'src/base/hidden.ts',
    lines: [
      `void import(process.env.WHAT)`,
      'void import(`../${process.env.WHAT}.ts`)',
      `require(process.env.WHAT)`,
    ],
    message: `What is loaded must be written out as one text, so that the linter sees it ${page}`,
  },
  {
    file: 'src/base/builtin.ts',
    lines: [
      `process.getBuiltinModule('node:net')`,
      `globalThis.process['getBuiltinModule']('node:net')`,
      `export const { getBuiltinModule: get } = process`,
    ],
    message: `process.getBuiltinModule loads what the linter cannot see: import it ${page}`,
  },
]

const clean: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    Object.entries(rooms).map(([room, allowed]) => [
      `src/${room}/clean.ts`,
      [
        `import './near.ts'`,
        `import '../${room}/near.ts'`,
        `import { isIP } from 'node:net'`,
        `import 'node:util'`,
        ...allowed.map((other) => `import '../${other}/x.ts'`),
        ...Object.keys(packages).flatMap((name) =>
          packages[name]?.includes(room) ? [`import '${name}/sub.js'`] : [],
        ),
        ...Object.keys(nodeModules).flatMap((name) =>
          nodeModules[name]?.includes(room) ? [`import 'node:${name}'`] : [],
        ),
        'export const known = isIP("::1")',
      ].join('\n'),
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(entries).map(([entry, allowed]) => [
      `src/${entry}`,
      allowed.map((room) => `export * from './${room}/x.ts'`).join('\n'),
    ]),
  ),
  'src/server/open-store.ts': `import '../store/memory/x.ts'`,
  'src/store/memory/deep/x.ts': `import '../y.ts'\nimport '../../x.ts'`,
  'src/cjs/client.d.cts': `export type * from '../client.js' with { 'resolution-mode': 'import' }`,
}

describe('the rule of the rooms', () => {
  const cases = [...foreign, ...toEntries, ...toPackages, ...toNode, ...others]
  const said = new Map<string, Complaint[]>(cases.map(({ file }) => [file, []]))

  beforeAll(async () => {
    const files = Object.fromEntries(cases.map(({ file, lines }) => [file, `${lines.join('\n')}\n`]))
    // An entry that is broken stands in the place of one that is clean.
    const complaints = await lint({ ...clean, ...files })
    for (const complaint of complaints) {
      if (complaint.rule !== 'rooms(imports)') continue
      const known = said.get(complaint.file)
      if (known) known.push(complaint)
      else said.set(complaint.file, [complaint])
    }
  })

  const broken = (some: readonly Case[]): void => {
    expect(some.length).toBeGreaterThan(0)
    const heard = some.map(({ file }) =>
      (said.get(file) ?? [])
        .map(({ line, message }) => ({ file, line, message }))
        .toSorted((one, other) => one.line - other.line),
    )
    const expected = some.map(({ file, lines, message }) =>
      lines.map((_, index) => ({ file, line: index + 1, message })),
    )
    expect(heard).toEqual(expected)
  }

  it.each(roomNames)(
    'keeps src/%s from every room it does not know, however the way there is written',
    (room) => {
      broken(foreign.filter(({ file }) => file.startsWith(`src/${room}/`)))
    },
  )

  it.each(roomNames)('keeps src/%s from the entries', (room) => {
    broken(toEntries.filter(({ file }) => file.startsWith(`src/${room}/`)))
  })

  it.each(roomNames)('keeps src/%s from the packages of others', (room) => {
    broken(toPackages.filter(({ file }) => file.startsWith(`src/${room}/`)))
  })

  it.each(roomNames)('keeps src/%s from the modules of Node that reach further than it', (room) => {
    broken(toNode.filter(({ file }) => file.startsWith(`src/${room}/`)))
  })

  it.each(others.map((one) => [one.file, one] as const))('says what is wrong with %s', (_, one) => {
    broken([one])
  })

  it('lets pass what the tables allow', () => {
    const files = Object.keys(clean).filter((file) => !cases.some((one) => one.file === file))
    expect(files.length).toBeGreaterThan(roomNames.length)
    expect(files.flatMap((file) => said.get(file) ?? [])).toEqual([])
  })
})
