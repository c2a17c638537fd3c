/**
 * Messages a second, four situations, every server in one run and in turn; the figures are ratios of medians.
 * `node bench/throughput.js [rounds]` after `npm run build` and `npm install --prefix bench`.
 */
import { drive } from './support/drive.js'
import { line, median } from './support/report.js'
import { start } from './support/start.js'
import { startSmtpSink } from './support/smtp-sink.js'

const rounds = Number(process.argv[2] ?? 5)
const limits = { maxMessages: 2_000, maxConnections: 5_000 }
const servers = {
  fourport: await start('fourport', JSON.stringify(limits)),
  floor: await start('floor'),
  smtpServer: await start('smtp-server'),
  maildev: await start('maildev'),
  sink: await startSmtpSink(),
}

const situations = [
  {
    name: 'new connections, 1 KiB',
    mode: 'new',
    body: 'plain-1k',
    count: 1_500,
    slow: { maildev: 200, smtpServer: 200 },
  },
  {
    name: 'kept-open connections, 1 KiB',
    mode: 'kept',
    body: 'plain-1k',
    count: 5_000,
    slow: { maildev: 500 },
  },
  { name: 'kept-open connections, 1 MiB', mode: 'kept', body: 'plain-1m', count: 150, slow: { maildev: 20 } },
  {
    name: 'kept-open connections, 1 MiB of dotted lines',
    mode: 'kept',
    body: 'dotted-1m',
    count: 60,
    slow: { maildev: 6, smtpServer: 6 },
  },
]

const perSecond = {}
for (const { name, mode, body, count, slow } of situations) {
  const samples = Object.fromEntries(Object.keys(servers).map((key) => [key, []]))
  for (let round = 0; round <= rounds; round++) {
    for (const [key, server] of Object.entries(servers)) {
      if (server === null) continue
      const result = await drive({
        port: server.ports.plain,
        mode,
        parallel: 10,
        count: slow[key] ?? count,
        body,
      })
      if (round > 0) samples[key].push(result.perSecond) // the first round warms up
    }
  }
  perSecond[name] = Object.fromEntries(
    Object.entries(samples).map(([key, values]) => [key, values.length ? median(values) : NaN]),
  )
  console.log(
    `${name}: ${Object.entries(perSecond[name])
      .map(([key, value]) => `${key} ${value.toFixed(0)}/s`)
      .join(', ')}`,
  )
}

const ratio = (name, other) => perSecond[name].fourport / perSecond[name][other]
const [fresh, kept, large, dotted] = situations.map(({ name }) => name)
console.log()
line('new connections, 1 KiB: over MailDev', ratio(fresh, 'maildev'), 20)
line('new connections, 1 KiB: of the floor', ratio(fresh, 'floor'), 0.35)
line('kept-open, 1 KiB: over MailDev', ratio(kept, 'maildev'), 8)
line('kept-open, 1 KiB: over bare smtp-server', ratio(kept, 'smtpServer'), 1)
if (servers.sink) line("1 MiB: over Postfix's smtp-sink", ratio(large, 'sink'), 1.5)
line('1 MiB: of the floor', ratio(large, 'floor'), 0.8)
line('1 MiB dotted: of plain', perSecond[dotted].fourport / perSecond[large].fourport, 0.2)

await Promise.all(Object.values(servers).map((server) => server?.stop()))
