/**
 * How much of the source one message reaches: the files that run for it once the server is warm, from connect to the
 * 250 behind its dot, and those on the call stack where it is made known to the readers.
 * `node bench/reach.js [most files [most on the stack]]`; above these bounds it ends with 1.
 */
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { Session } from 'node:inspector/promises'
import { connect } from 'node:net'
import { join, relative, sep } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
/** The source, one file a module, where the package bundles them; as deep as src, for what it reads beside itself. */
const modules = join(root, '.reach')
const warmMessages = 30
/** What runs for each of so many counts, so that a timer's turn does not. */
const countedMessages = 10

const [mostFiles = Infinity, mostOnStack = Infinity] = process.argv.slice(2).map(Number)

compile()
try {
  const { files, stack } = await measure()
  report(`One warm message runs ${files.length} files of ours (${perRoom(files)})`, files, mostFiles)
  report(`On the call stack where it is published: ${stack.length}`, stack, mostOnStack)
} finally {
  rmSync(modules, { recursive: true })
}

function compile() {
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  const options = ['--emitDeclarationOnly', 'false', '--declaration', 'false', '--outDir', modules]
  execFileSync(process.execPath, [tsc, '-p', join(root, 'tsconfig.build.json'), ...options], {
    stdio: 'inherit',
  })
}

async function measure() {
  const { startServer } = await import(pathToFileURL(join(modules, 'index.js')).href)
  const profiler = new Session()
  profiler.connect()
  await profiler.post('Profiler.enable')
  await profiler.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false })
  const server = await startServer()
  try {
    for (let sent = 0; sent < warmMessages; sent++) await leave(server, await send(server))
    const runs = []
    for (let sent = 0; sent < countedMessages; sent++) runs.push(await filesRun(server, profiler))
    const files = runs[0].filter((file) => runs.every((run) => run.includes(file)))
    return { files, stack: await stackOf(server) }
  } finally {
    await server.close()
  }
}

/** The files in which anything runs for one message. */
async function filesRun(server, profiler) {
  // What is counted begins anew each time that it is taken.
  await profiler.post('Profiler.takePreciseCoverage')
  const socket = await send(server)
  const { result } = await profiler.post('Profiler.takePreciseCoverage')
  await leave(server, socket)
  const ran = result.filter(({ functions }) => functions.some(({ ranges }) => ranges[0].count > 0))
  return filesOf(ran.map(({ url }) => url))
}

/** The files on the call stack where a message is published, outermost first. */
async function stackOf(server) {
  Error.stackTraceLimit = Infinity
  const told = new Promise((resolve) => server.on('message', () => resolve(new Error().stack)))
  await leave(server, await send(server))
  const frames = (await told).split('\n').toReversed()
  const published = frames.findIndex((frame) => /\bpublish\b/.test(frame))
  if (published === -1) throw new Error(`Nothing that is called publish is on the stack:\n${await told}`)
  return filesOf(frames.slice(0, published + 1).flatMap((frame) => /file:\S+?\.js/.exec(frame) ?? []))
}

/** Sends one message on a connection of its own, which stays open. */
async function send(server) {
  const socket = connect(server.ports.relay.port, '127.0.0.1')
  await reply(socket, 220)
  await say(socket, 'EHLO bench.test', 250)
  await say(socket, 'MAIL FROM:<a@bench.test>', 250)
  await say(socket, 'RCPT TO:<b@bench.test>', 250)
  await say(socket, 'DATA', 354)
  await say(socket, 'Subject: bench\r\n\r\nHello.\r\n.', 250)
  return socket
}

/** Until the server has ended the session too: what it does for that is none of the next message's. */
async function leave(server, socket) {
  const ended = new Promise((resolve) => {
    const stop = server.on('session', () => resolve(stop()))
  })
  await say(socket, 'QUIT', 221)
  socket.destroy()
  await ended
}

function say(socket, line, code) {
  socket.write(`${line}\r\n`)
  return reply(socket, code)
}

async function reply(socket, code) {
  let text = ''
  while (!/^\d{3} .*\r\n$/m.test(text)) text += (await once(socket, 'data'))[0]
  if (!text.startsWith(`${code}`)) throw new Error(`Expected ${code}, got ${JSON.stringify(text)}`)
}

/** Those of ours, each once. */
function filesOf(urls) {
  const ours = urls.filter((url) => url.startsWith(pathToFileURL(modules + sep).href))
  return [...new Set(ours.map((url) => relative(modules, fileURLToPath(url)).replace(/\.js$/, '.ts')))]
}

function perRoom(files) {
  const counts = new Map()
  for (const file of files) {
    const [room] = file.split(sep)
    counts.set(room, (counts.get(room) ?? 0) + 1)
  }
  return [...counts].map(([room, count]) => `${room} ${count}`).join(', ')
}

function report(text, files, most) {
  const isOver = files.length > most
  console.log(`${text}${most === Infinity ? '' : `, at most ${most}: ${isOver ? 'TOO MANY' : 'ok'}`}`)
  console.log(`  ${files.join('\n  ')}`)
  if (isOver) process.exitCode = 1
}
