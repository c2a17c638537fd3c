/**
 * The API with many messages held, MailDev 3 beside it, and the page in Chromium. `node bench/http.js`
 * MailDev keeps a file a message and lists all of them at once, so it is given 1,000.
 */
import '../scripts/help.js'
import { createTransport } from 'nodemailer'
import { drive } from './support/drive.js'
import { measurePage } from './support/page.js'
import { atMost, line, median } from './support/report.js'
import { start } from './support/start.js'

const held = 100_000
const maildevHeld = 1_000
const searched = 10_000

async function timed(count, ask) {
  const times = []
  for (let index = 0; index < count; index++) {
    const begun = performance.now()
    await ask(index)
    times.push(performance.now() - begun)
  }
  return median(times.slice(1)) // the first one loads what is loaded when first asked
}

const get = async (url) => {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`)
  return response.json()
}

const limits = { http: 0, maxMessages: 200_000, maxMessageBytes: 1024 ** 3 }
const full = await start('fourport', JSON.stringify(limits))
const api = `http://127.0.0.1:${full.ports.http}/api`
await drive({ port: full.ports.plain, mode: 'kept', parallel: 10, count: held - 100, body: 'plain-2k' })
const transport = createTransport({ host: '127.0.0.1', port: full.ports.plain, ignoreTLS: true, pool: true })
for (let index = 0; index < 100; index++) {
  await transport.sendMail({
    from: 'a@bench.test',
    to: `n${index}@bench.test`,
    subject: `Number ${index}`,
    text: 'x',
  })
}
const list = await timed(50, () => get(`${api}/messages?limit=50`))
const byRecipient = await timed(50, (index) => get(`${api}/messages?to=n${index}@bench.test`))
atMost(`list of 50 with ${held.toLocaleString('en')} held`, list, 'ms', 10)
atMost('search by recipient', byRecipient, 'ms', 10)

const waits = []
for (let index = 0; index < 100; index++) {
  const to = `wait${index}@bench.test`
  const waiting = get(`${api}/messages/wait?to=${to}&timeoutMs=10000`).then(() => performance.now())
  await transport.sendMail({ from: 'a@bench.test', to, subject: 'wait', text: 'x' })
  const accepted = performance.now()
  waits.push(Math.max(0, (await waiting) - accepted))
}
atMost("wait over HTTP, after the client's 250", median(waits), 'ms', 5)
transport.close()
await full.stop()

const some = await start('fourport', JSON.stringify(limits))
const someApi = `http://127.0.0.1:${some.ports.http}/api`
await drive({ port: some.ports.plain, mode: 'kept', parallel: 10, count: searched, body: 'plain-2k' })
const text = await timed(20, (index) => get(`${someApi}/messages?text=never%20written%20${index}`))
atMost(`text search over ${searched.toLocaleString('en')}`, text, 'ms', 100)

const maildev = await start('maildev')
await drive({ port: maildev.ports.plain, mode: 'kept', parallel: 10, count: maildevHeld, body: 'plain-2k' })
const theirs = await timed(20, () => get(`http://127.0.0.1:${maildev.ports.http}/api/email`))
line(
  `list: MailDev with ${maildevHeld.toLocaleString('en')} over Fourport with ${held.toLocaleString('en')}`,
  theirs / list,
  1,
  `${theirs.toFixed(1)} ms against ${list.toFixed(1)} ms`,
)
await maildev.stop()

const sender = createTransport({ host: '127.0.0.1', port: some.ports.plain, ignoreTLS: true })
for (let index = 0; index < 5; index++) {
  await sender.sendMail({
    from: 'a@bench.test',
    to: 'b@bench.test',
    subject: `Open ${index}`,
    text: 'x'.repeat(2_000),
  })
}
const page = await measurePage(`http://127.0.0.1:${some.ports.http}`)
if (page === null) {
  console.log('page: not measured, there is no Chromium at /usr/bin/chromium')
} else {
  atMost('first paint of the page', page.firstPaintMs, 'ms', 300)
  atMost('a message opens, from click to painted', page.messageMs, 'ms', 100)
}
await some.stop()
