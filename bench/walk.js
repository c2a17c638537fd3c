/**
 * The way that one step of a dialogue takes through the source: every function of a build with one file a module calls a
 * probe, so it is what really ran. A move is a call in another file than the call before; it goes back where the way had
 * been in that file already. One warm connection in clear, no options; of ten runs of a step the shortest, so that
 * a timer does not count.
 *
 * `node bench/walk.js [--show] [step=moves/back …]`; above a bound it ends with 1. The steps: rcpt, dot, fault.
 */
import '../scripts/help.js'
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseAst } from 'vite'

const root = fileURLToPath(new URL('..', import.meta.url))
/** In the project's folder, as deep as src: the modules find their packages, and what they read beside themselves. */
const modules = realpathSync(mkdtempSync(join(root, '.walk-')))
const warmRuns = 20
const countedRuns = 10
const functions = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'])

const names = {
  rcpt: 'RCPT, until its 250 is written',
  dot: 'the final dot, until its 250 is written',
  fault: 'RCPT with a fault on it, until its 451 is written',
}
const isShown = process.argv.includes('--show')
const bounds = Object.fromEntries(process.argv.slice(2).filter(isBound).map(boundOf))
/** The files of the calls, in order; null: nobody counts. */
let way = null

try {
  compile()
  globalThis.fourportWalk = (file) => way?.push(file)
  for (const [step, taken] of Object.entries(await measure())) report(step, taken)
} finally {
  rmSync(modules, { recursive: true })
}

function isBound(word) {
  return word !== '--show'
}

function boundOf(word) {
  const [, step, moves, back] = /^(\w+)=(\d+)\/(\d+)$/.exec(word) ?? []
  if (!Object.hasOwn(names, step ?? ''))
    throw new Error(`Expected STEP=MOVES/BACK of ${Object.keys(names).join(', ')}, got ${word}`)
  return [step, { moves: Number(moves), back: Number(back) }]
}

function compile() {
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  const options = ['--emitDeclarationOnly', 'false', '--declaration', 'false', '--outDir', modules]
  execFileSync(process.execPath, [tsc, '-p', join(root, 'tsconfig.build.json'), ...options], {
    stdio: 'inherit',
  })
  const files = readdirSync(modules, { recursive: true }).filter((file) => file.endsWith('.js'))
  if (files.length === 0) throw new Error(`tsc wrote nothing to ${modules}`)
  for (const file of files) {
    const path = join(modules, file)
    writeFileSync(path, probed(readFileSync(path, 'utf8'), file.replace(/\.js$/, '.ts')))
  }
}

/** The same module, each of its functions calling the probe first. */
function probed(code, file) {
  const call = `fourportWalk(${JSON.stringify(file)})`
  const inserts = []
  visit(parseAst(code), (node) => {
    if (!functions.has(node.type) || node.body === null) return
    const { start, end, type } = node.body
    if (type === 'BlockStatement') {
      // Directives come first.
      const directive = node.body.body.findLast((statement) => statement.directive !== undefined)
      inserts.push([directive?.end ?? start + 1, `;${call};`])
    } else {
      // Parentheses around the body are no part of it.
      inserts.push(
        [code.indexOf('=>', node.params.at(-1)?.end ?? node.start) + 2, `(${call},`],
        [node.end, ')'],
      )
      if (end > node.end) throw new Error(`${file}: a body that ends after its function`)
    }
  })
  let out = ''
  let from = 0
  // Of two at one place, the inner function's comes first: it closes first.
  for (const [at, text] of inserts.toSorted(([one], [other]) => one - other)) {
    out += code.slice(from, at) + text
    from = at
  }
  return out + code.slice(from)
}

function visit(node, seen) {
  if (node === null || typeof node !== 'object') return
  if (Array.isArray(node)) {
    for (const one of node) visit(one, seen)
    return
  }
  if (typeof node.type === 'string') seen(node)
  for (const value of Object.values(node)) visit(value, seen)
}

async function measure() {
  const { startServer } = await import(pathToFileURL(join(modules, 'index.js')).href)
  const server = await startServer()
  try {
    const taken = { rcpt: [], dot: [], fault: [] }
    for (let run = 0; run < warmRuns + countedRuns; run++) {
      const ways = { ...(await message(server)), fault: await faulty(server) }
      if (run >= warmRuns) for (const step of Object.keys(taken)) taken[step].push(ways[step])
    }
    return Object.fromEntries(Object.entries(taken).map(([step, ways]) => [step, shortest(ways)]))
  } finally {
    await server.close()
  }
}

async function message(server) {
  const socket = await greeted(server)
  const rcpt = await walked(socket, 'RCPT TO:<b@bench.test>', 250)
  await say(socket, 'DATA', 354)
  const dot = await walked(socket, 'Subject: bench\r\n\r\nHello.\r\n.', 250)
  await leave(socket)
  return { rcpt, dot }
}

async function faulty(server) {
  const fault = await server.fault({ at: 'RCPT', to: '*@busy.test', reply: { code: 451 } })
  const socket = await greeted(server)
  const taken = await walked(socket, 'RCPT TO:<b@busy.test>', 451)
  await leave(socket)
  await fault.off()
  return taken
}

async function greeted(server) {
  const socket = connect(server.ports.relay.port, '127.0.0.1')
  await reply(socket, 220)
  await say(socket, 'EHLO bench.test', 250)
  await say(socket, 'MAIL FROM:<a@bench.test>', 250)
  return socket
}

async function walked(socket, line, code) {
  way = []
  await say(socket, line, code)
  const taken = way
  way = null
  return taken
}

async function leave(socket) {
  await say(socket, 'QUIT', 221)
  socket.destroy()
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

function shortest(ways) {
  return ways.toSorted((one, other) => one.length - other.length)[0]
}

function report(step, calls) {
  const moves = calls.filter((file, index) => index > 0 && file !== calls[index - 1])
  const files = new Set(calls)
  const back = moves.length - (files.size - 1)
  const most = bounds[step]
  const isOver = most !== undefined && (moves.length > most.moves || back > most.back)
  const bound = most && `, at most ${most.moves}, ${most.back}: ${isOver ? 'TOO MANY' : 'ok'}`
  console.log(
    `${names[step]}: ${calls.length} calls in ${files.size} files, ${moves.length} moves, ${back} of them back${bound ?? ''}`,
  )
  if (isShown) console.log(`  ${[calls[0], ...moves].map((file) => relative('.', file)).join('\n  ')}`)
  if (isOver) process.exitCode = 1
}
