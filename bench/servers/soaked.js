/**
 * Fourport for a soak, told about itself when asked: memory after a collection, open descriptors, how long the event loop was
 * late since it was last asked, and the accounts. Started with --expose-gc and an IPC channel.
 */
import '../support/end-with-parent.js'
import { readdirSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'

const { startServer } = await import(new URL('../../dist/index.js', import.meta.url).href)
const server = await startServer({ http: 0, maxMessages: 150, maxMessageBytes: 32 * 1024 * 1024 })
const errors = []
server.on('error', (error) => errors.push(String(error?.stack ?? error)))
let accepted = 0
server.on('message', () => accepted++)

const delay = monitorEventLoopDelay({ resolution: 10 })
delay.enable()

process.on('message', async () => {
  const latestMs = delay.max / 1e6
  const lateMs = delay.percentile(99) / 1e6
  delay.reset()
  globalThis.gc()
  const { heapUsed, external, rss } = process.memoryUsage()
  process.send({
    heapBytes: heapUsed + external,
    rssBytes: rss,
    descriptors: readdirSync('/proc/self/fd').length,
    lateMs,
    latestMs,
    accepted,
    counts: await server.counts(),
    errors,
  })
})
const { relay, smtps, submission, submissionAlt } = server.ports
console.log(
  JSON.stringify({
    relay: relay.port,
    smtps: smtps.port,
    submission: submission.port,
    submissionAlt: submissionAlt.port,
    ca: server.ca.file,
    http: server.http.port,
  }),
)
