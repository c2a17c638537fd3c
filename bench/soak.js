/**
 * Everything at once, over and over, on loopback: mail on four ports, hostile mail read by every route, clients that vanish,
 * readers of the stream that come and go, faults and scenarios that switch, deletions and evictions.
 *
 *   node bench/soak.js [ROUNDS]     default 60, some 18 messages a round; 2000 rounds take about half an hour
 *
 * Ends with 1 where an account does not add up, a descriptor or memory stays, or the server reports an error.
 */
import '../scripts/help.js'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { createTransport } from 'nodemailer'
import { hostileMail, routesThatShow } from './support/hostile-mail.js'
import { median } from './support/report.js'

const rounds = Number(process.argv[2] ?? 60)
if (!Number.isInteger(rounds) || rounds < 8 || rounds > 20_000)
  throw new Error(`ROUNDS is ${process.argv[2]}; give 8 to 20000`)

const script = fileURLToPath(new URL('servers/soaked.js', import.meta.url))
const child = spawn(process.execPath, ['--expose-gc', script], { stdio: ['pipe', 'pipe', 'inherit', 'ipc'] })
const [first] = await once(createInterface({ input: child.stdout }), 'line')
const ports = JSON.parse(first)
const api = `http://127.0.0.1:${ports.http}`
const ask = async () => {
  const answer = once(child, 'message')
  child.send('report')
  return (await answer)[0]
}

const ca = readFileSync(ports.ca)
const transports = ['relay', 'smtps', 'submission', 'submissionAlt'].map((name) =>
  createTransport({
    host: 'localhost',
    port: ports[name],
    secure: name === 'smtps',
    ignoreTLS: name === 'relay',
    requireTLS: name.startsWith('submission'),
    tls: { ca },
  }),
)

/** Messages whose client got its 250, or whose injection got its 201. */
let answered = 0
let deleted = 0
let refused = 0

async function call(method, path, body) {
  const response = await fetch(`${api}${path}`, {
    method,
    ...(body !== undefined && {
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    }),
  })
  const text = await response.text()
  if (response.status >= 500 && response.status !== 503)
    throw new Error(`${method} ${path} answered ${response.status}: ${text}`)
  return { status: response.status, text }
}

async function mail(transport, to) {
  try {
    await transport.sendMail({
      from: 'a@x.test',
      to,
      subject: 'Soak',
      text: 'Your code is 493817.',
      html: '<b>Your code is 493817.</b>',
    })
    answered++
  } catch (error) {
    // Refused on purpose, by the fault or scenario of this round.
    if (error.responseCode === undefined && error.code === undefined) throw error
    refused++
  }
}

/** Sends so much of a message and is gone, in one of three ways; never as far as its last dot. */
async function vanish(round) {
  const dialogue = [
    'EHLO me.test\r\n',
    'MAIL FROM:<a@x.test>\r\n',
    'RCPT TO:<b@x.test>\r\n',
    'DATA\r\n',
    `${'x'.repeat(70)}\r\n`.repeat(2000),
  ]
  const socket = connect(ports.relay, '127.0.0.1')
  socket.on('error', () => {})
  const closed = once(socket, 'close')
  await once(socket, 'data')
  for (const line of dialogue.slice(0, round % (dialogue.length + 1))) socket.write(line)
  if (round % 3 === 0) socket.end()
  else if (round % 3 === 1) socket.destroy()
  else socket.resetAndDestroy()
  socket.resume()
  await closed
}

async function readStream() {
  const stop = new AbortController()
  const response = await fetch(`${api}/api/events`, { signal: stop.signal })
  await response.body.getReader().read()
  stop.abort()
}

/** One hostile message, over HTTP and by every route that shows it. */
async function readHostile(round) {
  const response = await fetch(`${api}/api/messages?from=a%40x.test&to=b%40x.test`, {
    method: 'POST',
    headers: { 'content-type': 'message/rfc822' },
    body: hostileMail(round),
  })
  if (response.status !== 201)
    throw new Error(`A hostile message was answered ${response.status}: ${await response.text()}`)
  answered++
  const { id } = await response.json()
  for (const path of routesThatShow(id)) await call('GET', path)
}

