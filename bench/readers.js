/**
 * What readers cost the mail: CPU time of the server process for a kept-open message of 1 KiB, with nobody reading, with
 * readers of the live stream, with long polls over HTTP and with waits in the process, for mail that is not theirs. The
 * same server serves every situation in turn; the figures are medians, over those of nobody in the same round.
 * `node bench/readers.js [rounds] [situation, or all] [folder of another build]` after `npm run build`
 */
import '../scripts/help.js'
import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { countFrom } from './support/count.js'
import { cpuMs } from './support/cpu.js'
import { drive } from './support/drive.js'
import { atMost, median } from './support/report.js'
import { start } from './support/start.js'

const rounds = countFrom(process.argv[2], { name: 'rounds', byDefault: 7 })
const only = process.argv[3] === 'all' ? undefined : process.argv[3]
const build = process.argv[4]
const count = 2_000
const waiting = 900

const agent = new Agent({ keepAlive: false, maxSockets: Infinity })

/** Opens one request and answers it with what ends it. */
async function ask(http, path, onText = () => {}) {
  const asked = request({ host: '127.0.0.1', port: http, path, agent })
  asked.on('error', () => {}) // it is ended by us
  asked.end()
  const answered = once(asked, 'response').then(([response]) => response.on('data', onText))
  answered.catch(() => {}) // nor is an answer awaited of one that we end
  return { asked, answered }
}

/** Readers of the stream, each of which is awaited until it has had every message of the round. */
async function streams(readers, { http }) {
  const open = await Promise.all(
    Array.from({ length: readers }, async () => {
      const seen = { messages: 0, tail: '', wake: () => {} }
      const { asked, answered } = await ask(http, '/api/events', (chunk) => {
        const text = seen.tail + chunk.toString('latin1')
        seen.messages += text.split('event: message\n').length - 1
        seen.tail = text.slice(-14)
        if (seen.messages >= count) seen.wake()
      })
      await answered
      return { asked, seen }
    }),
  )
  return {
    async done() {
      for (const { seen } of open)
        if (seen.messages < count) await new Promise((resolve) => (seen.wake = resolve))
      for (const { seen } of open)
        if (seen.messages !== count) throw new Error(`a reader had ${seen.messages} of ${count} messages`)
    },
    end: () => open.forEach(({ asked }) => asked.destroy()),
  }
}

/** Long polls, each for mail to somebody else. They are there when the server has answered one that was asked after them. */
async function polls({ http }) {
  const open = []
  for (let n = 0; n < waiting; n++)
    open.push(await ask(http, `/api/messages/wait?to=nobody${n}@bench.test&timeoutMs=60000`))
  await Promise.all(open.map(({ asked }) => once(asked, 'socket').then(([socket]) => connected(socket))))
  const { asked, answered } = await ask(http, '/api/messages?limit=1')
  await answered
  asked.destroy()
  return { done: async () => {}, end: () => open.forEach(({ asked }) => asked.destroy()) }
}

const connected = (socket) => (socket.connecting ? once(socket, 'connect') : undefined)

const nobody = { done: async () => {}, end: () => {} }
const situations = {
  nobody: { title: 'nobody reads', server: 'quiet', open: async () => nobody, goal: null },
  one: { title: 'one reader of the stream', server: 'quiet', open: (ports) => streams(1, ports), goal: 1.5 },
  ten: { title: 'ten readers of the stream', server: 'quiet', open: (ports) => streams(10, ports), goal: 3 },
  polls: { title: `${waiting} long polls`, server: 'quiet', open: polls, goal: 1.5 },
  waits: { title: `${waiting} waits in the process`, server: 'waited', open: async () => nobody, goal: 1.5 },
}
if (only !== undefined && !Object.hasOwn(situations, only))
  throw new Error(`no situation "${only}": ${Object.keys(situations).join(', ')}`)

/** CPU of one round, for one message, until the last reader has had the last of them. */
async function measure(server, { open }) {
  const readers = await open(server.ports)
  const before = cpuMs(server.pid)
  await drive({ port: server.ports.plain, mode: 'kept', parallel: 10, count, body: 'plain-1k' })
  await readers.done()
  const cpu = (cpuMs(server.pid) - before) / count
  readers.end()
  return cpu
}

const options = JSON.stringify({ http: 0, maxMessages: 2_000, maxConnections: 5_000 })
const dist = new URL('../dist', import.meta.url).pathname
for (const [name, folder] of Object.entries({ ours: dist, ...(build !== undefined && { another: build }) })) {
  const servers = {
    quiet: await start('fourport', options, folder),
    waited: await start('fourport', options, folder, `waits:${waiting}`),
  }
  const samples = Object.fromEntries(Object.keys(situations).map((key) => [key, []]))
  for (let round = 0; round <= rounds; round++) {
    for (const [key, situation] of Object.entries(situations)) {
      if (key !== 'nobody' && only !== undefined && only !== key) continue
      const cpu = await measure(servers[situation.server], situation)
      if (round > 0) samples[key].push(cpu) // the first round warms up
    }
  }
  console.log(name)
  for (const [key, { title, goal }] of Object.entries(situations)) {
    const all = samples[key]
    if (all.length === 0) continue
    console.log(`  ${title.padEnd(28)} ${median(all).toFixed(3).padStart(8)} ms CPU a message`)
    if (goal === null) continue
    atMost(`  ${title}, over nobody`, median(all.map((one, at) => one / samples.nobody[at])), 'x', goal)
  }
  await Promise.all(Object.values(servers).map((server) => server.stop()))
}
