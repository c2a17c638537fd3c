import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { untilAnswers } from './answers.js'
import { freePort } from './free-port.js'

const ours = fileURLToPath(new URL('../../dist', import.meta.url))

/**
 * The command as people start it: with its page, and its lines for each message and session written, to where nobody
 * reads them. `build`: the folder of another build.
 */
export async function startCommand({ key, cert, folder }, build = ours) {
  const [plain, implicit, http] = [await freePort(), await freePort(), await freePort()]
  const ports = [`relay=${plain}`, `smtps=${implicit}`, 'submission=0', 'submission-alt=0']
  const options = ['--http-port', String(http), '--key', key, '--cert', cert, '--certs', folder]
  const child = spawn(
    process.execPath,
    [join(build, 'cli/main.cjs'), 'serve', ...ports.flatMap((port) => ['--port', port]), ...options],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  )
  await untilAnswers(implicit)
  return {
    name: 'fourport',
    ports: { plain, implicit },
    pid: child.pid,
    async stop() {
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}
