import { defineConfig, type Plugin } from 'vite'

const entry = (name: string): string => `src/${name}.ts`

/** Tells `lateModule()` where the built module lies (src/base/late-module.ts). */
const placeOfLateModules: Plugin = {
  name: 'place-of-late-modules',
  renderChunk(code) {
    const call = /\blateModule\(\(\) => import\(("[^"]+")\)\)/g
    const placed = code.replace(call, 'lateModule(() => import($1), new URL($1, import.meta.url))')
    if (/\blateModule\(\(\) => import\([^)]*\)\)/.test(placed)) this.error('a late module without its place')
    return placed
  },
}

/**
 * The package's JavaScript: one file for each entry and a few shared chunks, what is loaded later apart. Node resolves
 * and compiles 190 small files in three times the time it takes for ten; the types stay one file a module (tsc).
 */
export default defineConfig({
  plugins: [placeOfLateModules],
  build: {
    ssr: true,
    target: 'node20',
    minify: false,
    emptyOutDir: false,
    rolldownOptions: {
      input: {
        index: entry('index'),
        vitest: entry('vitest'),
        jest: entry('jest'),
        matchers: entry('matchers'),
        client: entry('client'),
        'cli/main': entry('cli/main'),
      },
      // Chunks lie one folder deep, as src/*/ does, so that paths relative to the package hold for both.
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: 'chunks/[name]-[hash].js',
        // What the command loads before its ports answer, in three files instead of eighteen.
        codeSplitting: {
          groups: [
            { name: 'options', priority: 2, test: /[\\/]src[\\/](base|ports|server[\\/]options)[\\/]/ },
            {
              name: 'server',
              priority: 1,
              test: /[\\/]src[\\/](smtp|store|capture[\\/](?!header-decoder|parse-|find-|html-|code-words|in-slices)|server[\\/](?!start-server|release[\\/]deliver)|tls[\\/](?!mend-authority|certificate-writer|flawed|trust))/,
            },
            {
              name: 'serve',
              priority: 1,
              test: /[\\/]src[\\/]cli[\\/](args|options|tally|exit-codes|invocation|run|signals|commands[\\/]serve|print[\\/](json-presenter|presenter-for|line-writer|subject|visible))/,
            },
          ],
        },
      },
      // Modules may be loaded late by one and at once by another.
      checks: { ineffectiveDynamicImport: false },
    },
  },
})
