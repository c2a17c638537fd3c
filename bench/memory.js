/** Memory for kept messages. `node --expose-gc bench/memory.js`; the server runs as a process of its own. */
import '../scripts/help.js'
import { readFileSync } from 'node:fs'
import { drive } from './support/drive.js'
import { atMost } from './support/report.js'
import { start } from './support/start.js'

const rssBytes = (pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) * 1024

async function keep(count, body, size) {
  const server = await start('fourport', JSON.stringify({ maxMessages: 200_000, maxMessageBytes: 1024 ** 3 }))
  await drive({ port: server.ports.plain, mode: 'kept', parallel: 10, count: 200, body }) // warm up
  const before = rssBytes(server.pid)
  await drive({ port: server.ports.plain, mode: 'kept', parallel: 10, count, body })
  const after = rssBytes(server.pid)
  await server.stop()
  return { perMessage: (after - before) / count / size, resident: after }
}

const small = await keep(100_000, 'plain-2k', 2048)
atMost('a kept message of 2 KiB, of its own bytes', small.perMessage, 'x ', 1.6)
atMost('100,000 messages of 2 KiB, resident', small.resident / 1024 ** 2, 'MiB', 350)
const large = await keep(10_000, 'plain-31k', 31 * 1024)
atMost('a kept message of 31 KiB, of its own bytes', large.perMessage, 'x ', 1.1)
