// Stands in for Docker, which needs a daemon: `run` starts a "container" in a session of its own, a process that ignores
// SIGTERM unless --init is given, as the first process of a container does; `ps` lists those that have a label. What is
// known of them is in files of FAKE_DOCKER. Only what verify asks for is here.
import { spawn } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = process.env.FAKE_DOCKER
const words = process.argv.slice(2)
const after = (name) => words[words.indexOf(name) + 1]
const isAlive = (pid) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

function list() {
  if (process.env.FAKE_DOCKER_FAILS) {
    process.stderr.write('Cannot connect to the daemon\n')
    process.exit(1)
  }
  const wanted = after('--filter').replace(/^label=/, '')
  for (const name of readdirSync(folder)) {
    const { label, pid } = JSON.parse(readFileSync(join(folder, name), 'utf8'))
    if (label === wanted)
      process.stdout.write(`${pid}\t${name}\t${isAlive(pid) ? 'Up 3 seconds' : 'Exited (0) 2 seconds ago'}\n`)
  }
}

/** The image is called as what it does: `sends`, or `hangs` after that. */
function run() {
  mkdirSync(folder, { recursive: true })
  const careful = fileURLToPath(new URL('careful.mjs', import.meta.url))
  const hangs = words.at(-1) === 'hangs'
  const ignores = hangs && !words.includes('--init') ? "process.on('SIGTERM', () => undefined);" : ''
  const waits = hangs ? 'process.exit = () => undefined; setInterval(() => undefined, 1000);' : ''
  const script = `${ignores}${waits} import(${JSON.stringify(careful)})`
  const container = spawn(process.execPath, ['-e', script], { detached: true, stdio: 'inherit' })
  const file = join(folder, `container-${container.pid}`)
  writeFileSync(file, JSON.stringify({ label: after('--label'), pid: container.pid }))
  // As `docker run` does, it passes the signal on, and ends when the container has.
  process.on('SIGTERM', () => container.kill('SIGTERM'))
  container.on('exit', (code) => {
    if (words.includes('--rm')) rmSync(file)
    process.exit(code ?? 143)
  })
}

if (words.includes('ps')) list()
else run()
