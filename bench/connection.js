/**
 * What a connection costs: CPU time of the server process for a new connection with one message of 1 KiB, in clear and
 * with TLS from the first byte, over a bare Node server that plays the same dialogue; and Mailpit, where it is
 * installed. A rate would tell less: the load client is slower than the servers. Every server in turn, medians.
 * `node bench/connection.js [rounds] [folder of another build]`
 */
import { createCertificate } from './support/certificate.js'
import { cpuMs } from './support/cpu.js'
import { drive } from './support/drive.js'
import { startMailpit } from './support/mailpit.js'
import { atMost, median } from './support/report.js'
import { start } from './support/start.js'

const [rounds = 7, other] = [Number(process.argv[2] ?? 7), process.argv[3]]
const certificate = createCertificate()
const { key, cert } = certificate
const options = JSON.stringify({ maxMessages: 2_000, key, cert })

const ways = {
  plain: { title: 'in clear', count: 1_500, goal: 2.6 },
  implicit: { title: 'TLS from the first byte', count: 600, goal: 1.45 },
}
const fourport = await start('fourport', options)
const floor = await start('floor', certificate.folder)
const another = other === undefined ? null : await start('fourport', options, other)
const servers = {
  plain: { fourport, another, floor, mailpit: await startMailpit() },
  implicit: { fourport, another, floor, mailpit: await startMailpit(certificate) },
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
  const over = (name) => median(samples[name].map((one, round) => one / samples.floor[round]))
  atMost(`  Fourport over the floor`, over('fourport'), 'x', goal)
  if (samples.another) atMost(`  the other build over the floor`, over('another'), 'x', goal)
}

await Promise.all([...new Set(Object.values(servers).flatMap(Object.values))].map((server) => server?.stop()))
certificate.remove()
