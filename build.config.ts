import { cp, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { defineConfig, type Plugin, type UserConfig } from 'vite'

const root = import.meta.dirname
const entries = (...names: string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, `src/${name}.ts`]))

const common = {
  ssr: true,
  target: 'node20',
  minify: false,
  emptyOutDir: false,
} as const

/** What is read from disk when it is asked for: a table of those who name a scenario or a fault, say, or what parses messages. */
const lateFiles = [
  'scenarios/(?!profile-of)',
  'faults/check-fault',
  'faults/fault-kinds',
  'faults/fault-text',
  'options/catchers/',
  'options/kinds/fault-kind',
  'options/kinds/scenario-kind',
  'server/release/deliver',
  'server/handle',
  'server/mailboxes',
  'server/message',
  'server/server-port',
  'server/fourport-server',
  'store/wait(?!-index)',
  'store/file/',
  'store/near-misses',
  'store/collect',
  'server/smtp-client',
  'server/test-mail/',
  'server/transfer/',
  'base/mbox',
  'capture/header-decoder',
  'capture/glance',
  'capture/attachment-names',
  'capture/letter',
  'capture/searchable\\.',
  'capture/parse-',
  'capture/find-',
  'capture/html-',
  'capture/code-',
  'capture/in-slices',
  'capture/reading-cost',
  'threads/thread',
  'tls/repair-authority',
  'tls/certificate-writer',
  'tls/trust',
  'tls/issue-certificate',
  'tls/handshake-probe',
  'tls/own-certificate',
  'tls/other-contexts',
]
const inSource = (files: readonly string[]) =>
  new RegExp(`/src/(${files.join('|')})`.replaceAll('/', '[\\\\/]'))
const late = inSource(lateFiles)

/** What says which Node is needed, alone in its file: it is run before the rest is read. */
const first = inSource(['base/needs-node'])
const early = (folders: RegExp) => (id: string) => folders.test(id) && !late.test(id) && !first.test(id)

/** What a server needs before its ports answer, in two files. */
const library = [
  {
    name: 'options',
    priority: 2,
    test: early(/[\\/]src[\\/](base|options)[\\/]/),
  },
  {
    name: 'server',
    priority: 1,
    test: early(
      /[\\/]src[\\/](protocol|net|search|store|capture|tls|server[\\/](?!start-server|unclosed-servers|test-process))/,
    ),
  },
]
const beforePortsAnswer = ['options', 'server', 'serve']

/** Tells `lazyModule()` where the built module lies (src/base/lazy-module.ts); what is required anyway need not know. */
const placeOfLazyModules: Plugin = {
  name: 'place-of-lazy-modules',
  renderChunk(code) {
    const call = /\blazyModule\(\(\) => import\(("[^"]+")\)\)/g
    const placed = code.replace(call, 'lazyModule(() => import($1), new URL($1, import.meta.url))')
    if (/\blazyModule\(\(\) => import\([^)]*\)\)/.test(placed)) this.error('a lazy module without its place')
    return placed
  },
}

/**
 * Writes all of it in ASCII: for one “…” V8 keeps every character of a file in two bytes, for as long as the process
 * lives, and reads them more slowly.
 */
const inAscii: Plugin = {
  name: 'in-ascii',
  generateBundle(_, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type !== 'chunk') continue
      if (/String\.raw`[^`]*[^\0-\x7f]/.test(chunk.code))
        this.error(`${chunk.name} has String.raw, in which an escape stands for itself`)
      const [escaped] = /(?<!\\)(?:\\\\)*\\[^\0-\x7f]/.exec(chunk.code) ?? []
      if (escaped !== undefined)
        this.error(`${chunk.name} has ${escaped}, after whose backslash an escape would be text`)
      chunk.code = chunk.code.replace(
        /[^\0-\x7f]/g,
        (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
      )
    }
  },
}

/** What does something by being imported, though package.json says of all but the entries that it does not. */
const doesSomething: Plugin = {
  name: 'does-something',
  transform(_, id) {
    const does = /[\\/]src[\\/](base[\\/]needs-node|cli[\\/]command)\.ts$/.test(id)
    return does ? { moduleSideEffects: true } : null
  },
}

