/** What a thread runs: a file of its own beside the entries, the same for ES modules and CommonJS. */
export const workerFile: URL = new URL('../worker.js', import.meta.url)
