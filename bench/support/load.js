/**
 * A load client: as little work as an SMTP dialogue allows, so that the server is what is measured.
 * Runs as a process of its own: node load.js '{"port":…,"mode":"new"|"kept","parallel":10,"count":2000,"body":"plain-1k"}'
 * With `"tls":true` each connection makes a whole handshake. Prints { seconds, perSecond }.
 */
import { connect } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { bodies } from './bodies.js'

const { port, mode, parallel, count, body, host = '127.0.0.1', tls } = JSON.parse(process.argv[2])
const content = bodies[body]()

function dialogue(socket) {
  let wake = null
  let text = ''
  socket.setNoDelay(true)
  socket.on('data', (chunk) => {
    text += chunk.latin1Slice()
    if (!text.endsWith('\r\n')) return
    const last = text.slice(text.lastIndexOf('\r\n', text.length - 3) + 1).trimStart()
    if (last[3] === '-') return
    const reply = last
    text = ''
    const awake = wake
    wake = null
    awake?.(reply)
  })
  const failed = new Promise((_, reject) => {
    socket.once('error', reject)
    socket.once('close', () => reject(new Error('connection closed early')))
  })
  failed.catch(() => {})
  return async (line, code) => {
    const answer = new Promise((resolve) => (wake = resolve))
    if (line !== null) socket.write(line)
    const reply = await Promise.race([answer, failed])
    if (!reply.startsWith(code)) throw new Error(`wanted ${code}, got ${reply}`)
  }
}

async function open() {
  const socket = tls ? connectTls({ port, host, rejectUnauthorized: false }) : connect({ port, host })
  const say = dialogue(socket)
  await say(null, '220')
  await say('EHLO bench.test\r\n', '250')
  return { socket, say }
}

async function send(say) {
  await say('MAIL FROM:<a@bench.test>\r\n', '250')
  await say('RCPT TO:<b@bench.test>\r\n', '250')
  await say('DATA\r\n', '354')
  await say(content, '250')
}

let left = count
async function worker() {
  if (mode === 'kept') {
    const { socket, say } = await open()
    while (left-- > 0) await send(say)
    await say('QUIT\r\n', '221')
    socket.destroy()
    return
  }
  while (left-- > 0) {
    const { socket, say } = await open()
    await send(say)
    await say('QUIT\r\n', '221')
    socket.destroy()
  }
}

const begun = performance.now()
await Promise.all(Array.from({ length: parallel }, worker))
const seconds = (performance.now() - begun) / 1000
console.log(JSON.stringify({ seconds, perSecond: count / seconds }))
