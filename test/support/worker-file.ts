/** What threads run in tests: built of the source as it is (build-worker.ts), since Node 20 runs no TypeScript. Stands for src/threads/worker-file.ts. */
export const workerFile: URL = new URL('../../node_modules/.cache/fourport/worker.mjs', import.meta.url)
