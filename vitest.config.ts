import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const source = (path: string): string => fileURLToPath(new URL(`src/${path}`, import.meta.url))

export default defineConfig({
  resolve: {
    // Examples in the documents import the package by its name.
    alias: [
      { find: /^fourport$/, replacement: source('index.ts') },
      { find: /^fourport\/(.+)$/, replacement: source('$1.ts') },
      {
        find: /^\.\/worker-file\.ts$/,
        replacement: fileURLToPath(new URL('test/support/worker-file.ts', import.meta.url)),
      },
      {
        find: /^\.\/writer-file\.ts$/,
        replacement: fileURLToPath(new URL('test/support/writer-file.ts', import.meta.url)),
      },
    ],
  },
  test: {
    include: ['test/**/*.test.ts', 'test/docs/examples/*.ts'],
    exclude: ['test/package/consumer/**'],
    globalSetup: ['test/run/own-run.ts', 'test/support/build-worker.ts'],
    // By itself vitest leaves one core alone, of two; its own process has next to nothing to do here.
    maxWorkers: availableParallelism(),
    // Every request of every test is held against the description of the API.
    setupFiles: ['test/http/support/contract/watch.ts'],
    // Real clients are processes of their own; on a small machine they take their time to start.
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
