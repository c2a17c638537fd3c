/**
 * Sends messages of 2 KiB that each say something else, over one connection. Runs as a process of its own:
 * node varied-load.js '{"port":…,"count":2000}'. Prints how many bytes they had.
 */
import { connect } from 'node:net'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { once } from 'node:events'

const { port, count } = JSON.parse(process.argv[2])
const text = readFileSync(new URL('../../docs/architecture.md', import.meta.url), 'utf8')
const words = text.match(/[a-z]{3,12}/g)
let state = 1
const random = (below) => (state = (state * 48_271) % 0x7fffffff) % below
const some = (count) => Array.from({ length: count }, () => words[random(words.length)]).join(' ')

function raw(n) {
  return [
    `From: Shop <shop${n % 50}@bench.test>`,
    `To: user${n}@bench.test`,
    `Subject: Order ${n} ${some(3)}`,
    `Message-ID: <${n}.${random(1e9)}@bench.test>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    '',
    `Your code is ${100_000 + n}.`,
    ...Array.from({ length: 25 }, () => some(10)),
    '',
  ].join('\r\n')
}

const socket = connect({ port, host: '127.0.0.1' })
const lines = createInterface({ input: socket })[Symbol.asyncIterator]()
async function reply(code) {
  const { value } = await lines.next()
  if (!value.startsWith(code)) throw new Error(`wanted ${code}, got ${value}`)
  if (value[3] === '-') await reply(code)
}
await reply('220')
socket.write('EHLO bench.test\r\n')
await reply('250')
let sizeBytes = 0
for (let n = 0; n < count; n++) {
  const content = raw(n)
  sizeBytes += content.length
  // Pipelined but for DATA (RFC 2920).
  socket.write(`MAIL FROM:<shop@bench.test>\r\nRCPT TO:<user${n}@bench.test>\r\nDATA\r\n`)
  await reply('250')
  await reply('250')
  await reply('354')
  socket.write(`${content}.\r\n`)
  await reply('250')
}
socket.end('QUIT\r\n')
await once(socket, 'close')
console.log(sizeBytes)
