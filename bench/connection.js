/**
 * What a connection costs: CPU time of the server process, all its threads, for a new connection with one message of
 * 1 KiB and every reply awaited, in clear and with TLS from the first byte. Ours is the command with its page and its
 * lines; beside it the leanest server that Node can be, and Mailpit, where it is installed. A rate would tell less: the
 * load client is slower than the servers. Every server in turn, medians.
 * `node bench/connection.js [rounds] [folder of another build]`
 */
import '../scripts/help.js'
import { createCertificate } from './support/certificate.js'
import { startCommand } from './support/command.js'
import { countFrom } from './support/count.js'
import { cpuMs } from './support/cpu.js'
import { drive } from './support/drive.js'
import { startMailpit } from './support/mailpit.js'
import { atMost, median } from './support/report.js'
import { start } from './support/start.js'

const rounds = countFrom(process.argv[2], { name: 'rounds', byDefault: 7 })
const other = process.argv[3]
const certificate = createCertificate()

const ways = {
  plain: { title: 'unencrypted', count: 2_000, goal: 3 },
  implicit: { title: 'TLS from the first byte', count: 1_000, goal: 1.5 },
}
const fourport = await startCommand(certificate)
const another = other === undefined ? null : await startCommand(certificate, other)
const leanest = await start('leanest', certificate.folder)
const servers = {
  plain: { fourport, another, leanest, mailpit: await startMailpit() },
  implicit: { fourport, another, leanest, mailpit: await startMailpit(certificate) },
}

for (const [way, { title, count, goal }] of Object.entries(ways)) {
  const samples = {}
  for (let round = 0; round <= rounds; round++) {
    for (const [name, server] of Object.entries(servers[way])) {
      if (server === null) continue
      const before = cpuMs(server.pid)
      const port = server.ports[way]
      await drive({ port, tls: way === 'implicit', mode: 'new', body: 'plain-1k', parallel: 10, count })
      samples[name] ??= []
      // The first round warms up.
      if (round > 0) samples[name].push((cpuMs(server.pid) - before) / count)
    }
  }
  console.log(title)
  for (const [name, all] of Object.entries(samples))
    console.log(`  ${name.padEnd(12)} ${median(all).toFixed(3).padStart(8)} ms CPU a connection`)
  // Of each round its own ratio: what disturbs the machine disturbs both.
  const over = (name, base) => median(samples[name].map((one, round) => one / samples[base][round]))
  atMost('  Fourport over the leanest server', over('fourport', 'leanest'), 'x', goal)
  if (samples.another) {
    atMost('  the other build over the leanest server', over('another', 'leanest'), 'x', goal)
    atMost('  Fourport over the other build', over('fourport', 'another'), 'x', 1)
  }
  if (samples.mailpit) atMost('  Fourport over Mailpit', over('fourport', 'mailpit'), 'x', 1)
}

await Promise.all([...new Set(Object.values(servers).flatMap(Object.values))].map((server) => server?.stop()))
certificate.remove()
