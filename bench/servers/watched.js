/**
 * Fourport as the package builds it, with what its main thread does at a stretch. On each line that comes in, it says what
 * the process took since the line before. Processor time, where the system tells that of a thread, and else time.
 */
import '../support/end-with-parent.js'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { startServer } from '../../dist/index.js'

/** Milliseconds for which the main thread had a processor. */
function ownMs() {
  try {
    return Number(readFileSync('/proc/self/schedstat', 'utf8').split(' ')[0]) / 1e6
  } catch {
    return performance.now()
  }
}

const server = await startServer({ http: 0, maxMessages: 10 })
const { relay, smtps, submission } = server.ports
console.log(
  JSON.stringify({
    http: server.http.port,
    plain: relay.port,
    implicit: smtps.port,
    starttls: submission.port,
  }),
)

let last = ownMs()
let stretchMs = 0
const look = () => {
  const now = ownMs()
  stretchMs = Math.max(stretchMs, now - last)
  last = now
}
// Between two of these nobody else has a turn.
setInterval(look, 1)

let cpu = process.cpuUsage()
createInterface({ input: process.stdin }).on('line', () => {
  look()
  const { user, system } = process.cpuUsage(cpu)
  console.log(JSON.stringify({ cpuMs: (user + system) / 1000, stretchMs }))
  cpu = process.cpuUsage()
  stretchMs = 0
})
