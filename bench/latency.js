/**
 * Nodemailer, one message a connection, one after the other, against bare smtp-server and MailDev; then the time from
 * sendMail to waitForMessage in one process. `node bench/latency.js [messages]`
 */
import '../scripts/help.js'
import { readFileSync } from 'node:fs'
import { createCertificate } from './support/certificate.js'
import { countFrom } from './support/count.js'
import { createTransport } from './support/nodemailer.js'
import { startServer } from '../dist/index.js'
import { atMost, line, median, percentile } from './support/report.js'
import { start } from './support/start.js'

const messages = countFrom(process.argv[2], { name: 'messages', byDefault: 200 })
const mail = { from: 'a@bench.test', to: 'b@bench.test', subject: 'bench', text: 'x'.repeat(900) }
const certificate = createCertificate()

const servers = {
  fourport: await start('fourport'),
  smtpServer: await start('smtp-server', certificate.folder),
  maildev: await start('maildev'),
}
const trust = {
  fourport: readFileSync(servers.fourport.ports.ca),
  smtpServer: certificate.pem,
}
const modes = {
  plain: { secure: false, ignoreTLS: true },
  starttls: { secure: false, requireTLS: true },
  implicit: { secure: true },
}

async function sequence(server, mode, count) {
  const port = servers[server].ports[mode]
  const begun = performance.now()
  for (let index = 0; index < count; index++) {
    const transport = createTransport({ host: '127.0.0.1', port, ...modes[mode], tls: { ca: trust[server] } })
    await transport.sendMail(mail)
    transport.close()
  }
  return (performance.now() - begun) / count
}

for (const mode of Object.keys(modes)) {
  const ms = {}
  for (const server of Object.keys(servers)) {
    if (servers[server].ports[mode] === undefined) continue
    const count = server === 'fourport' ? messages : Math.ceil(messages / 10)
    await sequence(server, mode, Math.ceil(count / 5))
    ms[server] = median([
      await sequence(server, mode, count),
      await sequence(server, mode, count),
      await sequence(server, mode, count),
    ])
  }
  const goal = mode === 'plain' ? 25 : 18
  for (const other of ['smtpServer', 'maildev']) {
    if (ms[other] !== undefined)
      line(
        `nodemailer, one message a connection, ${mode}: over ${other}`,
        ms[other] / ms.fourport,
        goal,
        `${ms.fourport.toFixed(2)} ms against ${ms[other].toFixed(1)} ms`,
      )
  }
}
await Promise.all(Object.values(servers).map((server) => server.stop()))

const server = await startServer()
for (const [name, port, goal] of [
  ['plain', server.ports.relay, 3],
  ['STARTTLS', server.ports.submission, 5],
  ['implicit TLS', server.ports.smtps, 5],
]) {
  const times = []
  for (let index = 0; index < messages; index++) {
    const to = `n${index}@bench.test`
    const transport = createTransport(port.nodemailer)
    const begun = performance.now()
    const [message] = await Promise.all([server.waitForMessage({ to }), transport.sendMail({ ...mail, to })])
    times.push(performance.now() - begun)
    transport.close()
    if (message.envelope.rcptTo[0] !== to) throw new Error('the wrong message')
  }
  atMost(`sent and waited for, in one process, ${name}: p50`, percentile(times, 0.5), 'ms', goal)
}
await server.close()
certificate.remove()
