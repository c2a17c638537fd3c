/** MailDev 3 with its defaults, on loopback. */
import '../support/end-with-parent.js'
import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { untilAnswers } from '../support/answers.js'

const free = () =>
  new Promise((resolve) => {
    const probe = createServer()
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })
const [smtp, web] = [await free(), await free()]
const script = new URL('../node_modules/maildev/dist/bin/maildev.js', import.meta.url)
const child = spawn(
  process.execPath,
  [
    script.pathname,
    '--smtp',
    smtp,
    '--web',
    web,
    '--ip',
    '127.0.0.1',
    '--web-ip',
    '127.0.0.1',
    '--silent',
    ...process.argv.slice(2),
  ].map(String),
  { stdio: ['ignore', 'ignore', 'inherit'] },
)
process.on('exit', () => child.kill('SIGKILL'))
process.on('SIGTERM', () => process.exit(0))
child.on('exit', (code) => process.exit(code ?? 1))
await untilAnswers(smtp)
await untilAnswers(web)
console.log(JSON.stringify({ plain: smtp, http: web, pid: child.pid }))
