/**
 * Searches over 1,000, 10,000 and 100,000 messages of 2 KiB, with and without a hit: at once when the mail has come, and
 * when the server has had time to make its signatures; the CPU time of the process, the
 * longest that anything else had to wait meanwhile, and the memory. The server is in this process, the client in another.
 * `node --expose-gc bench/search.js [counts, as 1000,10000] [folder of another build]` after `npm run build`
 */
import '../scripts/help.js'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { median } from './support/report.js'

const counts = (process.argv[2] ?? '1000,10000,100000').split(',').map(Number)
const build = process.argv[3] ?? fileURLToPath(new URL('../dist', import.meta.url))
const { startServer } = await import(pathToFileURL(resolve(build, 'index.js')).href)
const load = fileURLToPath(new URL('support/varied-load.js', import.meta.url))

const searches = {
  'no hit': 'neverwritten',
  'no hit, three letters': 'zqx',
  'no hit, in a field': 'subject:neverwritten',
  'one hit': '"your code is 100777."',
}

async function send(port, count) {
  const child = spawn(process.execPath, [load, JSON.stringify({ port, count })], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let text = ''
  child.stdout.on('data', (chunk) => (text += chunk))
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`the client ended with ${code}`)
  return Number(text)
}

/** How long it took, and the longest turn of the event loop meanwhile. */
async function timed(run) {
  let longest = 0
  let last = performance.now()
  let isOver = false
  const look = () => {
    const now = performance.now()
    longest = Math.max(longest, now - last)
    last = now
    if (!isOver) setImmediate(look)
  }
  setImmediate(look)
  const begun = performance.now()
  const cpu = process.cpuUsage()
  await run()
  const { user, system } = process.cpuUsage(cpu)
  isOver = true
  look()
  return { ms: performance.now() - begun, cpuMs: (user + system) / 1000, longest }
}

async function search(server, when, times) {
  for (const [name, query] of Object.entries(searches)) {
    const found = []
    for (let n = 0; n < times; n++) found.push(await timed(() => server.messages({ query })))
    const ms = median(found.map(({ ms }) => ms)).toFixed(1)
    const cpuMs = median(found.map(({ cpuMs }) => cpuMs)).toFixed(1)
    const longest = Math.max(...found.map(({ longest }) => longest)).toFixed(1)
    const figures = `${ms.padStart(8)} ms, CPU ${cpuMs.padStart(7)} ms, longest task ${longest.padStart(5)} ms`
    console.log(`  ${when.padEnd(9)} ${name.padEnd(22)} ${figures}`)
  }
}

/** Until the process has nothing to do any more. */
async function idle() {
  for (;;) {
    const { user } = process.cpuUsage()
    await after(500)
    if (process.cpuUsage().user - user < 50_000) return
  }
}

const rss = () => {
  globalThis.gc?.()
  return process.memoryUsage().rss
}

for (const count of counts) {
  const server = await startServer({ maxMessages: 200_000, maxMessageBytes: 1024 ** 3 })
  await send(server.ports.relay.port, 10)
  const before = rss()
  const sizeBytes = await send(server.ports.relay.port, count)
  console.log(`${count.toLocaleString('en')} messages of ${Math.round(sizeBytes / count)} bytes`)
  console.log(`  memory of the process for them: ${((rss() - before) / 1024 ** 2).toFixed(0)} MiB`)
  await search(server, 'at once', 1)
  const begun = performance.now()
  await idle()
  console.log(`  quiet after ${((performance.now() - begun) / 1000).toFixed(1)} s more`)
  await search(server, 'then', 5)
  await server.close()
}
