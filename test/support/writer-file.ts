/** What the thread of a store in a file runs in tests: built like that of worker-file.ts. Stands for src/store/file/writer-file.ts. */
export const writerFile: URL = new URL('../../node_modules/.cache/fourport/store-worker.mjs', import.meta.url)