async function misbehave(round) {
  const scenarios = ['cert-expired', 'starttls-absent', 'rcpt-550', 'dot-451']
  const scenario = await call('PUT', '/api/ports/submission/scenario', {
    name: scenarios[round % scenarios.length],
  })
  const fault = await call('POST', '/api/faults', {
    at: 'RCPT',
    to: '*@faulty.test',
    times: 1,
    reply: { code: 451 },
  })
  await Promise.all([
    mail(transports[2], 'b@x.test'),
    mail(transports[0], 'b@faulty.test'),
    mail(transports[0], 'fail+dot-delay-20x1@x.test'),
  ])
  if (scenario.status < 300) await call('DELETE', '/api/ports/submission/scenario')
  if (fault.status === 201) await call('DELETE', '/api/faults')
}

async function deleteSome(round) {
  if (round % 5 !== 0) return
  const { text } = await call('DELETE', '/api/messages?to=b%40x.test')
  deleted += JSON.parse(text).deleted
}

async function play(round) {
  await Promise.all([
    ...Array.from({ length: 16 }, (_, index) =>
      mail(transports[index % 4], index % 5 === 0 ? 'b@x.test' : 'c@x.test'),
    ),
    ...Array.from({ length: 3 }, (_, index) => vanish(round + index)),
    readStream(),
    readHostile(round),
    call('GET', '/api/messages/wait?to=b%40x.test&timeoutMs=50'),
  ])
  await misbehave(round)
  await deleteSome(round)
}

const atRest = await ask()
const samples = []
for (let round = 0; round < rounds; round++) {
  await play(round)
  if (round % Math.ceil(rounds / 24) === 0) samples.push({ round, ...(await ask()) })
}
for (const transport of transports) transport.close()

// The server keeps connections of the last requests open for five seconds more, and its reading threads stay for thirty: eight.
let end = await ask()
for (let tries = 0; tries < 150 && end.descriptors > atRest.descriptors + 8; tries++) {
  await new Promise((resolve) => setTimeout(resolve, 100))
  end = await ask()
}

// The store fills, modules are loaded and code is compiled in the first third; from there on nothing may grow.
const settled = samples.slice(Math.ceil(samples.length / 3))
const half = Math.floor(settled.length / 2)
const mib = (bytes) => bytes / 1024 / 1024
const heap = (some) => median(some.map(({ heapBytes }) => heapBytes))
const growthMiB = mib(heap(settled.slice(half)) - heap(settled.slice(0, half)))
const { messages, evictedMessages } = end.counts
const faults = [
  ...(end.accepted === messages + evictedMessages + deleted
    ? []
    : [
        `accepted ${end.accepted}, but present ${messages} + evicted ${evictedMessages} + deleted ${deleted}`,
      ]),
  ...(answered <= end.accepted
    ? []
    : [`clients were answered ${answered} times, the server accepted ${end.accepted}`]),
  ...(end.descriptors <= atRest.descriptors + 8
    ? []
    : [`${end.descriptors} descriptors, ${atRest.descriptors} at rest`]),
  ...(growthMiB <= 12 ? [] : [`the heap grew by ${growthMiB.toFixed(1)} MiB after it had settled`]),
  ...end.errors.map((error) => `the server reported: ${error}`),
]
console.log(`rounds                                  ${rounds}`)
console.log(
  `accepted = present + evicted + deleted  ${end.accepted} = ${messages} + ${evictedMessages} + ${deleted}`,
)
console.log(`answered by 250 or 201; refused         ${answered}; ${refused}`)
console.log(
  `heap: settled, at the end               ${mib(heap(settled.slice(0, half))).toFixed(1)}, ${mib(heap(settled.slice(half))).toFixed(1)} MiB`,
)
console.log(`descriptors: at rest, at the end        ${atRest.descriptors}, ${end.descriptors}`)
console.log(
  `event loop late: median of p99, latest  ${median(samples.map(({ lateMs }) => lateMs)).toFixed(0)}, ${Math.max(...samples.map(({ latestMs }) => latestMs)).toFixed(0)} ms`,
)
for (const fault of faults) console.log(`WRONG: ${fault}`)
child.kill('SIGTERM')
const [code] = await once(child, 'exit')
if (code !== 0 && code !== null) console.log(`WRONG: the server ended with ${code}`)
process.exit(faults.length === 0 && (code === 0 || code === null) ? 0 : 1)