/** Before the ports answer nothing comes from disk but Node's own, where one package more doubles the start, and what all need. */
const startsAlone: Plugin = {
  name: 'starts-alone',
  generateBundle(_, bundle) {
    const modules = [...this.getModuleIds()]
    // Renamed, it would be early again, and nobody would be told.
    const gone = lateFiles.filter((file) => !modules.some((id) => inSource([file]).test(id)))
    if (gone.length > 0)
      this.error(`nothing in src is called ${gone.join(', ')}: what is read late has another name`)
    for (const chunk of Object.values(bundle)) {
      if (chunk.type !== 'chunk' || !beforePortsAnswer.includes(chunk.name)) continue
      const refused = [
        ...chunk.imports.filter(
          (name) => !beforePortsAnswer.includes(bundle[name]?.name ?? '') && !name.startsWith('node:'),
        ),
        ...chunk.moduleIds.filter((id) => late.test(id)),
      ]
      if (refused.length > 0) this.error(`${chunk.name} has ${refused.join(', ')} before the ports answer`)
      // In a string the backslash stands twice.
      const [early] = /.*(?<!\\)\\p\{.*/.exec(chunk.code) ?? []
      if (early !== undefined)
        this.error(
          `${chunk.name} has ${early.trim()}, which V8 builds as it reads the file: see src/base/late-regexp.ts`,
        )
    }
  },
}

/**
 * What the start reads asks Node for its modules itself. For a file that imports one, Node looks at every export of it,
 * and so loads what lies behind the lazy ones (Web Crypto, `fs.ReadStream`, `util.parseArgs`): a twelfth of the start.
 */
const builtinsOnDemand: Plugin = {
  name: 'builtins-on-demand',
  renderChunk(code, chunk) {
    if (!beforePortsAnswer.includes(chunk.name)) return null
    return code.replace(/^import (\{[^}]*\}) from "(node:[^"]+)";$/gm, (_, names: string, from) => {
      return `const ${names.replaceAll(' as ', ': ')} = process.getBuiltinModule("${from}");`
    })
  },
}

/**
 * The package's JavaScript: one file for each entry and a few shared chunks, what is loaded later apart. Node resolves
 * and compiles 190 small files in three times the time it takes for ten; the types stay one file a module (tsc).
 */
const esm = defineConfig({
  plugins: [doesSomething, placeOfLazyModules, builtinsOnDemand, startsAlone, inAscii],
  build: {
    ...common,
    rolldownOptions: {
      input: entries('index', 'vitest', 'jest', 'matchers', 'client', 'cli/command'),
      // Otherwise a file of five lines, which all of them would read, has what makes a namespace of a module's exports.
      experimental: { chunkOptimization: false },
      // Chunks lie one folder deep, as src/*/ does, so that paths relative to the package hold for both.
      output: {
        entryFileNames: '[name].js',
        // A fifth of the text, which every process would hold in its heap; the types keep theirs.
        comments: false,
        chunkFileNames: 'chunks/[name]-[hash].js',
        // So that the command loads three files before its ports answer instead of eighteen.
        codeSplitting: {
          groups: [
            ...library,
            {
              name: 'serve',
              priority: 1,
              test: /[\\/]src[\\/]cli[\\/](args|options|tally|exit-codes|invocation|run|signals|commands[\\/]serve|print[\\/](json-presenter|presenter-for|line-writer|visible))/,
            },
          ],
        },
      },
      // Modules may be loaded late by one and at once by another.
      checks: { ineffectiveDynamicImport: false },
    },
  },
})

/**
 * The same for module systems that know no ES modules: Jest's in its defaults, and so ts-jest's. Node itself takes the
 * ES modules for `require` too (the condition `module-sync`), so that a process has the library once.
 */
const commonJs = defineConfig({
  plugins: [doesSomething, inAscii, handWrittenTypes()],
  build: {
    ...common,
    outDir: 'dist/cjs',
    rolldownOptions: {
      input: entries('index', 'jest', 'matchers', 'client'),
      output: {
        format: 'cjs',
        // `import()` does not work in Jest's defaults.
        dynamicImportInCjs: false,
        // All in one folder: one deep, like the chunks above.
        entryFileNames: '[name].cjs',
        chunkFileNames: '[name]-[hash].cjs',
        codeSplitting: { groups: library },
      },
      checks: { ineffectiveDynamicImport: false },
    },
  },
})

/**
 * What a thread runs, for both: one file with all of ours in it, since the shared chunks have what only a server needs.
 * The tests build it too, from the source as it is (test/support/build-worker.ts).
 */
const worker = defineConfig({
  plugins: [inAscii],
  build: {
    ...common,
    rolldownOptions: {
      input: entries('worker'),
      output: { entryFileNames: '[name].js', comments: false, codeSplitting: false },
    },
  },
})

/** What the thread of a store in a file runs: small, as it holds no parser. */
const storeWorker = defineConfig({
  plugins: [inAscii],
  build: {
    ...common,
    rolldownOptions: {
      input: entries('store-worker'),
      output: { entryFileNames: '[name].js', comments: false, codeSplitting: false },
    },
  },
})

/** tsc emits no declarations for another module system: those of src/cjs name what the entries export. */
function handWrittenTypes(): Plugin {
  return {
    name: 'hand-written-types',
    async writeBundle() {
      const from = join(root, 'src/cjs')
      for (const name of await readdir(from)) await cp(join(from, name), join(root, 'dist/cjs', name))
    },
  }
}

/** What the command is started by: CommonJS, and in one file. */
const starter = defineConfig({
  build: {
    ...common,
    rolldownOptions: {
      input: { 'cli/main': 'src/cli/main.cts' },
      external: ['./command.js'],
      makeAbsoluteExternalsRelative: false,
      output: { format: 'cjs', entryFileNames: '[name].cjs', comments: false, codeSplitting: false },
    },
  },
})

const modes: Readonly<Record<string, UserConfig>> = {
  commonjs: commonJs,
  worker,
  'store-worker': storeWorker,
  starter,
}

export default defineConfig(({ mode }) => modes[mode] ?? esm)
