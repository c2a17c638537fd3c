/** Reads one message in a thread with a heap of so many MiB. `node read-one.js KIND BYTES HEAP` */
import { Worker } from 'node:worker_threads'
import { contents } from './contents.js'

const [kind, bytes, heap] = process.argv.slice(2)
const raw = new Uint8Array(contents[kind](Number(bytes)))
const worker = new Worker(new URL('../../dist/worker.js', import.meta.url), {
  resourceLimits: { maxOldGenerationSizeMb: Number(heap), maxYoungGenerationSizeMb: 12 },
})
let begun = 0
worker.on('error', (error) => {
  console.log(`failed: ${error.code}`)
  process.exit(1)
})
worker.on('message', (answer) => {
  if (answer === 'ready') {
    begun = performance.now()
    const limits = { maxParseBytes: Infinity, maxWorkBytes: Infinity }
    worker.postMessage({ name: 'text', input: { raw, match: '', limits } }, [])
    return
  }
  console.log(answer.error ?? `read in ${Math.round(performance.now() - begun)} ms`)
  process.exit(0)
})
