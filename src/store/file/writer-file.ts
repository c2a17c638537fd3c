/** What the thread that writes runs: a file of its own beside the entries, the same for ES modules and CommonJS. */
export const writerFile: URL = new URL('../store-worker.js', import.meta.url)
