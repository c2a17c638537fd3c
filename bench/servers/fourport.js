/**
 * Fourport as the package builds it. Options as JSON in the first argument; another build by its folder in the second; with
 * a `message` listener where the third says `listened`, with so many waits for mail to others where it says `waits:900`.
 */
import '../support/end-with-parent.js'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const build = process.argv[3] ?? new URL('../../dist', import.meta.url).pathname
const { startServer } = await import(pathToFileURL(resolve(build, 'index.js')).href)

const options = JSON.parse(process.argv[2] ?? '{}')
const server = await startServer(options)
let heard = 0
if (process.argv[4] === 'listened') server.on('message', ({ sizeBytes }) => (heard += sizeBytes))
const waits = Number(/^waits:(\d+)$/.exec(process.argv[4] ?? '')?.[1] ?? 0)
for (let n = 0; n < waits; n++)
  server.waitForMessage({ to: `nobody${n}@bench.test` }, { timeoutMs: Infinity }).catch(() => {}) // it ends with the server
const { relay, smtps, submission } = server.ports
console.log(
  JSON.stringify({
    plain: relay.port,
    implicit: smtps.port,
    starttls: submission.port,
    ca: options.cert === undefined ? server.ca.file : undefined,
    http: server.http?.port,
  }),
)
