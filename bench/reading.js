/**
 * What `message.parse()` takes, by size: up to 16 KiB in this thread, above in one of its own, whose start the first
 * pays for. `node bench/reading.js [messages of each size]`
 */
import '../scripts/help.js'
import { startServer } from '../dist/index.js'
import { createTransport } from 'nodemailer'
import { countFrom } from './support/count.js'
import { median } from './support/report.js'

const count = countFrom(process.argv[2], { name: 'messages of each size', byDefault: 21 })
const server = await startServer({ http: 'off' })
const transport = createTransport({ ...server.ports.relay.nodemailer, pool: true })
const paragraph = '<p>Your <b>order</b> has been <a href="https://shop.test/orders/1">sent</a> to you.</p>\n'

for (const kibibytes of [2, 8, 14, 17, 64, 256, 2048]) {
  const html = paragraph.repeat((kibibytes * 1024) / (paragraph.length + 15))
  const times = []
  for (let n = 0; n < count; n++) {
    const to = `${kibibytes}-${n}@example.test`
    await transport.sendMail({ from: 'a@example.test', to, subject: 'Sent', html })
    const message = await server.waitForMessage({ to })
    const begun = performance.now()
    await message.parse()
    times.push(performance.now() - begun)
  }
  const [first] = times
  const middle = median(times)
  console.log(`${kibibytes} KiB: ${middle.toFixed(2)} ms, the first ${first.toFixed(1)} ms`)
}
transport.close()
await server.close()
