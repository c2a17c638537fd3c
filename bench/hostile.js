/**
 * What reading each message of the hostile corpus (test/capture/bombs.ts) takes, over every route that shows a message,
 * one after another: the processor time of the whole process for the dearest route, and the longest for which its main
 * thread let nobody else have a turn. `node bench/hostile.js [part of a name]`
 */
import '../scripts/help.js'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { runnerImport } from 'vite'

const root = fileURLToPath(new URL('../', import.meta.url))
const load = async (path) => (await runnerImport(`${root}${path}`, { configFile: false, root })).module
const { bombs } = await load('test/capture/bombs.ts')
const { routesThatShow } = await load('test/fuzz/support/routes-that-show.ts')

const child = spawn(process.execPath, [`${root}bench/servers/watched.js`], {
  stdio: ['pipe', 'pipe', 'inherit'],
})
const lines = createInterface({ input: child.stdout })
const next = async () => JSON.parse((await once(lines, 'line'))[0])
const { http } = await next()
const sinceLast = () => {
  const told = next()
  child.stdin.write('\n')
  return told
}
const ask = async (path, init) => {
  const response = await fetch(`http://127.0.0.1:${http}${path}`, init)
  return { status: response.status, body: await response.text() }
}

/** Code is compiled and threads are started once. */
async function keep(raw) {
  const { status, body } = await ask('/api/messages?from=a@x.test&to=b@x.test', {
    method: 'POST',
    headers: { 'content-type': 'message/rfc822' },
    body: raw,
  })
  if (status !== 201) throw new Error(`${status}: ${body}`)
  return JSON.parse(body).id
}

async function read(raw) {
  await sinceLast()
  const id = await keep(raw)
  const { stretchMs: keptMs } = await sinceLast()
  let dearest = { cpuMs: 0, path: '' }
  let longest = { stretchMs: keptMs, path: 'taking it in' }
  for (const path of routesThatShow(id)) {
    const { status } = await ask(path)
    if (![200, 404, 503].includes(status)) throw new Error(`${path}: ${status}`)
    const { cpuMs, stretchMs } = await sinceLast()
    const route = path.replace(id, '{id}')
    if (cpuMs > dearest.cpuMs) dearest = { cpuMs, path: route }
    if (stretchMs > longest.stretchMs) longest = { stretchMs, path: route }
  }
  await ask(`/api/messages/${id}`, { method: 'DELETE' })
  return { dearest, longest }
}

const warm = Buffer.from(`Subject: x\r\nContent-Type: text/html\r\n\r\n${'<p>word</p>\r\n'.repeat(20_000)}`)
for (let n = 0; n < 3; n++) await read(warm)

const results = []
for (const [name, make] of Object.entries(bombs)) {
  if (name === 'empty' || !name.includes(process.argv[2] ?? '')) continue
  results.push({ name, ...(await read(make())) })
}
child.stdin.end()

const print = (title, sorted, of) => {
  console.log(title)
  for (const result of sorted.slice(0, 12)) {
    const [ms, path] = of(result)
    console.log(`  ${result.name.padEnd(36)} ${ms.toFixed(0).padStart(6)} ms  ${path}`)
  }
}
print(
  `dearest to read, of ${results.length}, processor time of all threads:`,
  results.toSorted((a, b) => b.dearest.cpuMs - a.dearest.cpuMs),
  ({ dearest }) => [dearest.cpuMs, dearest.path],
)
print(
  'longest at a stretch in the main thread:',
  results.toSorted((a, b) => b.longest.stretchMs - a.longest.stretchMs),
  ({ longest }) => [longest.stretchMs, longest.path],
)
