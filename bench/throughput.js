/**
 * Messages a second, four situations, every server in one run and in turn; the figures are ratios of medians. After
 * each rate: CPU time of the server process for one message, which a busy machine disturbs less.
 * `node bench/throughput.js [rounds] [situation, or all] [dist folder of another build, measured beside this one]` after `npm run build` and `npm install --prefix bench`.
 */
import '../scripts/help.js'
import { countFrom } from './support/count.js'
import { cpuMs } from './support/cpu.js'
import { drive } from './support/drive.js'
import { line, median } from './support/report.js'
import { start } from './support/start.js'
import { startSmtpSink } from './support/smtp-sink.js'

const rounds = countFrom(process.argv[2], { name: 'rounds', byDefault: 5 })
const only = process.argv[3] === 'all' ? undefined : process.argv[3]
const build = process.argv[4]

const situations = {
  new: {
    title: 'new connections, 1 KiB',
    load: { mode: 'new', body: 'plain-1k', count: 1_500 },
    slow: { maildev: 200, smtpServer: 200 },
    goals: [
      ['over MailDev', 'maildev', 20],
      ['of the floor', 'floor', 0.35],
    ],
  },
  kept: {
    title: 'kept-open connections, 1 KiB',
    load: { mode: 'kept', body: 'plain-1k', count: 5_000 },
    slow: { maildev: 500 },
    goals: [
      ['over MailDev', 'maildev', 8],
      ['over bare smtp-server', 'smtpServer', 1],
    ],
  },
  large: {
    title: 'kept-open connections, 1 MiB',
    load: { mode: 'kept', body: 'plain-1m', count: 600 },
    slow: { maildev: 20 },
    goals: [
      ["over Postfix's smtp-sink", 'sink', 1.5],
      ['of the floor', 'floor', 0.8],
    ],
  },
  dotted: {
    title: 'kept-open connections, 1 MiB of dotted lines',
    load: { mode: 'kept', body: 'dotted-1m', count: 60 },
    slow: { maildev: 6, smtpServer: 6 },
    goals: [],
  },
  dots: {
    title: 'kept-open connections, 1 MiB of lines that are one stuffed dot',
    load: { mode: 'kept', body: 'dots-1m', count: 60 },
    slow: { maildev: 1, smtpServer: 1 },
    goals: [],
  },
}
if (only !== undefined && !Object.hasOwn(situations, only))
  throw new Error(`no situation "${only}": ${Object.keys(situations).join(', ')}`)

const options = JSON.stringify({ maxMessages: 2_000, maxConnections: 5_000 })
const dist = new URL('../dist', import.meta.url).pathname
const servers = {
  fourport: await start('fourport', options),
  listened: await start('fourport', options, dist, 'listened'),
  ...(build !== undefined && {
    another: await start('fourport', options, build),
    anotherListened: await start('fourport', options, build, 'listened'),
  }),
  floor: await start('floor'),
  smtpServer: await start('smtp-server'),
  maildev: await start('maildev'),
  sink: await startSmtpSink(),
}

/** One round of one server. */
async function measure(server, load) {
  const pid = server.ports.pid ?? server.pid
  const before = cpuMs(pid)
  const { perSecond } = await drive({ port: server.ports.plain, parallel: 10, ...load })
  return { perSecond, cpu: (cpuMs(pid) - before) / load.count }
}

const medians = {}
for (const [name, { title, load, slow }] of Object.entries(situations)) {
  if (only !== undefined && only !== name) continue
  const samples = Object.fromEntries(Object.keys(servers).map((key) => [key, []]))
  for (let round = 0; round <= rounds; round++) {
    for (const [key, server] of Object.entries(servers)) {
      if (server === null) continue
      const sample = await measure(server, { ...load, count: slow[key] ?? load.count })
      if (round > 0) samples[key].push(sample) // the first round warms up
    }
  }
  medians[name] = {}
  console.log(title)
  for (const [key, all] of Object.entries(samples)) {
    if (all.length === 0) continue
    const perSecond = median(all.map((sample) => sample.perSecond))
    const cpu = median(all.map((sample) => sample.cpu))
    medians[name][key] = { perSecond, cpu }
    console.log(
      `  ${key.padEnd(12)} ${perSecond.toFixed(0).padStart(7)}/s  ${cpu.toFixed(3).padStart(8)} ms CPU a message`,
    )
  }
}

console.log()
for (const [name, { title, goals }] of Object.entries(situations)) {
  const { fourport, ...others } = medians[name] ?? {}
  const pairs = [
    ['another', fourport],
    ['anotherListened', others.listened],
  ]
  for (const [other, ours] of pairs) {
    if (others[other]) line(`${title}: CPU of ${other} over ours`, others[other].cpu / ours.cpu, null)
  }
  for (const [text, other, goal] of goals) {
    if (others[other]) line(`${title}: ${text}`, fourport.perSecond / others[other].perSecond, goal)
  }
}
for (const name of ['dotted', 'dots']) {
  if (medians[name] === undefined || medians.large === undefined) continue
  const { title } = situations[name]
  line(`${title}: of plain`, medians[name].fourport.perSecond / medians.large.fourport.perSecond, 0.2)
}

await Promise.all(Object.values(servers).map((server) => server?.stop()))
