/** Start: the command as a whole process, the library in a running one, the import. `node bench/start.js [runs]` */
import '../scripts/help.js'
import { spawn, execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { connect } from 'node:net'
import { fileURLToPath } from 'node:url'
import { countFrom } from './support/count.js'
import { atMost, median } from './support/report.js'

const runs = countFrom(process.argv[2], { name: 'runs', byDefault: 15 })
const main = fileURLToPath(new URL('../dist/cli/main.cjs', import.meta.url))
const ports = ['relay=0', 'smtps=0', 'submission=0', 'submission-alt=0'].flatMap((port) => ['--port', port])

async function bareNode() {
  const begun = performance.now()
  execFileSync(process.execPath, ['-e', '0'])
  return performance.now() - begun
}

/** From spawn until all four ports have answered a connection. */
async function command() {
  const begun = performance.now()
  const child = spawn(process.execPath, [main, 'serve', '--json', '--http-port', 'off', ...ports], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [text] = await once(createInterface({ input: child.stdout }), 'line')
  const listening = Object.values(JSON.parse(text).ports)
  await Promise.all(
    listening.map(async ({ host, port, tls }) => {
      const socket = connect(port, host)
      await once(socket, tls === 'implicit' ? 'connect' : 'data')
      socket.destroy()
    }),
  )
  const took = performance.now() - begun
  child.kill('SIGTERM')
  await once(child, 'exit')
  return took
}

const inNode = (code) =>
  Number(
    execFileSync(process.execPath, ['--input-type=module', '-e', code], {
      encoding: 'utf8',
      cwd: fileURLToPath(new URL('..', import.meta.url)),
    }),
  )
const importing = () =>
  inNode(`const t = performance.now(); await import('fourport'); console.log(performance.now() - t)`)
const starting = () =>
  inNode(`import { startServer } from 'fourport'
    await (await startServer()).close()
    const t = performance.now(); const s = await startServer(); console.log(performance.now() - t); await s.close()`)

await command()
const [nodes, commands, imports, starts] = [[], [], [], []]
for (let run = 0; run < runs; run++) {
  nodes.push(await bareNode())
  commands.push(await command())
  imports.push(importing())
  starts.push(starting())
}
console.log(
  `node -e 0: ${median(nodes).toFixed(1)} ms; the command until four ports answer: ${median(commands).toFixed(1)} ms`,
)
atMost('command until four ports answer, of node -e 0', median(commands) / median(nodes), 'x ', 1.8)
atMost('startServer() in a running process', median(starts), 'ms', 20)
atMost("import 'fourport'", median(imports), 'ms', 40)
